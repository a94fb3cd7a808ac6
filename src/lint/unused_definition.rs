//! `unused-definition`: a field, list or definition of the main file that nothing uses. It is left over, or a rule is missing.
//!
//! A file that holds no rules is a collection for others to `use`, so nothing in it counts as unused; nor does the `key`, which
//! identifies a lead in messages. What only a test gives is not used; what only a test expects is.

use crate::check::suggest::Suggestions;
use crate::check::{Checked, Used};
use crate::diagnostic::{Finding, Name};
use crate::rules::{DefinitionId, Field, FieldId, ListId};
use crate::source::Place;
use crate::syntax::tree::{Item, ItemKind};

pub(super) fn find(checked: &Checked) -> Vec<Finding> {
    let rules = &checked.rules;
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
    fields
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
        .collect()
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

fn in_main_file(place: Place) -> bool {
    place.file.0 == 0
}
