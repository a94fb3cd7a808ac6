//! Scores: every rule with its points and its reason.

use super::{Told, section};
use crate::docs::comments;
use crate::docs::page::{Badge, Block, Item, Line, Section, Tone};
use crate::docs::picture;
use crate::docs::words::{among, anchor, grouped, quoted, yes_no};
use crate::rules::{Award, Fires, Part, Rule, Score, ScoreBody, Table, TableRow};
use crate::value::Points;

/// So many rows of a table are shown; the rest is counted.
const SHOWN: usize = 200;

impl Told<'_> {
    pub(super) fn scores(self) -> Option<Section> {
        let sections = self.rules.scores.iter().map(|score| self.score(score)).collect();
        section("Points", "points", Vec::new(), sections)
    }

    fn score(self, score: &Score) -> Section {
        let mut blocks = Vec::new();
        if let Some(said) = comments::above(score.place, self.sources) {
            blocks.push(Block::Paragraph(said));
        }
        match &score.body {
            ScoreBody::Rules(parts) => {
                let start = "The points of all rules that are true are added up.";
                blocks.push(Block::Paragraph(Line::of(start).say(bounds(" The score", score.low, score.high))));
                blocks.extend(picture::points(self.speak, score).map(Block::Picture));
                blocks.push(Block::Items(self.parts(parts)));
            }
            ScoreBody::Computed { constant, terms, .. } => {
                let line = Line::of("It is worked out from other scores: ").and(self.speak.computed(*constant, terms));
                blocks.push(Block::Paragraph(line.say(".").say(bounds(" It", score.low, score.high))));
            }
        }
        Section {
            title: Line::name(&score.name),
            anchor: anchor("score", &score.name),
            blocks,
            sections: Vec::new(),
            is_listed: true,
        }
    }

    fn parts(self, parts: &[Part]) -> Vec<Item> {
        parts.iter().map(|part| self.part(part)).collect()
    }

    fn part(self, part: &Part) -> Item {
        match part {
            Part::Rule(rule) => self.rule(rule),
            Part::Table(table) => {
                let title = Line::of("By ").and(self.speak.value(&table.by)).say(", the first line that fits counts:");
                let row = |row: &TableRow<Award>, case: String| self.points_of(table, row, case);
                let below = rows(table, row);
                Item { aside: comments::above(table.place, self.sources), below, ..Item::of(title) }
            }
            Part::First(first) => Item {
                aside: comments::above(first.place, self.sources),
                below: first.rules.iter().map(|rule| self.rule(rule)).collect(),
                ..Item::of(
                    Line::default().strong(first.name.as_str()).say(": only the first of these that is true counts"),
                )
            },
            Part::Group(group) => Item {
                aside: comments::above(group.place, self.sources),
                below: self.parts(&group.parts),
                ..Item::of(Line::default().strong(group.name.as_str()).say(bounds(
                    ": what these give together",
                    group.low,
                    group.high,
                )))
            },
            Part::When(when) => {
                let item = Item::of(Line::default().strong("Only under a condition"));
                let item = self.speak.condition(&when.condition).under(item, "these count only when");
                Item { aside: comments::above(when.place, self.sources), below: self.parts(&when.parts), ..item }
            }
        }
    }

    fn rule(self, rule: &Rule) -> Item {
        let titled = |title: Line| Item {
            aside: comments::above(rule.place, self.sources),
            badge: Some(badge(&rule.award, self.speak.badge(&rule.award, Some(&rule.fires)))),
            ..Item::of(title)
        };
        let item = match (&rule.fires, rule.has_because) {
            (Fires::When(condition), true) => {
                let item = titled(Line::of(rule.reason.as_str()));
                self.speak.condition(condition).under(item, "when")
            }
            (Fires::When(condition), false) => {
                titled(Line::of("when ").and(self.speak.condition(condition).flat()).sentence())
            }
            (Fires::Each(selection), has_because) => {
                let each = Line::of("For each ").and(self.speak.last_entries(selection, "entry"));
                if has_because { titled(Line::of(rule.reason.as_str())).note(each) } else { titled(each) }
            }
        };
        self.speak.award(&rule.award, Some(&rule.fires)).into_iter().fold(item, Item::note)
    }

    fn points_of(self, table: &Table<Award>, row: &TableRow<Award>, case: String) -> Item {
        let has_because = has_because(table, row);
        let title = if has_because { Line::of(row.reason.as_str()) } else { Line::of(case.as_str()) };
        let mut item = Item { badge: Some(badge(&row.gives, self.speak.badge(&row.gives, None))), ..Item::of(title) };
        if has_because {
            item = item.note(Line::of(case));
        }
        self.speak.award(&row.gives, None).into_iter().fold(item, Item::note)
    }
}

/// The rows of a table, each with its cases in words.
pub(super) fn rows<G>(table: &Table<G>, item: impl Fn(&TableRow<G>, String) -> Item) -> Vec<Item> {
    let mut items: Vec<Item> = table.rows.iter().take(SHOWN).map(|row| item(row, cases(row))).collect();
    if let Some(more) = table.rows.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        items.push(Item::of(Line::of(format!("and {} more lines", grouped(&more.to_string())))));
    }
    items.extend(table.unknown.iter().map(|row| item(row, cases(row))));
    items.extend(table.other.iter().map(|row| item(row, cases(row))));
    items
}

/// Whether a row says why by itself.
pub(super) fn has_because(table: &Table<Award>, row: &TableRow<Award>) -> bool {
    row.reason != format!("by {} {}", table.said, row.said)
}

/// `“Software” or “Fintech”`, `50 to 500`
pub(super) fn cases<G>(row: &TableRow<G>) -> String {
    let texts = row.texts.iter().map(|text| Line::of(quoted(text.shown())));
    let ranges = row.ranges.iter().map(|range| Line::of(among(range)));
    let answers = row.yes_no.iter().map(|yes| Line::of(yes_no(*yes)));
    let all: Vec<Line> = texts.chain(ranges).chain(answers).collect();
    match row.said.as_str() {
        _ if !all.is_empty() => Line::listed(all, "or").sentence().plain(),
        "unknown" => "Not known".to_owned(),
        _ => "Anything else".to_owned(),
    }
}

fn badge(award: &Award, text: String) -> Badge {
    let tone = match award.amount {
        amount if amount > Points::ZERO => Tone::Gain,
        amount if amount < Points::ZERO => Tone::Loss,
        _ => Tone::Plain,
    };
    Badge { text, tone }
}

/// ` is never less than 0 and never more than 100.`
fn bounds(what: &str, low: Option<Points>, high: Option<Points>) -> String {
    let total = |points: Points| grouped(&points.to_string());
    match (low, high) {
        (Some(low), Some(high)) => {
            format!("{what} is never less than {} and never more than {}.", total(low), total(high))
        }
        (Some(low), None) => format!("{what} is never less than {}.", total(low)),
        (None, Some(high)) => format!("{what} is never more than {}.", total(high)),
        (None, None) => String::new(),
    }
}
