//! Rows of tables that a rule, or a row of another table, takes back from the same leads.

use super::context::Context;
use super::named::{Literal, Named, Names, ends_of, hash_of};
use crate::analysis::{Answer, FormulaId};
use crate::diagnostic::{Finding, Name};
use crate::rules::{Award, Fires, Part, Rule, ScoreBody, ScoreId, Table, TableRow, When};
use crate::source::Place;
use crate::value::Points;
use std::collections::{HashMap, HashSet};

/// With how many that name the same values a row is compared, and how many are compared in all.
const MOST_COMPARED: usize = 6;
const MOST_IN_ALL: usize = 300;

/// All of them in the main file.
pub(super) fn cancelling_rows(context: &Context) -> Vec<Finding> {
    let mut gather = Gather { names: None, context, within: 0, groups: 0, found: Vec::new() };
    for (at, score) in context.rules.scores.iter().enumerate() {
        // What adds up to nothing stands in one score: without a table, there is no row in it.
        if let ScoreBody::Rules(parts) = &score.body
            && has_table(parts)
        {
            gather.parts(ScoreId(at), parts, &mut Vec::new(), &mut Vec::new());
        }
    }
    let found = gather.found;
    let mut alike: HashMap<(ScoreId, usize, i64, u64), Vec<usize>> = HashMap::new();
    for (at, one) in found.iter().enumerate() {
        alike.entry((one.score, one.within, one.amount.hundredths(), one.names)).or_default().push(at);
    }
    let mut tools = Tools { context, rows: HashMap::new(), left: MOST_IN_ALL };
    let mut told: HashSet<usize> = HashSet::new();
    let mut findings = Vec::new();
    for (at, one) in found.iter().enumerate() {
        let Given::Row(table, ..) = one.given else { continue };
        let opposite = alike.get(&(one.score, one.within, -one.amount.hundredths(), one.names)).into_iter().flatten();
        for other_at in opposite.take(MOST_COMPARED) {
            let Some(other) = found.get(*other_at) else { continue };
            let is_own = matches!(other.given, Given::Row(of, ..) if std::ptr::eq(of, table));
            if is_own || told.contains(&at) || told.contains(other_at) {
                continue;
            }
            let (before, after) = if at < *other_at { (one, other) } else { (other, one) };
            if let Some(finding) = tools.finding(before, after) {
                told.extend([at, *other_at]);
                findings.push(finding);
            }
        }
    }
    findings
}

fn has_table(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Table(_) => true,
        Part::Group(group) => has_table(&group.parts),
        Part::When(when) => has_table(&when.parts),
        Part::Rule(_) | Part::First(_) => false,
    })
}

/// What gives fixed points.
struct Fixed<'r> {
    score: ScoreId,
    /// The group that it stands in: by its number, 0 for none.
    within: usize,
    amount: Points,
    /// A number for what it names.
    names: u64,
    given: Given<'r>,
    blocks: Vec<&'r When>,
}

#[derive(Clone, Copy)]
enum Given<'r> {
    Rule(&'r Rule),
    /// A row, by its number in the table.
    Row(&'r Table<Award>, usize, &'r TableRow<Award>),
}

struct Gather<'a, 'r> {
    names: Option<Names>,
    context: &'a Context<'r>,
    within: usize,
    groups: usize,
    found: Vec<Fixed<'r>>,
}

