//! The lint `never-fires`.

use super::clauses::{Clause, blame, clauses, conflict, in_value, named, selections};
use super::conditions::{Decides, PointsTable, What, conditions, label_tables, tables};
use super::context::{Context, Never, in_main_file};
use super::page::lint;
use super::read_as_blank;
use super::shorten::shortened;
use super::walk::{Visited, roots, visit};
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::rules::{
    CompareOp, Condition, DefinitionBody, Expr, Fires, Part, ScoreBody, Selection, Table, Test, When, Which,
};
use crate::source::Place;
use crate::value::Text;
use std::collections::HashSet;

lint! {
    /// A rule, row, step, choice or disqualifier whose condition can never be true, whatever the lead.
    ///
    /// Its points are never given, and nobody notices: the score is only lower than it should be. The message shows the fewest
    /// clauses that are in each other's way; one of them is a slip, as a rule, or `or` was meant for `and`.
    ///
    /// ```qual
    /// when company_size < 50 and company_size > 500 then +20
    /// ```
    ///
    /// Say what was meant:
    ///
    /// ```qual
    /// when company_size < 50 or company_size > 500 then +20
    /// ```
    ///
    /// Clauses in definitions and in the blocks around a rule count too, and so does what is asked of entries in `where (...)`:
    /// where no entry can ever count, that is found as well, and so is a text in a list that no domain is, since it holds an `@`. A value that the field takes for `blank` is never there to be asked
    /// for. Conditions that rest on scores, labels or ladders are looked at by
    /// `unreachable-step`.
    NeverFires, find
}

/// Of how many texts of one list it is told.
const MOST_ADDRESSES: usize = 5;

fn find(context: &Context) -> Vec<Finding> {
    let mut findings = Vec::new();
    // What stands in a block that never counts is not told again.
    let mut dead: Vec<*const When> = Vec::new();
    let mut told: HashSet<Vec<Place>> = HashSet::new();
    for one in conditions(context.rules) {
        if one.blocks.iter().any(|block| dead.contains(&std::ptr::from_ref(*block))) {
            continue;
        }
        if let Some(finding) = never(context, &one, &mut told) {
            if let What::Block(block) = one.what {
                dead.push(block);
            }
            findings.push(finding);
        }
    }
    for PointsTable { table, blocks, .. } in tables(context.rules) {
        if !blocks.iter().any(|block| dead.contains(&std::ptr::from_ref(*block))) {
            findings.extend(rows(context, table, &blocks));
        }
    }
    for table in label_tables(context.rules) {
        findings.extend(rows(context, table, &[]));
    }
    findings.extend(entries(context));
    findings.extend(addresses(context));
    findings
}

/// Texts in lists that are asked of a domain, and are none.
fn addresses(context: &Context) -> Vec<Finding> {
    let (mut findings, mut told) = (Vec::new(), HashSet::new());
    for root in roots(context.rules).iter().filter(|root| in_main_file(root.place) && !root.in_test) {
        visit(root.asked, &mut |visited| {
            let Visited::Clause(found) = visited else { return };
            let texts = match &found.clause.test {
                Test::InList { value: Expr::DomainOf(_), list, .. } => &list.texts,
                // Between words an `@` is as good as a space.
                Test::Text(Expr::DomainOf(_), asked) if !asked.all && asked.how != Which::Word => &asked.texts.texts,
                _ => return,
            };
            // Where each is one, the clause as a whole is told of.
            let (wrong, right): (Vec<&Text>, Vec<&Text>) = texts.iter().partition(|text| text.shown().contains('@'));
            if right.is_empty() {
                return;
            }
            for text in wrong.into_iter().filter(|text| told.insert(text.folded().to_owned())).take(MOST_ADDRESSES) {
                let message =
                    format!("`\"{}\"` in this list is never the domain of an address", shortened(text.shown()));
                let finding = Finding::new(Name::NeverFires, found.clause.place, message);
                findings.push(finding.help("a domain is what follows the `@`: leave the `@` out"));
            }
        });
    }
    findings
}

