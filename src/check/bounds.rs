//! The bounds of scores and groups.

use super::Checker;
use crate::diagnostic::Name;
use crate::syntax::tree::{self, Literal};
use crate::value::Points;

impl Checker<'_> {
    /// The bounds of a score or group.
    pub(super) fn bounds(&mut self, range: &tree::Range) -> Option<(Option<Points>, Option<Points>)> {
        let written = self.written(range.at.0);
        let wrong = |checker: &mut Self, message: String, help: &str| {
            checker.report(checker.at(range.at.0, Name::BadBounds, message).help(help));
            None
        };
        if range.excludes_high {
            return wrong(
                self,
                "the range of a score includes both its ends".to_owned(),
                "write `..` instead of `..<`, for example `in 0..100`",
            );
        }
        let mut ends = [None, None];
        for (end, literal) in ends.iter_mut().zip([&range.low, &range.high]) {
            let Some(literal) = literal else { continue };
            let Literal::Number(number) = literal else {
                return wrong(
                    self,
                    format!("`{written}` is not a range of points"),
                    "points are numbers, for example `in 0..100`",
                );
            };
            let Some(points) = Points::parse(&number.written).filter(|points| points.abs() <= crate::value::MAX_RESULT)
            else {
                return wrong(
                    self,
                    format!("`{}` has more than two decimal places, or is too large", number.written),
                    "write at most two decimal places, and at most 1,000,000,000",
                );
            };
            *end = Some(points);
        }
        let [low, high] = ends;
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            self.range(range);
            return None;
        }
        if low.is_some_and(|low| low > Points::ZERO) || high.is_some_and(|high| high < Points::ZERO) {
            let end = |points: Option<Points>| points.map(|points| points.to_string()).unwrap_or_default();
            let help = match low {
                Some(low) if low > Points::ZERO => format!("write `in 0..{}`", end(high)),
                _ => format!("write `in {}..0`", end(low)),
            };
            return wrong(self, format!("`{written}` leaves out 0, and every lead begins at 0 points"), &help);
        }
        Some((low, high))
    }
}