impl<'r> Gather<'_, 'r> {
    fn parts(&mut self, score: ScoreId, parts: &'r [Part], blocks: &mut Vec<&'r When>, around: &mut Vec<Named>) {
        for part in parts {
            match part {
                Part::Rule(rule) => {
                    if let Fires::When(condition) = &rule.fires
                        && is_fixed(&rule.award)
                    {
                        let mut named = around.clone();
                        self.names().condition(condition, None, &mut named);
                        self.add(score, rule.award.amount, named, Given::Rule(rule), blocks);
                    }
                }
                Part::Table(table) => self.table(score, table, blocks, around),
                Part::Group(group) => {
                    self.groups += 1;
                    let before = std::mem::replace(&mut self.within, self.groups);
                    self.parts(score, &group.parts, blocks, around);
                    self.within = before;
                }
                Part::When(when) => {
                    let before = around.len();
                    self.names().condition(&when.condition, None, around);
                    blocks.push(when);
                    self.parts(score, &when.parts, blocks, around);
                    blocks.pop();
                    around.truncate(before);
                }
                // What a rule says there rests on those before it.
                Part::First(_) => {}
            }
        }
    }

    fn table(&mut self, score: ScoreId, table: &'r Table<Award>, blocks: &[&'r When], around: &[Named]) {
        let of_row = |row: &TableRow<Award>| {
            let ranges = row.ranges.iter().flat_map(ends_of);
            ranges.chain(row.texts.iter().cloned().map(Literal::Text)).collect::<Vec<_>>()
        };
        for (at, row) in table.rows().enumerate().filter(|(_, row)| is_fixed(&row.gives)) {
            // The rest is told by all that is named.
            let is_other = table.other.as_ref().is_some_and(|other| std::ptr::eq(other, row));
            let literals = if is_other { table.rows.iter().flat_map(of_row).collect() } else { of_row(row) };
            let mut named = around.to_vec();
            self.names().compared(&[&table.by], &literals, None, &mut named);
            self.add(score, row.gives.amount, named, Given::Row(table, at, row), blocks);
        }
    }

    fn names(&mut self) -> &mut Names {
        self.names.get_or_insert_with(|| Names::new(self.context.rules))
    }

    fn add(&mut self, score: ScoreId, amount: Points, named: Vec<Named>, given: Given<'r>, blocks: &[&'r When]) {
        let mut names: Vec<u64> = named.iter().map(|(subject, literal)| hash_of(&(subject, literal.hash()))).collect();
        names.sort_unstable();
        names.dedup();
        let (within, names, blocks) = (self.within, hash_of(&names), blocks.to_vec());
        self.found.push(Fixed { score, within, amount, names, given, blocks });
    }
}

fn is_fixed(award: &Award) -> bool {
    award.per.is_none() && award.losing.is_none() && award.amount != Points::ZERO
}

struct Tools<'a, 'r> {
    context: &'a Context<'r>,
    /// When the rows of a table decide, by where it stands.
    rows: HashMap<Place, Vec<FormulaId>>,
    /// How many may still be compared.
    left: usize,
}

impl<'r> Tools<'_, 'r> {
    /// When it gives its points.
    fn fires(&mut self, one: &Fixed<'r>) -> Option<FormulaId> {
        let analysis = &self.context.analysis;
        match one.given {
            Given::Rule(rule) => analysis.fires(rule.id),
            Given::Row(table, at, _) => {
                let rows = self.rows.entry(table.place).or_insert_with(|| analysis.rows(table));
                let mut all: Vec<FormulaId> =
                    one.blocks.iter().map(|block| analysis.formula(&block.condition)).collect();
                all.push(*rows.get(at)?);
                Some(analysis.all(&all))
            }
        }
    }

    fn finding(&mut self, before: &Fixed<'r>, after: &Fixed<'r>) -> Option<Finding> {
        self.left = self.left.checked_sub(1)?;
        let (one, other) = (self.fires(before)?, self.fires(after)?);
        let analysis = &self.context.analysis;
        // What never gives its points is another matter.
        let lead = match analysis.can_hold(one) {
            Answer::No => return None,
            Answer::Yes(lead) => Some(lead),
            Answer::NotDecided => None,
        };
        if !analysis.proves(one, other) || !analysis.proves(other, one) {
            return None;
        }
        let is_rule = |one: &Fixed| matches!(one.given, Given::Rule(_));
        let noun = if is_rule(after) { "rule" } else { "row" };
        let of = match before.given {
            Given::Rule(_) => "another rule".to_owned(),
            Given::Row(table, ..) => format!("a row of `by {}`", super::shorten::shortened(&table.said)),
        };
        let verbs = if after.amount < Points::ZERO { ["takes back", "gives to"] } else { ["gives back", "takes from"] };
        let message = format!(
            "this {noun} {} what {of} {} the same leads: {:+} and {:+}",
            verbs[0], verbs[1], before.amount, after.amount
        );
        let place = |one: &Fixed| match one.given {
            Given::Rule(rule) => rule.place,
            Given::Row(_, _, row) => row.place,
        };
        let mut finding = Finding::new(Name::CancellingRules, place(after), message)
            .related(place(before), format!("the same leads get {:+} here", before.amount))
            .help(match is_rule(before) || is_rule(after) {
                true => "delete the rule and let the row give 0; or change what one of them was to ask",
                false => "let both rows give 0; or change what one of them was to ask",
            });
        finding.witness = lead.map(|lead| self.context.witness(&lead));
        Some(finding)
    }
}