fn never<'r>(context: &Context<'r>, one: &Decides<'r>, told: &mut HashSet<Vec<Place>>) -> Option<Finding> {
    let blocks = one.blocks.iter().map(|block| &block.condition);
    let all: Vec<_> =
        blocks.chain([one.condition]).map(|condition| (context.analysis.formula(condition), Truths::TRUE)).collect();
    if context.never(&all) != Never::Always {
        return None;
    }
    let blocks = one.blocks.iter().map(|block| &block.condition);
    let all: Vec<Clause> = blocks.chain([one.condition]).flat_map(|condition| clauses(context, condition)).collect();
    let conflict = conflict(context, &all);
    // What asks for more than a score can reach is told with what it can reach.
    if conflict.iter().any(|clause| context.analysis.rests_on_score(clause.formula)) {
        return None;
    }
    if conflict.iter().any(|clause| context.asks_for_settled(clause.condition)) {
        return None;
    }
    // What is at odds in a definition is told where it is first asked for.
    let places: Vec<Place> = conflict.iter().filter_map(|clause| clause.place).collect();
    let holds = |place: &Place| {
        one.place.file == place.file && one.place.span.start <= place.span.start && place.span.end <= one.place.span.end
    };
    let is_elsewhere = !places.iter().any(holds);
    if is_elsewhere && !told.insert(places.clone()) && are_of_one_definition(context, &places) {
        return None;
    }
    let verb = match one.what {
        What::Rule(..) => "never fires",
        What::Block(..) => "never counts",
        What::Step(..) => "is never reached",
        What::Choice => "is never taken",
        What::Disqualifier => "never applies",
    };
    let nobody = match one.what {
        // A lead that stood there before stays there.
        What::Step(ladder, step) if ladder.never_below.is_some() => format!("no lead can climb to `{}`", step.name),
        what => format!("this {} {verb}", what.noun()),
    };
    let blank = match conflict.as_slice() {
        [Clause { condition: Condition::Clause(clause), .. }] => read_as_blank::of_clause(context, clause),
        _ => None,
    };
    let message = match conflict.as_slice() {
        [only] => match &blank {
            Some(blank) => format!("{nobody}: `{}` can never be true, since {}", only.said, blank.why()),
            None => format!("{nobody}: `{}` can never be true", only.said),
        },
        several => format!("{nobody}: no lead has {} at once", named(several)),
    };
    let help = match conflict.as_slice() {
        [only] if asks_for_an_address(only.condition) => "a domain is what follows the `@`: leave the `@` out",
        several if asks_for_days_to_come(several) => {
            "for days to come, write `within next`: `within` looks back from today"
        }
        [_] => "change it, or delete what it is for",
        _ => "change one of them; where either should do, write `or`",
    };
    let help = blank.as_ref().map_or_else(|| help.to_owned(), |blank| blank.help_for_clause());
    let finding = Finding::new(Name::NeverFires, one.place, message).help(help);
    let mut finding = blame(finding, one.place, &conflict, |clause, main| match (main, conflict.len()) {
        (Some(main), 2) => format!("never together with `{}`", main.said),
        _ => format!("`{}`, never together with the others", clause.said),
    });
    if let Some(blank) = &blank {
        finding = blank.point(finding);
    }
    // A block whose condition is defined elsewhere is shown where it stands.
    for block in &one.blocks {
        let parts = clauses(context, &block.condition);
        let is_to_blame = parts.iter().any(|part| conflict.iter().any(|clause| clause.formula == part.formula));
        if is_to_blame && matches!(block.condition, Condition::Defined(_)) {
            finding = finding.related(block.place, "the rule counts only inside of this");
        }
    }
    Some(finding)
}

/// Whether one definition holds all these clauses.
fn are_of_one_definition(context: &Context, places: &[Place]) -> bool {
    context.rules.definitions.iter().any(|definition| match &definition.body {
        DefinitionBody::Condition(condition) => {
            let inside: Vec<Place> = clauses(context, condition).iter().filter_map(|clause| clause.place).collect();
            places.iter().all(|place| inside.contains(place))
        }
        DefinitionBody::Value(..) => false,
    })
}

/// Whether a day is to lie ahead, and within a period that looks back.
fn asks_for_days_to_come(conflict: &[Clause]) -> bool {
    let test =
        |clause: &Clause, is: fn(&Test) -> bool| matches!(clause.condition, Condition::Clause(one) if is(&one.test));
    let looks_back = |one: &Test| matches!(one, Test::Within { next: false, negated: false, .. });
    let is_ahead = |one: &Test| {
        matches!(
            one,
            Test::Compare(CompareOp::More | CompareOp::AtLeast, _, Expr::Today)
                | Test::Compare(CompareOp::Less | CompareOp::AtMost, Expr::Today, _)
        )
    };
    conflict.iter().any(|clause| test(clause, looks_back)) && conflict.iter().any(|clause| test(clause, is_ahead))
}

