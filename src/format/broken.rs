//! Whether a tree holds a part that could not be read, which cannot be laid out.

use crate::syntax::tree::{
    Body, BodyKind, ChoiceKind, Field, FieldType, File, ItemKind, LabelBody, RowGives, RowKey, ScoreBody, Table,
    TableSource,
};

/// Whether any part of the file could not be read.
pub(super) fn is_broken(file: &File) -> bool {
    file.items.iter().any(|item| match &item.kind {
        ItemKind::Broken(_) => true,
        ItemKind::Lead(fields) => fields.iter().any(field_is_broken),
        ItemKind::Body(body) => body_is_broken(body),
        ItemKind::Score(score) => match &score.body {
            ScoreBody::Rules(rules) => rules.iter().any(body_is_broken),
            ScoreBody::Computed(_) => false,
        },
        ItemKind::Ladder(ladder) => ladder.steps.iter().any(|step| step.name.is_none()),
        ItemKind::Label(label) => match &label.body {
            LabelBody::Choices(choices) => choices.iter().any(|choice| match &choice.kind {
                ChoiceKind::Broken => true,
                ChoiceKind::Table(table) => table_is_broken(table),
                ChoiceKind::When(..) | ChoiceKind::Otherwise(..) => false,
            }),
            LabelBody::Joined(_) => false,
        },
        _ => false,
    })
}

fn field_is_broken(field: &Field) -> bool {
    match &field.kind {
        FieldType::Broken => true,
        FieldType::ListOfEntries(entry) => entry.fields.iter().any(field_is_broken),
        _ => false,
    }
}

fn body_is_broken(body: &Body) -> bool {
    match &body.kind {
        BodyKind::Broken => true,
        BodyKind::Rule(_) | BodyKind::Each(_) => false,
        BodyKind::Table(table) => table_is_broken(table),
        BodyKind::First(_, rules) | BodyKind::Group(_, _, rules) | BodyKind::When(_, rules) => {
            rules.iter().any(body_is_broken)
        }
    }
}

fn table_is_broken(table: &Table) -> bool {
    match &table.rows {
        TableSource::Written(rows) => rows.iter().any(|row| row.key == RowKey::Broken || row.then == RowGives::Broken),
        TableSource::From(_) => false,
    }
}
