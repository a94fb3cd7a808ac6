//! The points of a score as bars: how much each rule gives or takes.

use super::wrap::wrap;
use super::{Picture, Shape};
use crate::docs::words::{Speaker, anchor, grouped, points as signed};
use crate::rules::{Award, Fires, Part, Rule, Score, ScoreBody, Table};
use crate::value::Points;

/// At most so many rows are drawn.
const MOST: usize = 120;
/// How many letters of a name and of the points beside it fit on a phone.
const LETTERS: usize = 42;
/// How high a line of text, a bar, and the room below it are.
const LINE: u32 = 17;
const BAR: u32 = 10;
const ROOM: u32 = 9;
/// How far the pale end of a bar goes that nothing limits, in per cent.
const TAIL: f64 = 6.0;
/// Names of ends stand at least so far apart, in per cent.
const APART: f64 = 14.0;

/// The picture of a score's points; none where it has no rules.
pub(in crate::docs) fn points(speak: Speaker<'_>, score: &Score) -> Option<Picture> {
    let ScoreBody::Rules(parts) = &score.body else { return None };
    let mut rows = Vec::new();
    gather(speak, parts, 0, &mut rows);
    if !rows.iter().any(|row| row.bar.is_some()) {
        return None;
    }
    let left_out = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    let scale = Scale::of(&rows, score);
    let mut shapes = Vec::new();
    let mut y = 0;
    for row in &rows {
        row.draw(&scale, &mut y, &mut shapes);
    }
    if left_out > 0 {
        y += LINE;
        let text = format!("and {left_out} more");
        shapes.push(Shape::Text { x: 0.0, dx: 0, y, anchor: "start", class: "small", text });
        y += ROOM;
    }
    scale.draw(score, &mut y, &mut shapes);
    let told: Vec<String> = rows.iter().map(|row| format!("{} {}", row.name, row.worth).trim().to_owned()).collect();
    let mut caption = format!("What the rules of {} give and take.", score.name);
    if rows.iter().any(|row| row.bar.as_ref().is_some_and(|bar| bar.is_more)) {
        caption.push_str(" Pale is what comes on top where a rule counts several times.");
    }
    Some(Picture {
        id: format!("picture-{}", anchor("score", &score.name)),
        title: format!("The points of {}", score.name),
        description: format!("{}.", told.join("; ")),
        caption,
        height: y,
        shapes,
    })
}

/// A rule, a table, or the name of a block.
struct Row {
    name: String,
    /// The points, as they are told.
    worth: String,
    bar: Option<Bar>,
    /// How deep in blocks it stands.
    depth: usize,
}

/// From the least to the most; 0 lies within.
struct Bar {
    /// What it takes, and what it gives, each time.
    sure: (Points, Points),
    /// How far it may go when it counts several times; `None` where nothing limits it.
    limit: Option<Points>,
    /// Whether it may count several times.
    is_more: bool,
}

fn gather(speak: Speaker<'_>, parts: &[Part], depth: usize, rows: &mut Vec<Row>) {
    for part in parts {
        match part {
            Part::Rule(rule) => rows.push(self::rule(speak, rule, depth)),
            Part::Table(table) => rows.push(self::table(speak, table, depth)),
            Part::First(first) => {
                rows.push(heading(format!("{}: only the first", first.name), depth));
                rows.extend(first.rules.iter().map(|rule| self::rule(speak, rule, depth + 1)));
            }
            Part::Group(group) => {
                let bounds = match (group.low, group.high) {
                    (Some(low), Some(high)) => format!(": together {} to {}", total(low), total(high)),
                    (Some(low), None) => format!(": together {} or more", total(low)),
                    (None, Some(high)) => format!(": together at most {}", total(high)),
                    (None, None) => String::new(),
                };
                rows.push(heading(format!("{}{bounds}", group.name), depth));
                gather(speak, &group.parts, depth + 1, rows);
            }
            Part::When(when) => {
                let only = speak.condition(&when.condition).flat().plain();
                rows.push(heading(format!("only when {only}"), depth));
                gather(speak, &when.parts, depth + 1, rows);
            }
        }
    }
}

