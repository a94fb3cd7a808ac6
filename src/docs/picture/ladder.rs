//! A ladder as stairs: the highest step on top.

use super::wrap::wrap;
use super::{Picture, Shape};
use crate::docs::words::{Speaker, anchor};
use crate::rules::Ladder;

/// The stairs begin so far to the right at the top, in per cent.
const SLOPE: f64 = 28.0;
/// Each step begins at most so far to the right of the one below.
const STEEPEST: f64 = 9.0;
/// The width of the page that texts are broken for, and that of a letter.
const NARROW: f64 = 312.0;
const LETTER: f64 = 6.6;
/// How high a line is, and what a step needs besides its lines.
const LINE: u32 = 18;
const EDGE: u32 = 14;
/// At most so many lines say what a step needs.
const MOST_LINES: usize = 6;
/// At most so many steps are drawn.
const MOST_STEPS: usize = 40;

/// The picture of a ladder.
pub(in crate::docs) fn ladder(speak: Speaker<'_>, ladder: &Ladder) -> Picture {
    let count = ladder.steps.len().min(MOST_STEPS);
    let slope = (SLOPE / count.saturating_sub(1).max(1) as f64).min(STEEPEST);
    let mut shapes = Vec::new();
    let mut names = Vec::new();
    let mut y = 1;
    for (at, step) in ladder.steps.iter().enumerate().take(MOST_STEPS).rev() {
        let x = slope * at as f64;
        let needs = match &step.needs {
            Some(needs) => format!("when {}", speak.condition(needs).flat().plain()),
            None => "every lead begins here".to_owned(),
        };
        let letters = ((NARROW * (1.0 - x / 100.0) - 20.0) / LETTER) as usize;
        let lines = wrap(&needs, letters, MOST_LINES);
        let height = EDGE + LINE * (1 + u32::try_from(lines.len()).unwrap_or(0));
        shapes.push(Shape::Box { x, y, width: 100.0 - x, height, class: "step" });
        shapes.push(Shape::Down { x, from: y, to: y + height, class: "riser" });
        let mut text = |line: u32, class, text| {
            shapes.push(Shape::Text { x, dx: 10, y: y + 2 + LINE * line, anchor: "start", class, text });
        };
        text(1, "name", format!("{}. {}", at + 1, wrap(&step.name, letters.saturating_sub(4), 1).concat()));
        for (below, line) in lines.into_iter().enumerate() {
            text(2 + u32::try_from(below).unwrap_or(0), "small", line);
        }
        names.push(step.name.clone());
        y += height + 2;
    }
    names.reverse();
    Picture {
        id: format!("picture-{}", anchor("ladder", &ladder.name)),
        title: format!("The steps of {}", ladder.name),
        description: format!(
            "From the lowest to the highest: {}. The text below says what each needs.",
            names.join(", ")
        ),
        caption: format!("The steps of {}, from the bottom up", ladder.name),
        height: y,
        shapes,
    }
}
