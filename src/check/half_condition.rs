//! `title = "CEO" or "CFO"`: a value that stands alone where a condition is wanted.

use super::{Checker, fields::literal_kind};
use crate::diagnostic::{Finding, Name};
use crate::syntax::tree::{CompareOp, Expr, ExprKind, Literal, Which};

impl Checker<'_> {
    /// Reports the values that stand alone after a condition, or after nothing, all at once; `word` is what joins them.
    pub(super) fn half_conditions(&mut self, before: Option<&Expr>, values: &[&Literal], word: &str) {
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return };
        let span = first.span().to(last.span());
        let shown: Vec<String> = values.iter().map(|value| format!("`{}`", self.written(value.span()))).collect();
        let message = match shown.as_slice() {
            [one] => format!("{one} alone is a {}, not a condition", literal_kind(first)),
            [rest @ .., last] if rest.len() < 4 => format!("{} and {last} alone are not conditions", rest.join(", ")),
            [first, .., last] => format!("{first} to {last} alone are not conditions"),
            [] => return,
        };
        let finding = self.at(span, Name::HalfCondition, message);
        let finding = match before {
            Some(before) => self.whole_again(finding, before, values, word),
            None => finding.help("a condition compares something, for example `downloads >= 2`"),
        };
        self.report(finding);
    }

    /// The way out, in the words of the condition before.
    fn whole_again(&self, finding: Finding, before: &Expr, values: &[&Literal], word: &str) -> Finding {
        let last = match &before.kind {
            ExprKind::And(parts) => parts.last().unwrap_or(before),
            _ => before,
        };
        let (subject, asks, first, list) = match &last.kind {
            ExprKind::Compare(op, subject, first) if may_compare_with(first, values) => {
                let list = match op {
                    // `= "a" and = "b"` would be true of no lead, and `!= "a" or != "b"` of every one, so a list is meant.
                    CompareOp::Equal => Some("in"),
                    CompareOp::NotEqual => Some("not in"),
                    _ => None,
                };
                (subject, op.written().to_owned(), first.at.0, list)
            }
            ExprKind::Contains(subject, Which::One(text), whole_word) => {
                let asks = if *whole_word { "contains word" } else { "contains" };
                let list = match (word, whole_word) {
                    ("or", false) => "contains any of",
                    ("or", true) => "contains any word of",
                    (_, false) => "contains all of",
                    (_, true) => "contains all word of",
                };
                (subject, asks.to_owned(), text.at.0, Some(list))
            }
            ExprKind::StartsWith(subject, Which::One(text)) => {
                (subject, "starts with".to_owned(), text.at.0, (word == "or").then_some("starts with any of"))
            }
            ExprKind::EndsWith(subject, Which::One(text)) => {
                (subject, "ends with".to_owned(), text.at.0, (word == "or").then_some("ends with any of"))
            }
            _ => return finding.help("a condition compares something, for example `downloads >= 2`"),
        };
        let subject = self.written(subject.at.0);
        let rest: Vec<String> = values.iter().map(|value| self.written(value.span())).collect();
        match (list, values.last()) {
            (Some(list), Some(end)) => {
                let whole = format!("{subject} {list} [{}, {}]", self.written(first), rest.join(", "));
                finding
                    .help(format!("write it with a list: `{whole}`"))
                    .fix(self.place(last.at.0.to(end.span())), whole)
                    .safe_to_fix()
            }
            _ => {
                let each: Vec<String> = rest.iter().map(|value| format!("{word} {subject} {asks} {value}")).collect();
                finding.help(format!("write the whole of it again: `{}`", each.join(" ")))
            }
        }
    }
}

/// Whether what a comparison ends in may as well be one of the values: a literal is of the same type as all of them.
fn may_compare_with(first: &Expr, values: &[&Literal]) -> bool {
    let ExprKind::Literal(first) = &first.kind else { return true };
    values.iter().all(|value| std::mem::discriminant(*value) == std::mem::discriminant(first))
}