fn heading(name: String, depth: usize) -> Row {
    Row { name, worth: String::new(), bar: None, depth }
}

fn rule(speak: Speaker<'_>, rule: &Rule, depth: usize) -> Row {
    let name = match (&rule.fires, rule.has_because) {
        (_, true) => rule.reason.clone(),
        (Fires::When(condition), false) => speak.condition(condition).flat().plain(),
        (Fires::Each(selection), false) => format!("each {}", speak.last_entries(selection, "entry").plain()),
    };
    let badge = speak.badge(&rule.award, Some(&rule.fires));
    Row { name, worth: worth(&rule.award, badge), bar: Some(Bar::of(&rule.award, &rule.fires)), depth }
}

fn table(speak: Speaker<'_>, table: &Table<Award>, depth: usize) -> Row {
    let rows = || table.rows.iter().chain(&table.unknown).chain(&table.other);
    let ends = |row: &crate::rules::TableRow<Award>| [row.gives.amount, row.gives.up_to.unwrap_or(row.gives.amount)];
    // A row that is not there gives nothing.
    let low = rows().flat_map(ends).fold(Points::ZERO, Points::min);
    let high = rows().flat_map(ends).fold(Points::ZERO, Points::max);
    let worth = match (low, high) {
        (Points::ZERO, high) => format!("up to {}", signed(high)),
        (low, Points::ZERO) => format!("down to {}", signed(low)),
        (low, high) => format!("{} to {}", signed(low), signed(high)),
    };
    let name = format!("by {}", speak.value(&table.by).plain());
    Row { name, worth, bar: Some(Bar { sure: (low, high), limit: Some(Points::ZERO), is_more: false }), depth }
}

/// `+5 each, up to +25`
fn worth(award: &Award, badge: String) -> String {
    let fades = if award.losing.is_some() { ", fading" } else { "" };
    match award.up_to {
        Some(limit) if limit < Points::ZERO => format!("{badge}{fades}, down to {}", signed(limit)),
        Some(limit) if limit != award.amount => format!("{badge}{fades}, up to {}", signed(limit)),
        Some(limit) => format!("{}{fades}", signed(limit)),
        None => badge + fades,
    }
}

impl Bar {
    fn of(award: &Award, fires: &Fires) -> Bar {
        let amount = award.amount;
        let is_more = award.per.is_some() || matches!(fires, Fires::Each(_));
        // A limit below the points of one time is all that there is.
        let nearer = |limit: Points| if limit.abs() < amount.abs() { limit } else { amount };
        let sure = award.up_to.map_or(amount, nearer);
        Bar {
            sure: (sure.min(Points::ZERO), sure.max(Points::ZERO)),
            limit: if is_more { award.up_to } else { Some(sure) },
            is_more: is_more && award.up_to.is_none_or(|limit| limit.abs() > amount.abs()),
        }
    }
}

/// Where points lie across.
struct Scale {
    low: f64,
    high: f64,
    /// The bounds of the score, where they are not 0.
    bounds: Vec<f64>,
}

impl Scale {
    fn of(rows: &[Row], score: &Score) -> Scale {
        let bounds = score.low.into_iter().chain(score.high).filter(|end| *end != Points::ZERO).map(Points::to_f64);
        let mut scale = Scale { low: 0.0, high: 0.0, bounds: bounds.collect() };
        let mut hold = |points: Points| {
            scale.low = scale.low.min(points.to_f64());
            scale.high = scale.high.max(points.to_f64());
        };
        for bar in rows.iter().filter_map(|row| row.bar.as_ref()) {
            hold(bar.sure.0);
            hold(bar.sure.1);
            bar.limit.into_iter().for_each(&mut hold);
        }
        score.low.into_iter().chain(score.high).for_each(&mut hold);
        if scale.high <= scale.low {
            scale.high = scale.low + 1.0;
        }
        // What nothing limits must have room to go on.
        let goes_on = |gains: bool| {
            let mut bars =
                rows.iter().filter_map(|row| row.bar.as_ref()).filter(|bar| bar.is_more && bar.limit.is_none());
            bars.any(|bar| if gains { bar.sure.1 > Points::ZERO } else { bar.sure.0 < Points::ZERO })
        };
        let room = (scale.high - scale.low) * TAIL / 100.0;
        if goes_on(true) && score.high.is_none() {
            scale.high += room;
        }
        if goes_on(false) && score.low.is_none() {
            scale.low -= room;
        }
        scale
    }

