//! Values of the field that a ladder does not fall below, which name none of its steps.

use super::context::{Context, in_main_file};
use super::uncovered_case::{is_rest, listed};
use crate::check::suggest::nearest;
use crate::diagnostic::{Finding, Name};
use crate::eval::judge;
use crate::rules::{Condition, Expr, Field, FieldId, Ladder, LadderId, Lead, Step, Test};
use crate::source::Place;
use crate::syntax::tree::ItemKind;
use crate::value::{Text, Type, Value, fold, trim};
use std::collections::HashSet;

/// How many values are looked at in all.
const MOST_VALUES: usize = 200;

/// The ladders of the main file for which that is so.
pub(super) fn missing_steps(context: &Context) -> Vec<Finding> {
    let ladders = context.rules.ladders.iter().enumerate().filter(|(_, ladder)| in_main_file(ladder.place));
    let mut left = MOST_VALUES;
    ladders.filter_map(|(at, ladder)| of_ladder(context, LadderId(at), ladder, &mut left)).collect()
}

fn of_ladder(context: &Context, id: LadderId, ladder: &Ladder, left: &mut usize) -> Option<Finding> {
    let floor = ladder.never_below?;
    let field = context.rules.fields.get(floor.0)?;
    let Type::OneOf(values) = field.kind() else { return None };
    let steps: HashSet<_> = ladder.steps.iter().map(|step| fold(trim(&step.name))).collect();
    let values: Vec<&Text> =
        values.iter().filter(|value| !steps.contains(&fold(trim(value.shown())))).take(*left).collect();
    *left -= values.len();
    let values = values.into_iter();
    let missing: Vec<(&Text, Lead)> =
        values.filter_map(|value| Some((value, who_may_fall(context, id, floor, value)?))).collect();
    let (first, lead) = missing.iter().find(|(value, _)| !is_rest(value.shown()))?;
    let message = format!(
        "a lead with {} = \"{}\" names no step of `{}`, so it may fall",
        field.written(),
        first.shown(),
        ladder.name
    );
    let names: Vec<String> = missing.iter().map(|(value, _)| format!("`{}`", value.shown())).collect();
    let (shown, more) = listed(&names);
    let finding = Finding::new(Name::UncoveredCase, floor_place(context, ladder), message)
        .label(format!("no step is named {shown}{more}"))
        .witness(context.witness(lead));
    Some(with_way_out(finding, field, floor, first, ladder))
}

/// A lead with that value, where it can be read, names no step and is not disqualified for it.
fn who_may_fall(context: &Context, id: LadderId, floor: FieldId, value: &Text) -> Option<Lead> {
    let value = Value::Text(value.clone());
    if !context.rules.fields.get(floor.0)?.read.may_read(&value) {
        return None;
    }
    let mut lead = Lead::unknown(context.rules.fields.len());
    for (at, field) in context.rules.fields.iter().enumerate() {
        lead.set(FieldId(at), field.default.clone());
    }
    lead.set(floor, Some(value));
    let verdict = judge(context.rules, &lead, context.analysis.today());
    let may_fall = !verdict.is_disqualified() && verdict.ladders.get(id.0)?.floor_names_no_step;
    may_fall.then_some(lead)
}

/// Where the field stands behind `never below`.
fn floor_place(context: &Context, ladder: &Ladder) -> Place {
    let floor = context.main_items().find_map(|(item, place)| match &item.kind {
        ItemKind::Ladder(one) if one.name.at.0 == ladder.place.span => {
            one.never_below.as_ref().map(|name| Place { span: name.at.0, ..place })
        }
        _ => None,
    });
    floor.unwrap_or(ladder.place)
}

fn with_way_out(finding: Finding, field: &Field, floor: FieldId, value: &Text, ladder: &Ladder) -> Finding {
    let (named, of) = (value.shown(), field.written());
    // A step that asks for just that, or that is called nearly so.
    let asks_for_it = ladder.steps.iter().find(|step| asks_for(step, floor, value));
    let near = || {
        let names = ladder.steps.iter().map(|step| step.name.as_str());
        let near = nearest(named, names).first().copied();
        ladder.steps.iter().find(|step| near == Some(step.name.as_str()))
    };
    if let Some(step) = asks_for_it {
        return finding
            .related(step.place, "asks for it under another name")
            .help(format!("give the step `{}` the name `{named}`, as `{of}` has it", step.name));
    }
    if let Some(step) = near() {
        return finding.related(step.place, "is this the one?").help(format!(
            "where `{}` is that step, give it the name `{named}`, as `{of}` has it; or else add a step `{named}`",
            step.name
        ));
    }
    let is_plain = named.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && named.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let step = if is_plain { named.to_owned() } else { format!("\"{named}\"") };
    finding.help(format!("add a step where such leads stand, such as `{step} needs {of} = \"{named}\"`"))
}

/// Whether a step needs nothing but that the field has that value.
fn asks_for(step: &Step, field: FieldId, value: &Text) -> bool {
    let Some(Condition::Clause(clause)) = &step.needs else { return false };
    let is_field = |one: &Expr| matches!(one, Expr::Field(id) if *id == field);
    match &clause.test {
        Test::SameText { left, right, negated: false, .. } => {
            let is_value = |one: &Expr| matches!(one, Expr::Text(text) if text.folded() == value.folded());
            is_field(left) && is_value(right) || is_value(left) && is_field(right)
        }
        Test::InList { value: asked, list, negated: false, .. } => {
            is_field(asked) && list.texts.len() == 1 && list.holds_text(value, false)
        }
        _ => false,
    }
}
