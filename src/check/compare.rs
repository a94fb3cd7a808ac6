//! Comparisons: `=`, `!=`, `<`, `<=`, `>`, `>=`.

use super::{
    Checker,
    names::Named,
    values::{Kind, Typed},
};
use crate::diagnostic::Name;
use crate::rules::{Condition, Expr as Value, Test};
use crate::source::Span;
use crate::syntax::tree::{self, CompareOp, Expr, ExprKind, Literal};
use crate::value::{NumberRange, Range, Text, Type, trim};

impl Checker<'_> {
    pub(super) fn compare(&mut self, expr: &Expr, op: CompareOp, left: &Expr, right: &Expr) -> Option<Condition> {
        if let Some(blank) = [left, right].into_iter().find(|side| is_blank_text(side)) {
            return self.blank_comparison(expr, op, if std::ptr::eq(blank, left) { right } else { left });
        }
        // Labels and ladders first: what they are compared with is a word, not a name to be resolved.
        if let ExprKind::Name(name) = &left.kind {
            match self.names.get(name) {
                Some(Named::Label(_)) => return self.compare_label(expr, op, left, right),
                Some(Named::Ladder(_)) => return self.compare_ladder(expr, op, left, right),
                _ => {}
            }
        }
        if let ExprKind::Name(name) = &right.kind
            && matches!(self.names.get(name), Some(Named::Label(_) | Named::Ladder(_)))
        {
            let swapped = format!("{} {} {}", self.written(right.at.0), flipped(op).written(), self.written(left.at.0));
            self.report(
                self.at(
                    expr.at.0,
                    Name::TypeMismatch,
                    format!("`{}` must be on the left of its comparison", name.text),
                )
                .help(format!("write it first: `{swapped}`"))
                .fix(self.place(expr.at.0), swapped)
                .safe_to_fix(),
            );
            return None;
        }
        let one = self.value(left);
        if let ExprKind::Name(word) = &right.kind
            && super::infer::is_truth_word(word)
            && self.names.get(word).is_none()
        {
            let finding = self.truth_word(word);
            self.report(finding);
            return None;
        }
        if let (Some(one), ExprKind::Name(word)) = (&one, &right.kind)
            && one.kind.is_text()
            && self.names.get(word).is_none()
        {
            let kind = one.kind.clone();
            self.word_without_quotes(word, &kind);
            return None;
        }
        if let (None, ExprKind::Name(word)) = (&one, &right.kind) {
            // What is on the left is wrong already, and may be what tells how the word on the right is meant.
            self.names.get(word)?;
        }
        let two = self.value(right);
        let (one, two) = (one?, two?);
        self.compare_values(expr, op, (left, one), (right, two))
    }

    /// `industry = Software`, in a file that declares its fields: a slip of the name, or a text without its quotes.
    fn word_without_quotes(&mut self, word: &tree::Name, kind: &Kind) {
        if let Kind::Of(Type::OneOf(values)) = kind
            && !word.quoted
            && let Some(nearest) = self.suggestions.nearest(&word.text, values.iter().map(Text::shown)).first()
            && Text::new(nearest) != Text::new(&word.text)
        {
            let text = format!("\"{nearest}\"");
            self.report(
                self.at(word.at.0, Name::MissingQuotes, format!("nothing here is named `{}`", word.text))
                    .help(format!("did you mean `{text}`?"))
                    .fix(self.place(word.at.0), text),
            );
            return;
        }
        let is_value = matches!(kind, Kind::Of(Type::OneOf(values)) if values.contains(&Text::new(&word.text)));
        let has_near = !is_value && !self.suggestions.nearest(&word.text, self.names.all()).is_empty();
        let finding = match has_near || word.quoted {
            true => self.unknown_name(word),
            // Only a value of the field can be meant.
            false if is_value => self.missing_quotes(word).safe_to_fix(),
            false => self.missing_quotes(word),
        };
        self.report(finding);
    }

    fn blank_comparison(&mut self, expr: &Expr, op: CompareOp, asked: &Expr) -> Option<Condition> {
        let subject = self.written(asked.at.0);
        let known = op == CompareOp::NotEqual;
        let right = format!("{subject} is {}", if known { "known" } else { "unknown" });
        let finding = self.blank_text(expr.at.0).help(format!("write `{right}`"));
        self.report(finding.fix(self.place(expr.at.0), right).safe_to_fix());
        None
    }

    fn compare_label(&mut self, expr: &Expr, op: CompareOp, left: &Expr, right: &Expr) -> Option<Condition> {
        let Kind::Label(label) = self.value(left)?.kind else { return None };
        if !matches!(op, CompareOp::Equal | CompareOp::NotEqual) {
            self.report(
                self.at(expr.at.0, Name::TypeMismatch, "the values of a label have no order")
                    .help("compare it with `=`, `!=` or `in [...]`; steps that have an order make a `ladder`"),
            );
            return None;
        }
        let (word, span) = self.word_of(right, "a value of the label")?;
        let value = self.label_value(label, &word, span)?;
        Some(self.clause(expr, Test::Label(label, vec![value], op == CompareOp::NotEqual)))
    }

    fn compare_ladder(&mut self, expr: &Expr, op: CompareOp, left: &Expr, right: &Expr) -> Option<Condition> {
        let Kind::Ladder(ladder) = self.value(left)?.kind else { return None };
        let (word, span) = self.word_of(right, "a step of the ladder")?;
        let step = self.ladder_step(ladder, &word, span)?;
        if matches!(op, CompareOp::More | CompareOp::AtMost) {
            let name = self.written(left.at.0);
            let steps = self.words.steps(ladder);
            let next = steps.get(step + 1).map(|step| step.shown().to_owned());
            let meant = if op == CompareOp::More { CompareOp::AtLeast } else { CompareOp::Less };
            let help = match next {
                Some(next) => format!("name the next step: `{name} {} {next}`", meant.written()),
                None => format!("`{word}` is the last step: write `{name} = {word}`, or leave this condition out"),
            };
            self.report(
                self.at(
                    expr.at.0,
                    Name::TypeMismatch,
                    format!("a ladder is compared with `=`, `!=`, `>=` and `<`, not with `{}`", op.written()),
                )
                .help(help),
            );
            return None;
        }
        Some(self.clause(expr, Test::Step(ladder, op, step)))
    }

    /// The word that a label or ladder is compared with: a name or a text.
    fn word_of(&mut self, expr: &Expr, wanted: &str) -> Option<(String, Span)> {
        match &expr.kind {
            ExprKind::Name(name) => Some((name.text.clone(), expr.at.0)),
            ExprKind::Literal(Literal::Text(text)) => Some((text.value.clone(), expr.at.0)),
            _ => {
                let written = self.shortened(expr.at.0);
                self.report(
                    self.at(expr.at.0, Name::TypeMismatch, format!("`{written}` is not {wanted}"))
                        .help("name one of them, for example `hot`"),
                );
                None
            }
        }
    }

    fn compare_values(
        &mut self,
        expr: &Expr,
        op: CompareOp,
        left: (&Expr, Typed),
        right: (&Expr, Typed),
    ) -> Option<Condition> {
        use Type::{Date, Number, NumberOrRange, YesNo};
        let ((left, one), (right, two)) = (left, right);
        let is_equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        match (&one.kind, &two.kind) {
            (Kind::Of(Number), Kind::Of(Number)) | (Kind::Of(Date), Kind::Of(Date)) => {
                Some(self.clause(expr, Test::Compare(op, one.value, two.value)))
            }
            (Kind::Of(NumberOrRange), Kind::Of(Number)) => self.compare_range(expr, op, one.value, two.value, right),
            (Kind::Of(Number), Kind::Of(NumberOrRange)) => {
                self.compare_range(expr, flipped(op), two.value, one.value, left)
            }
            (Kind::Of(YesNo), Kind::Of(YesNo)) if is_equality => {
                Some(self.clause(expr, Test::Compare(op, one.value, two.value)))
            }
            (one_kind, two_kind) if one_kind.is_text() && two_kind.is_text() => {
                if !is_equality {
                    self.report(
                        self.at(
                            expr.at.0,
                            Name::TypeMismatch,
                            "texts have no order, so they are not compared with `<` or `>`",
                        )
                        .help(
                            "compare texts with `=`, `!=`, `in [...]` or `contains`; numbers and dates need no quotes",
                        ),
                    );
                    return None;
                }
                self.check_one_of(one_kind, right, left)?;
                self.check_one_of(two_kind, left, right)?;
                let exact = one_kind.is_exact() || two_kind.is_exact();
                let negated = op == CompareOp::NotEqual;
                Some(self.clause(expr, Test::SameText { left: one.value, right: two.value, exact, negated }))
            }
            (one_kind, two_kind) => {
                let (one_kind, two_kind) = (one_kind.clone(), two_kind.clone());
                self.cannot_compare(expr, op, (left, &one_kind), (right, &two_kind));
                None
            }
        }
    }

    /// Where a `one of` is compared with a text that is written, the text must be among its values.
    fn check_one_of(&mut self, kind: &Kind, text: &Expr, field: &Expr) -> Option<()> {
        if let (Kind::Of(Type::OneOf(values)), ExprKind::Literal(Literal::Text(text))) = (kind, &text.kind) {
            let field = self.shortened(field.at.0);
            self.one_of(text, values, &field)?;
        }
        Some(())
    }

    fn compare_range(
        &mut self,
        expr: &Expr,
        op: CompareOp,
        value: Value,
        bound: Value,
        bound_expr: &Expr,
    ) -> Option<Condition> {
        let Value::Number(number) = bound else {
            let written = self.shortened(bound_expr.at.0);
            self.report(
                self.at(
                    bound_expr.at.0,
                    Name::TypeMismatch,
                    "a `number or range` is compared with numbers that are written down, and nothing else",
                )
                .help(format!("make the field a plain `number` to compare it with `{written}`")),
            );
            return None;
        };
        let (range, negated) = range_of(op, number);
        Some(self.clause(expr, Test::InRange(value, Range::Numbers(range), negated)))
    }

    fn cannot_compare(&mut self, expr: &Expr, op: CompareOp, left: (&Expr, &Kind), right: (&Expr, &Kind)) {
        let ((left, one), (right, two)) = (left, right);
        let is_equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        let ordered_text = [(left, one), (right, two)]
            .into_iter()
            .find(|(side, kind)| !is_equality && kind.is_text() && matches!(side.kind, ExprKind::Name(_)));
        if let Some((text, _)) = ordered_text {
            let written = self.shortened(text.at.0);
            self.report(
                self.at(
                    expr.at.0,
                    Name::TypeMismatch,
                    format!("`{written}` is a text, and texts have no order for `{}` to compare", op.written()),
                )
                .help(format!("if `{written}` holds numbers, write `{written}: number` in the `lead` block; otherwise ask `=`, `in [...]` or `contains`")),
            );
            return;
        }
        // A literal of the wrong kind has a fix of its own.
        for (literal, kind, subject) in [(right, one, left), (left, two, right)] {
            if let (ExprKind::Literal(literal), Kind::Of(kind)) = (&literal.kind, kind) {
                let subject_is_literal = matches!(subject.kind, ExprKind::Literal(_));
                if !subject_is_literal && *kind != Type::ListOfText {
                    let subject = self.shortened(subject.at.0);
                    self.typed(literal, kind.clone(), &subject);
                    return;
                }
            }
        }
        let (one_written, two_written) = (self.shortened(left.at.0), self.shortened(right.at.0));
        let list = Kind::Of(Type::ListOfText);
        let help = if *one == list {
            format!("ask what is in the list: `{one_written} contains {two_written}`, or `count of {one_written} >= 2`")
        } else if *one == Kind::Of(Type::YesNo) && *two == Kind::Of(Type::YesNo) {
            format!("`yes/no` is compared with `=` and `!=` only; `{one_written}` by itself asks for yes")
        } else {
            "compare numbers with numbers, texts with texts, dates with dates".to_owned()
        };
        let (one, two) = (one.to_string(), two.to_string());
        self.report(
            self.at(
                expr.at.0,
                Name::TypeMismatch,
                format!("`{}` cannot compare `{one_written}`, a {one}, with `{two_written}`, a {two}", op.written()),
            )
            .help(help),
        );
    }
}

/// The comparison with its sides changed.
fn flipped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal => CompareOp::Equal,
        CompareOp::NotEqual => CompareOp::NotEqual,
        CompareOp::Less => CompareOp::More,
        CompareOp::AtMost => CompareOp::AtLeast,
        CompareOp::More => CompareOp::Less,
        CompareOp::AtLeast => CompareOp::AtMost,
    }
}

/// The range of numbers for which a comparison holds, and whether it is the opposite that is meant.
fn range_of(op: CompareOp, number: f64) -> (NumberRange, bool) {
    let open = |low, high, excludes_low, excludes_high| NumberRange { low, high, excludes_low, excludes_high };
    match op {
        CompareOp::Equal => (NumberRange::only(number), false),
        CompareOp::NotEqual => (NumberRange::only(number), true),
        CompareOp::Less => (open(None, Some(number), false, true), false),
        CompareOp::AtMost => (open(None, Some(number), false, false), false),
        CompareOp::More => (open(Some(number), None, true, false), false),
        CompareOp::AtLeast => (open(Some(number), None, false, false), false),
    }
}

fn is_blank_text(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Literal(Literal::Text(text)) if trim(&text.value).is_empty())
}
