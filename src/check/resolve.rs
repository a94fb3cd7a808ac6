//! Names are declared, and found again where they are used.

use super::{
    Checker, Used,
    names::{Declared, Named, key},
};
use crate::diagnostic::{Finding, Name};
use crate::source::{Place, Span};
use crate::syntax::tree;

impl Checker<'_> {
    /// Declares a name, or reports that it is taken; whether it was free.
    pub(super) fn declare_name(&mut self, name: &tree::Name, named: Named) -> bool {
        let place = self.place(name.at.0);
        if name.quoted && !matches!(named, Named::Field(_)) {
            self.report(
                self.at(name.at.0, Name::Syntax, format!("the name of a {} needs no backticks", named.kind()))
                    .help("backticks are for fields; use letters, digits and `_` here"),
            );
        }
        let key = key(&name.text, name.quoted);
        if let Some(holder) = self.names.holder(&key) {
            let finding = taken(&key, named, holder, place);
            self.report(finding);
            self.names.doubt(name);
            return false;
        }
        self.names.add(key, named, place);
        true
    }

    /// What a name stands for; a name that nothing declares is reported, with what it may have meant.
    pub(super) fn resolve(&mut self, name: &tree::Name) -> Option<Named> {
        let Some(named) = self.names.get(name) else {
            if self.names.is_doubtful(name) {
                return None;
            }
            let finding = self.unknown_name(name);
            self.report(finding);
            return None;
        };
        if let Some((of_entry, other)) = self.names.ambiguity(name) {
            let (also, there, place) = match other.named {
                Named::Field(_) => ("of the lead too".to_owned(), "of the lead".to_owned(), other.place),
                named => (
                    format!("there is a {} of that name too", named.kind()),
                    format!("the {}", named.kind()),
                    other.place,
                ),
            };
            let help = match other.named {
                Named::Field(_) => {
                    "give one of the two another name; `from \"...\"` says under which it stands in the file"
                }
                _ => "give one of the two another name",
            };
            self.report(
                self.at(name.at.0, Name::AmbiguousName, format!("`{}` is a field of the entry, and {also}", name.text))
                    .related(of_entry, "of the entry")
                    .related(place, there)
                    .help(help),
            );
            return None;
        }
        self.note_use(named, name.at.0);
        Some(named)
    }

    /// As [`Checker::resolve`], where only one kind of name can stand; `example` is how one is declared.
    pub(super) fn resolve_as(&mut self, name: &tree::Name, kind: &str, example: &str) -> Option<Named> {
        if self.names.get(name).is_none() && !self.names.is_doubtful(name) {
            let shown = &name.text;
            let help = format!("there is no {kind} `{shown}`; add one: `{kind} {shown} {example}`");
            let finding = self.unknown_name_or(name, help);
            self.report(finding);
            return None;
        }
        self.resolve(name)
    }

    /// Notes that something refers to what a name stands for.
    pub(super) fn note_use(&mut self, named: Named, span: Span) {
        match named {
            Named::Field(id) if !self.in_test => {
                self.checked.used.insert(Used::Field(id));
            }
            Named::EntryField(list, id) if !self.in_test => self.use_entry_field(list, id),
            Named::List(id) => {
                self.checked.used.insert(Used::List(id));
            }
            Named::Definition(id) => {
                self.checked.used.insert(Used::Definition(id));
            }
            _ => {}
        }
        if let Some(node) = named.node() {
            self.refer(node, span);
        }
    }
}

fn taken(key: &str, named: Named, holder: &Declared, place: Place) -> Finding {
    let message = if holder.name == key {
        format!("there is already a {} named `{key}`", holder.named.kind())
    } else {
        format!("`{key}` and `{}` differ only in capitals, and readers would mix them up", holder.name)
    };
    Finding::new(Name::DuplicateName, place, message).related(holder.place, "declared here first").help(
        match (holder.named, named) {
            (Named::Score(_), Named::Score(_)) if holder.name == key => {
                format!("put all the rules into one `score {key} {{ }}`, or give this one another name")
            }
            (Named::Field(_), Named::Field(_)) if holder.name == key => "delete one of the two lines".to_owned(),
            _ => format!("give this {} another name", named.kind()),
        },
    )
}