/// Whether a domain is compared with a whole address, or with something that begins with `@`.
fn asks_for_an_address(condition: &Condition) -> bool {
    let Condition::Clause(clause) = condition else { return false };
    let holds_at = |text: &Text| text.shown().contains('@');
    match &clause.test {
        Test::InList { value: Expr::DomainOf(_), list, .. } => list.texts.iter().any(holds_at),
        Test::SameText { left: Expr::DomainOf(_), right: Expr::Text(text), .. } => holds_at(text),
        Test::Text(Expr::DomainOf(_), asked) => asked.texts.texts.iter().any(holds_at),
        _ => false,
    }
}

/// Rows whose case cannot be, by itself or inside of the blocks around the table.
fn rows<'r, G>(context: &Context<'r>, table: &'r Table<G>, blocks: &[&'r When]) -> Vec<Finding> {
    let blocks: Vec<Clause> = blocks.iter().flat_map(|block| clauses(context, &block.condition)).collect();
    let around: Vec<_> = blocks.iter().map(|clause| (clause.formula, Truths::TRUE)).collect();
    let cases = context.analysis.cases(table);
    let mut findings = Vec::new();
    for (row, case) in table.rows.iter().zip(cases) {
        let is = (case, Truths::TRUE);
        let all: Vec<_> = around.iter().copied().chain([is]).collect();
        if context.analysis.rests_on_score(case) || context.never(&all) != Never::Always {
            continue;
        }
        let alone = context.never(&[is]) == Never::Always;
        let to_blame =
            blocks.iter().find(|clause| context.never(&[(clause.formula, Truths::TRUE), is]) == Never::Always);
        let (subject, value) = (shortened(&table.said), shortened(&row.said));
        let blank = read_as_blank::of_row(context, &table.by, row).filter(|_| alone);
        let message = match (to_blame, &blank) {
            (Some(clause), _) if !alone => {
                format!("this row never decides: where `{}`, {subject} is never `{value}`", clause.said)
            }
            (_, Some(blank)) => format!("this row never decides: {}", blank.why()),
            _ => format!("this row never decides: {subject} is never `{value}`"),
        };
        let finding = Finding::new(Name::NeverFires, row.place, message);
        let mut finding = match &blank {
            Some(blank) => blank.point(finding.help(blank.help_for_row(table.unknown.is_some()))),
            None => finding.help("change the row, or delete it"),
        };
        if let Some(place) = to_blame.filter(|_| !alone).and_then(|clause| clause.place) {
            finding = finding.related(place, "inside of this");
        }
        findings.push(finding);
    }
    findings
}

/// What is asked of entries, where none can ever count.
fn entries(context: &Context) -> Vec<Finding> {
    let mut found: Vec<(&Selection, Place)> = Vec::new();
    let mut visit = |selection, place| found.push((selection, place));
    for one in conditions(context.rules) {
        selections(one.condition, &mut visit);
    }
    for definition in &context.rules.definitions {
        match &definition.body {
            DefinitionBody::Condition(condition) => selections(condition, &mut visit),
            DefinitionBody::Value(expr, _) => in_value(expr, definition.place, &mut visit),
        }
    }
    for PointsTable { table, .. } in tables(context.rules) {
        in_value(&table.by, table.place, &mut visit);
    }
    for score in &context.rules.scores {
        if let ScoreBody::Rules(parts) = &score.body {
            each_rules(parts, &mut visit);
        }
    }
    let mut findings = Vec::new();
    for (selection, place) in found {
        if selection.condition.is_none() {
            continue;
        }
        if !in_main_file(place)
            || context.never(&[(context.analysis.of_entry(selection), Truths::TRUE)]) != Never::Always
        {
            continue;
        }
        let message = format!("no entry can ever count: nothing fits `{}`", shortened(&selection.said));
        findings.push(Finding::new(Name::NeverFires, place, message).help("change what stands in `where (...)`"));
    }
    findings
}

fn each_rules<'r>(parts: &'r [Part], visit: &mut impl FnMut(&'r Selection, Place)) {
    for part in parts {
        match part {
            Part::Rule(rule) => {
                if let Fires::Each(selection) = &rule.fires {
                    visit(selection, rule.place);
                }
            }
            Part::First(first) => first.rules.iter().for_each(|rule| {
                if let Fires::Each(selection) = &rule.fires {
                    visit(selection, rule.place);
                }
            }),
            Part::Group(group) => each_rules(&group.parts, visit),
            Part::When(when) => each_rules(&when.parts, visit),
            Part::Table(_) => {}
        }
    }
}
