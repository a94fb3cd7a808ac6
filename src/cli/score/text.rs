//! The cells that a run adds to each row, written straight into CSV.

use super::added::{DISQUALIFIED, safe};
use crate::batch::CellWriter;
use crate::eval::Row;
use crate::plan::{Fired, Scorer};
use crate::rules::{Choice, LabelBody, LabelId, Part, Rules, ScoreBody, Table};
use crate::value::Points;

/// Writes the cells that are added to each row.
#[derive(Clone, Debug)]
pub struct AddedText<'r> {
    rules: &'r Rules,
    writer: CellWriter,
    reasons: Option<Vec<Reasons>>,
    /// For each label the reasons of its values: of each choice those of its rows, and that of `otherwise`; none where it has none.
    because: Vec<Option<Because<'r>>>,
    disqualifiers: Vec<String>,
    fired: Vec<Fired>,
    scratch: Vec<u8>,
}

/// The reasons of a rule, or of the rows of a table: with cases, `unknown`, `other`.
#[derive(Clone, Debug, Default)]
struct Reasons {
    /// Where it stands among all.
    rank: usize,
    texts: Vec<Option<String>>,
}

type Because<'r> = (Vec<Vec<Option<&'r str>>>, Option<&'r str>);

impl<'r> AddedText<'r> {
    /// For a ruleset, with the reasons for points or without.
    pub fn new(rules: &'r Rules, writer: CellWriter, reasons: bool) -> AddedText<'r> {
        let because = rules.labels.iter().map(|label| match &label.body {
            LabelBody::Choices { choices, otherwise } if label.has_reasons() => {
                let choices = choices.iter().map(|choice| match choice {
                    Choice::When { because, .. } => vec![because.as_deref()],
                    Choice::Table(table) => rows(table, |row| row.has_because.then_some(row.reason.as_str())),
                });
                Some((choices.collect(), otherwise.as_ref().and_then(|otherwise| otherwise.because.as_deref())))
            }
            _ => None,
        });
        AddedText {
            rules,
            writer,
            reasons: reasons.then(|| reasons_of(rules)),
            because: because.collect(),
            disqualifiers: rules.disqualifiers.iter().map(|one| safe(&one.reason).into_owned()).collect(),
            fired: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Writes the cells of the lead that was scored last, with a delimiter between them.
    pub fn write(&mut self, out: &mut Vec<u8>, scorer: &Scorer) {
        let scored = scorer.scored();
        let is_out = scored.is_disqualified();
        let begin = out.len();
        let delimiter = self.writer.delimiter();
        for points in &scored.scores {
            write_points(out, *points);
            out.push(delimiter);
        }
        for (ladder, step) in self.rules.ladders.iter().zip(&scored.steps) {
            let step = step.and_then(|step| ladder.steps.get(step));
            self.writer.text(out, step.map_or(DISQUALIFIED, |step| &step.name).as_bytes());
            out.push(delimiter);
        }
        for (at, because) in self.because.iter().enumerate() {
            let value = scorer.label(LabelId(at)).map_or("", |value| value.shown());
            self.writer.text(out, if is_out { DISQUALIFIED } else { value }.as_bytes());
            out.push(delimiter);
            if let Some((choices, otherwise)) = because {
                let text = match scored.choices.get(at).copied().flatten() {
                    _ if is_out => None,
                    None => *otherwise,
                    Some((choice, row)) => choices.get(choice).and_then(|rows| *at_row(rows, row)?),
                };
                self.writer.text(out, text.unwrap_or("").as_bytes());
                out.push(delimiter);
            }
        }
        if !self.disqualifiers.is_empty() {
            out.extend_from_slice(if is_out { b"yes" } else { b"no" });
            out.push(delimiter);
            let scratch = &mut self.scratch;
            scratch.clear();
            for (reason, _) in self.disqualifiers.iter().zip(&scored.disqualifiers).filter(|(_, is_out)| **is_out) {
                if !scratch.is_empty() {
                    scratch.extend_from_slice(b"; ");
                }
                scratch.extend_from_slice(reason.as_bytes());
            }
            self.writer.text(out, scratch);
            out.push(delimiter);
        }
        self.write_reasons(out, scorer);
        // The last cell has no delimiter behind it.
        if out.len() > begin {
            out.pop();
        }
    }

    fn write_reasons(&mut self, out: &mut Vec<u8>, scorer: &Scorer) {
        let AddedText { reasons, fired, scratch, writer, .. } = self;
        let Some(reasons) = reasons else { return };
        scorer.fired(fired);
        fired.retain(|one| one.points != Points::ZERO);
        let rank = |one: &Fired| reasons.get(one.rule.0).map_or(0, |reasons| reasons.rank);
        fired.sort_unstable_by_key(|one| (std::cmp::Reverse(one.points), rank(one)));
        scratch.clear();
        for one in fired.iter() {
            let texts = reasons.get(one.rule.0).map(|reasons| reasons.texts.as_slice()).unwrap_or_default();
            let Some(Some(reason)) = at_row(texts, one.row) else { continue };
            if !scratch.is_empty() {
                scratch.extend_from_slice(b"; ");
            }
            scratch.extend_from_slice(reason.as_bytes());
            scratch.extend_from_slice(b" (");
            write_points(scratch, one.points);
            scratch.push(b')');
        }
        writer.text(out, scratch);
        out.push(writer.delimiter());
    }
}

/// Of each row of a table something: with cases, `unknown`, `other`.
fn rows<'t, G, T>(table: &'t Table<G>, of: impl Fn(&'t crate::rules::TableRow<G>) -> Option<T>) -> Vec<Option<T>> {
    let rows = table.rows.iter().map(Some).chain([table.unknown.as_ref(), table.other.as_ref()]);
    rows.map(|row| row.and_then(&of)).collect()
}

/// What stands for a row, among what [`rows`] gives; for no row the first.
fn at_row<T>(rows: &[T], row: Option<Row>) -> Option<&T> {
    match row {
        None => rows.first(),
        Some(Row::Case(at)) => rows.get(at),
        Some(Row::Unknown) => rows.iter().rev().nth(1),
        Some(Row::Other) => rows.last(),
    }
}

/// The reasons of all rules and tables, by their numbers.
fn reasons_of(rules: &Rules) -> Vec<Reasons> {
    fn add(parts: &[Part], rank: &mut usize, all: &mut [Reasons]) {
        let put = |id: usize, texts: Vec<Option<String>>, rank: &mut usize, all: &mut [Reasons]| {
            if let Some(place) = all.get_mut(id) {
                *place = Reasons { rank: *rank, texts };
            }
            *rank += 1;
        };
        for part in parts {
            match part {
                Part::Rule(rule) => put(rule.id.0, vec![Some(safe(&rule.reason).into_owned())], rank, all),
                Part::Table(table) => {
                    if let Some(id) = table.id {
                        put(id.0, rows(table, |row| Some(safe(&row.reason).into_owned())), rank, all);
                    }
                }
                Part::First(first) => {
                    for rule in &first.rules {
                        put(rule.id.0, vec![Some(safe(&rule.reason).into_owned())], rank, all);
                    }
                }
                Part::Group(group) => add(&group.parts, rank, all),
                Part::When(when) => add(&when.parts, rank, all),
            }
        }
    }
    let (mut all, mut rank) = (vec![Reasons::default(); rules.rule_count], 0);
    for score in &rules.scores {
        if let ScoreBody::Rules(parts) = &score.body {
            add(parts, &mut rank, &mut all);
        }
    }
    all
}

/// Points as they are shown: `20`, `-5`, `2.5`.
fn write_points(out: &mut Vec<u8>, points: Points) {
    let hundredths = points.hundredths();
    if hundredths < 0 {
        out.push(b'-');
    }
    let (mut whole, cents) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let mut digits = [0; 20];
    let mut from = digits.len();
    for place in digits.iter_mut().rev() {
        *place = b'0' + (whole % 10) as u8;
        whole /= 10;
        from -= 1;
        if whole == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(from..).unwrap_or_default());
    if cents > 0 {
        out.extend([b'.', b'0' + (cents / 10) as u8]);
        if cents % 10 > 0 {
            out.push(b'0' + (cents % 10) as u8);
        }
    }
}