    fn across(&self, points: f64) -> f64 {
        (points - self.low) / (self.high - self.low) * 100.0
    }

    /// Where 0 is, and the bounds of the score.
    fn marks(&self) -> Vec<(f64, &'static str)> {
        let bounds = self.bounds.iter().map(|end| (self.across(*end), "bound"));
        bounds.chain([(self.across(0.0), "zero")]).collect()
    }

    /// The names of the bounds of the score, and of 0.
    fn draw(&self, score: &Score, y: &mut u32, shapes: &mut Vec<Shape>) {
        let zero = self.across(0.0);
        let mut taken: Vec<f64> = Vec::new();
        let ends = [(score.low, "at least"), (score.high, "at most")];
        for (end, what) in ends.into_iter().filter_map(|(end, what)| Some((end?, what))) {
            let x = self.across(end.to_f64());
            taken.push(x);
            let text = format!("{what} {}", total(end));
            shapes.push(end_name(x, *y, text));
        }
        if taken.iter().all(|x| (x - zero).abs() > APART * 2.0) {
            shapes.push(end_name(zero, *y, "0".to_owned()));
        }
        *y += LINE + 4;
    }
}

/// A name below the bars, which stays on the picture.
fn end_name(x: f64, y: u32, text: String) -> Shape {
    let anchor = match x {
        x if x < APART => "start",
        x if x > 100.0 - APART => "end",
        _ => "middle",
    };
    Shape::Text { x, dx: 0, y: y + LINE - 3, anchor, class: "small", text }
}

impl Row {
    fn draw(&self, scale: &Scale, y: &mut u32, shapes: &mut Vec<Shape>) {
        let indent = self.depth.min(4);
        let letters = LETTERS.saturating_sub(indent * 2);
        let dx = i32::try_from(indent).unwrap_or(0) * 12;
        let is_heading = self.bar.is_none();
        let letters = letters.saturating_sub(self.worth.chars().count() * 11 / 10).max(12);
        for (at, line) in wrap(&self.name, letters, 3).into_iter().enumerate() {
            *y += LINE;
            let class = if is_heading { "block" } else { "label" };
            shapes.push(Shape::Text { x: 0.0, dx, y: *y - 4, anchor: "start", class, text: line });
            if at == 0 && !self.worth.is_empty() {
                let text = self.worth.clone();
                shapes.push(Shape::Text { x: 100.0, dx: 0, y: *y - 4, anchor: "end", class: "worth", text });
            }
        }
        let Some(bar) = &self.bar else {
            *y += ROOM - 4;
            return;
        };
        for (x, class) in scale.marks() {
            shapes.push(Shape::Down { x, from: *y - 2, to: *y + BAR + 2, class });
        }
        let mut rect = |from: f64, to: f64, class| {
            let (from, to) = (from.min(to), from.max(to));
            if to > from {
                shapes.push(Shape::Box { x: from, y: *y, width: to - from, height: BAR, class });
            }
        };
        let (low, high) = (bar.sure.0.to_f64(), bar.sure.1.to_f64());
        if bar.is_more {
            let gains = high > 0.0;
            let start = scale.across(if gains { high } else { low });
            let end = match bar.limit {
                Some(limit) => scale.across(limit.to_f64()),
                None if gains => (start + TAIL).min(100.0),
                None => (start - TAIL).max(0.0),
            };
            rect(start, end, if gains { "gain more" } else { "loss more" });
        }
        let zero = scale.across(0.0);
        rect(zero, scale.across(high), "gain");
        rect(scale.across(low), zero, "loss");
        *y += BAR + ROOM;
    }
}

fn total(points: Points) -> String {
    grouped(&points.to_string())
}
