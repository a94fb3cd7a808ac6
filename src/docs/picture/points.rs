//! The points of a score as bars: how much each rule gives or takes.

use super::rows::{Row, gather};
use super::scale::{Scale, TAIL};
use super::wrap::wrap;
use super::{Picture, Shape};
use crate::docs::words::{Speaker, anchor};
use crate::rules::{Score, ScoreBody};

/// At most so many rows are drawn.
const MOST: usize = 120;
/// How many letters of a name and of the points beside it fit on a phone.
const LETTERS: usize = 42;
/// How high a line of text, a bar, and the room below it are.
const LINE: u32 = 17;
const BAR: u32 = 10;
const ROOM: u32 = 9;

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
    scale.name_ends(score, y + LINE - 3, &mut shapes);
    y += LINE + 4;
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
