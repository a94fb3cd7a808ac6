//! The lint `unused-definition`.

use super::context::{Context, in_main_file};
use super::page::lint;
use crate::check::suggest::Suggestions;
use crate::check::{Checked, Used};
use crate::diagnostic::{Finding, Name};
use crate::rules::{DefinitionId, EntryFieldId, Field, FieldId, ListId};
use crate::source::Place;
use crate::syntax::tree::{Item, ItemKind};
use crate::value::Type;

lint! {
    /// A field, list or definition that nothing uses: it is left over, or a rule is missing.
    ///
    /// ```qual
    /// define big = company_size > 500
    ///
    /// when company_size > 50 then +5
    /// ```
    ///
    /// Delete it, or write the rule that it was meant for:
    ///
    /// ```qual
    /// define big = company_size > 500
    ///
    /// when big then +5
    /// ```
    ///
    /// A file that holds no rules is a collection for others to `use`, so nothing in it counts as unused; nor does the `key`,
    /// which identifies a lead in messages. What only a test gives is not used; what only a test expects is.
    ///
    /// The fields of the entries of a list count too, but for its only date, for texts and for `one of`: where a lead is
    /// explained these tell people which entry it was, as in `2026-01-12  name "Ada"`.
    UnusedDefinition, find
}

fn find(context: &Context) -> Vec<Finding> {
    let (checked, rules) = (context.checked, context.rules);
    let decides = !(rules.scores.is_empty()
        && rules.ladders.is_empty()
        && rules.labels.is_empty()
        && rules.disqualifiers.is_empty());
    if !decides {
        return Vec::new();
    }
    let suggestions = Suggestions::default();
    let fields = rules.fields.iter().enumerate().map(|(at, field)| {
        (
            Used::Field(FieldId(at)),
            "field",
            &field.name,
            field.place,
            "delete it, or write the rule that it was meant for",
        )
    });
    let lists = rules.lists.iter().enumerate().map(|(at, list)| {
        (Used::List(ListId(at)), "list", &list.name, list.place, "delete it, or use it after `in` or `any of`")
    });
    let definitions = rules.definitions.iter().enumerate().map(|(at, definition)| {
        (
            Used::Definition(DefinitionId(at)),
            "definition",
            &definition.name,
            definition.place,
            "delete it, or use it in a rule",
        )
    });
    let mut findings: Vec<Finding> = fields
        .chain(lists)
        .chain(definitions)
        .filter(|(used, _, _, place, _)| in_main_file(*place) && !checked.used.contains(used))
        .map(|(_, kind, name, place, help)| {
            let finding = Finding::new(Name::UnusedDefinition, place, format!("nothing uses the {kind} `{name}`"));
            match misspelt(&suggestions, checked, name, place) {
                Some(field) => finding
                    .help(format!(
                        "`{}` is read as a field of the lead; if it means this {kind}, write `{name}`",
                        field.name
                    ))
                    .related(field.place, "did you mean it here?"),
                None => finding.help(help),
            }
        })
        .collect();
    findings.extend(rules.fields.iter().filter(|list| list.used).flat_map(of_entries));
    findings
}

/// The fields of the entries of a list that nothing uses, although the list is. Where nothing else would be left they stay: entries
/// that are only counted hold something all the same.
fn of_entries(list: &Field) -> Vec<Finding> {
    let Some(entry) = &list.entries else { return Vec::new() };
    let is_left_over =
        |(at, field): &(usize, &Field)| !field.used && !tells_which(field) && entry.date() != Some(EntryFieldId(*at));
    let unused: Vec<&Field> = entry.fields.iter().enumerate().filter(is_left_over).map(|(_, field)| field).collect();
    if unused.len() == entry.fields.len() {
        return Vec::new();
    }
    let found = unused.into_iter().filter(|field| in_main_file(field.place)).map(|field| {
        let message = format!("nothing uses the field `{}` of the entries of `{}`", field.name, list.name);
        Finding::new(Name::UnusedDefinition, field.place, message).help("delete it, or ask about it in `where (...)`")
    });
    found.collect()
}

/// Whether a field of an entry is worth having without any rule, since it tells people which entry it is.
fn tells_which(field: &Field) -> bool {
    matches!(field.kind(), Type::Text { .. } | Type::OneOf(_))
}

/// Where no `lead` block declares the fields, a misspelt name is taken for a field: the one that is nearly this name.
fn misspelt<'c>(suggestions: &Suggestions, checked: &'c Checked, name: &str, declared: Place) -> Option<&'c Field> {
    let is_lead = |item: &Item| matches!(item.kind, ItemKind::Lead(_));
    if checked.trees.iter().any(|(_, tree)| tree.items.iter().any(is_lead)) {
        return None;
    }
    let fields = || checked.rules.fields.iter().filter(|field| field.place != declared);
    let near = suggestions.nearest(name, fields().map(|field| field.name.as_str()));
    let nearest = near.first()?;
    fields().find(|field| field.name == *nearest)
}
