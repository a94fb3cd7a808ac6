//! Lists of entries: what an entry holds, and conditions on its fields.

use super::{
    Checker,
    names::{self, Named},
    values::{Kind, Typed},
};
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::rules::{Condition, EntryFieldId, EntryType, Expr as Value, Field, FieldId, Selection, Test};
use crate::source::{Place, Span};
use crate::syntax::tree::{self, AttributeKind, Expr, ExprKind, FieldType, Pick};
use crate::value::{Type, fold};
use std::collections::HashMap;

/// What is written of an entry, for examples.
const EXAMPLE: &str = "`activity: list of { kind: text  at: date } joined by lead_id`";

/// How many of the fields of an entry a message names.
const MOST_NAMED: usize = 12;

impl Checker<'_> {
    /// What each entry of a list holds.
    pub(super) fn entry_type(&mut self, list: FieldId, written: &tree::EntryType, span: Span) -> EntryType {
        let mut entry = EntryType::default();
        if written.fields.is_empty() {
            self.report(
                self.at(span, Name::BadField, "nothing is said of what an entry of this list holds")
                    .help(format!("name its fields, for example {EXAMPLE}")),
            );
        }
        let mut seen: HashMap<String, Place> = HashMap::new();
        for field in &written.fields {
            let key = names::key(&field.name.text, field.name.quoted);
            let place = self.place(field.name.at.0);
            if let Some(before) = seen.insert(fold(&key).into_owned(), place) {
                self.report(
                    self.at(
                        field.name.at.0,
                        Name::DuplicateName,
                        format!("an entry has a field `{}` already", field.name.text),
                    )
                    .related(before, "first here")
                    .help("capitals do not count; give one of the two another name"),
                );
                continue;
            }
            match self.entry_field(field) {
                Some(built) => {
                    self.names.add_entry_field(list, key, EntryFieldId(entry.fields.len()), place);
                    entry.fields.push(built);
                }
                None => self.names.doubt_entry_field(list, key),
            }
        }
        entry.joined_by = written.joined_by.as_ref().map(|column| {
            let kind = Type::Text { exact: true };
            Box::new(self.new_field(column, kind))
        });
        entry
    }

    fn entry_field(&mut self, field: &tree::Field) -> Option<Field> {
        match &field.kind {
            FieldType::ListOfEntries(_) => {
                self.report(
                    self.at(
                        field.kind_at.0,
                        Name::Unsupported,
                        "an entry of a list cannot hold another list of entries",
                    )
                    .help("make it a list of the lead, beside this one: its entries may hold what both have in common"),
                );
                None
            }
            FieldType::Broken => None,
            _ => {
                for attribute in &field.attributes {
                    let (message, help) = match attribute.kind {
                        AttributeKind::Key => (
                            "an entry of a list has no `key`",
                            "take `key` away; the column that holds the lead's key is said behind the `}`: `joined by lead_id`",
                        ),
                        AttributeKind::Ask(_) => (
                            "a question fills a field of the lead, not one of the entries of its list",
                            "take `ask` away",
                        ),
                        _ => continue,
                    };
                    self.report(self.at(attribute.at.0, Name::BadField, message).help(help));
                }
                let mut built = self.built_field(field);
                (built.key, built.ask) = (false, None);
                Some(built)
            }
        }
    }

    /// Sees that what is said of a list of entries goes together.
    pub(super) fn check_list_attributes(&mut self, field: &tree::Field) {
        for attribute in &field.attributes {
            let (word, help) = match attribute.kind {
                AttributeKind::Key => ("key", "take an email address or an id as `key`"),
                AttributeKind::Default(_) => ("= ...", "take it away; a list that is absent is empty"),
                AttributeKind::SplitBy(_) => {
                    ("split by", "take it away; entries come from a file of their own, or nested in JSON")
                }
                AttributeKind::Format(_) => ("format", "put it behind the field of the entry that it is meant for"),
                AttributeKind::Blank(_) => ("blank", "put it behind the field of the entry that it is meant for"),
                AttributeKind::Required => ("required", "take it away; a list that is absent is empty"),
                AttributeKind::From(_) | AttributeKind::Ask(_) => continue,
            };
            let message = format!("`{word}` is not for a list of entries");
            self.report(self.at(attribute.at.0, Name::BadField, message).help(help));
        }
    }

    /// Entries of a file find their lead by its `key`, and are read as that is.
    pub(super) fn check_joins(&mut self) {
        let rules = &mut self.checked.rules;
        let key = rules.fields.iter().find(|field| field.key).map(|field| field.read.clone());
        let mut lacking = Vec::new();
        for list in rules.fields.iter_mut() {
            if let Some(column) = list.entries.as_mut().and_then(|entry| entry.joined_by.as_mut()) {
                match &key {
                    Some(read) => {
                        column.read = read.clone();
                        column.used = true;
                    }
                    None => lacking.push((list.name.clone(), column.name.clone(), column.place)),
                }
            }
        }
        for (list, column, place) in lacking {
            self.report(
                Finding::new(
                    Name::BadField,
                    place,
                    format!("the entries of `{list}` are joined by `{column}`, and no field of the lead is its `key`"),
                )
                .help("say which field identifies a lead, for example `email: text key`"),
            );
        }
    }

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
        let (message, help) = match kind.as_str() {
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
            let held = self.entry_names_of(list, &wanted);
            let other = match (&kind, pick.is_of_days()) {
                (Type::Number, true) => "for numbers write `highest` or `lowest`".to_owned(),
                (Type::Date, false) => "for dates write `latest` or `earliest`".to_owned(),
                _ => match held.first() {
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

    /// The field of an entry that a test names.
    pub(super) fn given_entry_field(&mut self, list: FieldId, field: &tree::Name) -> Option<EntryFieldId> {
        self.names.look_at(Some(list));
        let named = self.names.get(field);
        self.names.look_at(None);
        match named {
            Some(Named::EntryField(_, id)) => Some(id),
            _ => {
                self.no_such_entry_field(list, field);
                None
            }
        }
    }

    fn no_such_entry_field(&mut self, list: FieldId, field: &tree::Name) {
        if self.names.is_doubtful_entry_field(list, field) {
            return;
        }
        let Some(owner) = self.checked.rules.fields.get(list.0) else { return };
        let fields = owner.entries.iter().flat_map(|entry| &entry.fields).map(|one| one.name.as_str());
        let near = self.suggestions.nearest(&field.text, fields).first().map(|near| (*near).to_owned());
        let all = self.entry_names(list);
        let message = format!("an entry of `{}` has no field `{}`", owner.name, field.text);
        let finding = self.at(field.at.0, Name::UnknownName, message);
        self.report(match near {
            Some(near) => {
                let near = names::quoted_if_needed(&near);
                finding.help(format!("did you mean `{near}`?")).fix(self.place(field.at.0), near)
            }
            None if all.is_empty() => finding,
            None => finding.help(format!("it has {all}")),
        });
    }

    /// Reports that a list of entries stands where a single value is wanted.
    pub(super) fn refuse_list_as_value(&mut self, id: FieldId, name: &tree::Name) {
        let list = names::quoted_if_needed(&name.text);
        let mut ways = vec![format!("`count of {list}`")];
        ways.extend(self.entry_names_of(id, &Type::Date).first().map(|date| format!("`latest {date} of {list}`")));
        ways.extend(self.entry_names_of(id, &Type::Number).first().map(|number| format!("`sum {number} of {list}`")));
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
            Some(Named::Field(list)) => self.entry_names_of(list, &Type::Date).into_iter().next(),
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

    /// The names of the fields of the entries of a list, in backticks and parted by commas; of very many the first.
    pub(super) fn entry_names(&self, list: FieldId) -> String {
        let entry = self.checked.rules.fields.get(list.0).and_then(|list| list.entries.as_ref());
        let fields = entry.map_or(&[][..], |entry| &entry.fields);
        let named = fields.iter().take(MOST_NAMED).map(|field| format!("`{}`", field.name));
        let more = fields.len().saturating_sub(MOST_NAMED);
        named.chain((more > 0).then(|| format!("and {more} more"))).collect::<Vec<_>>().join(", ")
    }

    /// The names of those of a type, as rules write them.
    pub(super) fn entry_names_of(&self, list: FieldId, kind: &Type) -> Vec<String> {
        let entry = self.checked.rules.fields.get(list.0).and_then(|list| list.entries.as_ref());
        let fields = entry.iter().flat_map(|entry| &entry.fields).filter(|field| field.kind() == kind);
        fields.map(|field| names::quoted_if_needed(&field.name)).collect()
    }

    /// A field of the entries of a list.
    pub(super) fn entry_field_of(&self, list: FieldId, id: EntryFieldId) -> Option<&Field> {
        self.checked.rules.fields.get(list.0)?.entries.as_ref()?.field(id)
    }

    /// Notes that rules need a field of the entries of a list.
    pub(super) fn use_entry_field(&mut self, list: FieldId, id: EntryFieldId) {
        let entry = self.checked.rules.fields.get_mut(list.0).and_then(|list| list.entries.as_mut());
        if let Some(field) = entry.and_then(|entry| entry.fields.get_mut(id.0)) {
            field.used = true;
        }
    }
}
