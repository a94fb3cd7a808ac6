//! What to say where a list of entries stands for something else, or something else for one.

use super::{
    Checker,
    entry_type::EXAMPLE,
    names::{self, Named},
};
use crate::diagnostic::Name;
use crate::format;
use crate::rules::FieldId;
use crate::syntax::tree::{self, Expr, ExprKind};
use crate::value::Type;

impl Checker<'_> {
    /// Reports that what is asked about as a list of entries is something else.
    pub(super) fn refuse_no_list_of_entries(&mut self, written: &tree::Selection, kind: &str) {
        let name = &written.list;
        let (message, help) = match kind {
            "list of text" => (
                format!("the entries of `{}` are plain texts, with no fields to ask about", name.text),
                format!("ask what it holds: `{} contains \"...\"`", name.text),
            ),
            "list" => (
                format!("`{}` is a list of this rule file, not one that each lead has", name.text),
                format!("ask whether something is in it, for example `domain of email in {}`", name.text),
            ),
            "text" if written.condition.is_none() => (
                format!("`{}` is a text, not a list", name.text),
                format!(
                    "if it holds several texts, write `{}: list of text` in the `lead` block",
                    names::quoted_if_needed(&name.text)
                ),
            ),
            _ => (
                format!("`{}` is a {kind}, not a list of entries", name.text),
                format!("a list of entries is declared in the `lead` block, for example {EXAMPLE}"),
            ),
        };
        self.report(self.at(name.at.0, Name::WrongKind, message).help(help));
    }

    /// Reports that a list of entries stands where a single value is wanted.
    pub(super) fn refuse_list_as_value(&mut self, id: FieldId, name: &tree::Name) {
        let list = names::quoted_if_needed(&name.text);
        let mut ways = vec![format!("`count of {list}`")];
        ways.extend(self.entry_names_of(id, &Type::Date).next().map(|date| format!("`latest {date} of {list}`")));
        ways.extend(self.entry_names_of(id, &Type::Number).next().map(|number| format!("`sum {number} of {list}`")));
        let message = format!("`{}` is a list of entries, and a single value is wanted here", name.text);
        let help = format!(
            "take a value from its entries, for example {}\nto ask whether an entry fits, write `any {list} where (...)`",
            ways.join(" or ")
        );
        self.report(self.at(name.at.0, Name::TypeMismatch, message).help(help));
    }

    /// Reports `count of activity within 7 days`: it is the date of each entry that is meant.
    pub(super) fn refuse_within_of_entries(&mut self, expr: &Expr, value: &Expr) -> bool {
        let (ExprKind::Count(entries) | ExprKind::Any(entries)) = &value.kind else { return false };
        let written = self.shortened(value.at.0);
        let message = format!("`within` is asked of a date, and `{written}` is none");
        let date = match self.names.get(&entries.list) {
            Some(Named::Field(list)) => self.entry_names_of(list, &Type::Date).next(),
            _ => None,
        };
        let asked = format::clause(expr).map_or_else(|| "within 7 days".to_owned(), |(_, asked)| asked);
        let condition = match entries.condition.as_deref() {
            None => String::new(),
            Some(either @ Expr { kind: ExprKind::Or(_), .. }) => format!("({}) and ", format::expression(either)),
            Some(condition) => format!("{} and ", format::expression(condition)),
        };
        let asks = if matches!(value.kind, ExprKind::Any(_)) { "any" } else { "count of" };
        let help = match date {
            Some(date) => format!(
                "ask it of each entry: `{asks} {} where ({condition}{date} {asked})`",
                names::quoted_if_needed(&entries.list.text)
            ),
            None => "ask it of a date of the entries, in `where (...)`".to_owned(),
        };
        self.report(self.at(value.at.0, Name::TypeMismatch, message).help(help));
        true
    }
}
