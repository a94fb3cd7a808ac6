//! Which entries of a list count, and what is taken from them: `count of`, `any`, `latest F of` and the like.

use super::{
    Checker,
    names::{self, Named},
    values::{Kind, Typed},
};
use crate::diagnostic::Name;
use crate::format;
use crate::rules::{Condition, Expr as Value, FieldId, Selection, Test};
use crate::syntax::tree::{self, Expr, Pick};
use crate::value::Type;

impl Checker<'_> {
    /// The entries of a list that count; `None` where there is an error, which is reported.
    pub(super) fn selection(&mut self, written: &tree::Selection) -> Option<Selection> {
        let list = self.list_of_entries(written)?;
        self.select(written, list)
    }

    fn select(&mut self, written: &tree::Selection, list: FieldId) -> Option<Selection> {
        let condition = match &written.condition {
            Some(condition) => {
                self.names.look_at(Some(list));
                let condition = self.condition(condition);
                self.names.look_at(None);
                Some(condition?)
            }
            None => None,
        };
        Some(Selection { list, condition, said: format::selection(written) })
    }

    /// The list that is asked about.
    fn list_of_entries(&mut self, written: &tree::Selection) -> Option<FieldId> {
        let name = &written.list;
        if self.names.looks_at().is_some() {
            self.report(
                self.at(written.at.0, Name::Unsupported, "a list cannot be asked about inside of `where (...)`").help(
                    "give it a name outside, for example `define is_active = count of activity >= 3`, and use that name here",
                ),
            );
            return None;
        }
        let named = self.names.get(name);
        if named.is_none() && !self.declared {
            self.report(
                self.at(name.at.0, Name::UnknownName, format!("nothing says what an entry of `{}` holds", name.text))
                    .help(format!(
                        "say it in a `lead` block, together with the other fields of the lead:\n`lead {{ {}: list of {{ kind: text  at: date }} }}`",
                        names::quoted_if_needed(&name.text)
                    )),
            );
            return None;
        }
        let example = format!("`{}: list of {{ kind: text  at: date }}`", names::quoted_if_needed(&name.text));
        let named = match named {
            // What is no list need not be looked at further.
            Some(other) if !matches!(other, Named::Field(_) | Named::EntryField(..)) => other,
            None if !self.names.is_doubtful(name) => {
                let help = format!("if it is a list of entries, add it to the `lead` block, for example {example}");
                let finding = self.unknown_name_or(name, help);
                self.report(finding);
                return None;
            }
            _ => self.resolve(name)?,
        };
        let kind = match named {
            Named::Field(id) if self.untyped.contains(&id) => return None,
            Named::Field(id) => {
                let field = self.checked.rules.fields.get(id.0)?;
                if field.entries.is_some() {
                    return Some(id);
                }
                Kind::Of(field.kind().clone()).to_string()
            }
            other => other.kind().to_owned(),
        };
        self.refuse_no_list_of_entries(written, &kind);
        None
    }

    /// `count of L`, `count of L where (C)`.
    pub(super) fn count(&mut self, written: &tree::Selection) -> Option<Typed> {
        if written.condition.is_none()
            && let Some(Named::Field(id)) = self.names.get(&written.list)
            && self.checked.rules.fields.get(id.0).is_some_and(|field| *field.kind() == Type::ListOfText)
        {
            self.resolve(&written.list)?;
            let list = Value::Field(id);
            return Some(Typed { value: Value::CountOf(Box::new(list)), kind: Kind::NUMBER });
        }
        // What an entry of the list that is looked at holds itself.
        if written.condition.is_none()
            && let Some(Named::EntryField(list, id)) = self.names.get(&written.list)
            && self.entry_field_of(list, id).is_some_and(|field| *field.kind() == Type::ListOfText)
        {
            self.resolve(&written.list)?;
            return Some(Typed { value: Value::CountOf(Box::new(Value::Entry(id))), kind: Kind::NUMBER });
        }
        let selection = self.selection(written)?;
        Some(Typed { value: Value::Count(Box::new(selection)), kind: Kind::NUMBER })
    }

    /// `any L where (C)`.
    pub(super) fn any(&mut self, expr: &Expr, written: &tree::Selection) -> Option<Condition> {
        let selection = self.selection(written)?;
        Some(self.clause(expr, Test::Any(Box::new(selection))))
    }

    /// `latest F of L where (C)` and the like.
    pub(super) fn pick(&mut self, pick: Pick, field: &tree::Name, written: &tree::Selection) -> Option<Typed> {
        let list = self.list_of_entries(written)?;
        self.names.look_at(Some(list));
        let named = self.names.get(field);
        let id = match named {
            Some(Named::EntryField(_, id)) => {
                self.note_use(Named::EntryField(list, id), field.at.0);
                Some(id)
            }
            _ => {
                self.no_such_entry_field(list, field);
                None
            }
        };
        self.names.look_at(None);
        let selection = self.select(written, list);
        let id = id?;
        let kind = self.entry_field_of(list, id)?.kind().clone();
        let wanted = if pick.is_of_days() { Type::Date } else { Type::Number };
        if kind != wanted {
            let (word, name) = (pick.written(), &field.text);
            let of = if pick.is_of_days() { "dates" } else { "numbers" };
            let held = self.entry_names_of(list, &wanted).next();
            let other = match (&kind, pick.is_of_days()) {
                (Type::Number, true) => "for numbers write `highest` or `lowest`".to_owned(),
                (Type::Date, false) => "for dates write `latest` or `earliest`".to_owned(),
                _ => match held {
                    Some(one) => format!("name a {wanted}, for example `{word} {one} of {}`", written.list.text),
                    None => format!("none of the fields of an entry of `{}` is a {wanted}", written.list.text),
                },
            };
            let kind = Kind::Of(kind);
            self.report(
                self.at(field.at.0, Name::TypeMismatch, format!("`{word}` is asked of {of}, and `{name}` is a {kind}"))
                    .help(other),
            );
            return None;
        }
        Some(Typed { value: Value::Pick(pick, id, Box::new(selection?)), kind: Kind::Of(wanted) })
    }
}
