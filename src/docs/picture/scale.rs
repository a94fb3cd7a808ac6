//! Where points lie across a picture.

use super::Shape;
use super::rows::{Row, total};
use crate::rules::Score;
use crate::value::Points;

/// How far the pale end of a bar goes that nothing limits, in per cent.
pub(super) const TAIL: f64 = 6.0;
/// Names of ends stand at least so far apart, in per cent.
const APART: f64 = 14.0;

/// Where points lie across.
pub(super) struct Scale {
    low: f64,
    high: f64,
    /// The bounds of the score, where they are not 0.
    bounds: Vec<f64>,
}

impl Scale {
    pub(super) fn of(rows: &[Row], score: &Score) -> Scale {
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

    /// Where an amount of points lies, in per cent.
    pub(super) fn across(&self, points: f64) -> f64 {
        (points - self.low) / (self.high - self.low) * 100.0
    }

    /// Where 0 is, and the bounds of the score.
    pub(super) fn marks(&self) -> Vec<(f64, &'static str)> {
        let bounds = self.bounds.iter().map(|end| (self.across(*end), "bound"));
        bounds.chain([(self.across(0.0), "zero")]).collect()
    }

    /// The names of the bounds of the score, and of 0.
    pub(super) fn name_ends(&self, score: &Score, y: u32, shapes: &mut Vec<Shape>) {
        let zero = self.across(0.0);
        let mut taken: Vec<f64> = Vec::new();
        let ends = [(score.low, "at least"), (score.high, "at most")];
        for (end, what) in ends.into_iter().filter_map(|(end, what)| Some((end?, what))) {
            let x = self.across(end.to_f64());
            taken.push(x);
            let text = format!("{what} {}", total(end));
            shapes.push(end_name(x, y, text));
        }
        if taken.iter().all(|x| (x - zero).abs() > APART * 2.0) {
            shapes.push(end_name(zero, y, "0".to_owned()));
        }
    }
}

/// A name below the bars, which stays on the picture.
fn end_name(x: f64, y: u32, text: String) -> Shape {
    let anchor = match x {
        x if x < APART => "start",
        x if x > 100.0 - APART => "end",
        _ => "middle",
    };
    Shape::Text { x, dx: 0, y, anchor, class: "small", text }
}
