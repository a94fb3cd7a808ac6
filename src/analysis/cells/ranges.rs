//! Cells of numbers of which only a range may be known: each end lies in a cell of numbers.

use super::{Asked, Candidates, numbers};
use crate::value::{NumberRange, Value};

/// How many thresholds there may be, so that a range can begin and end in any two cells.
const MOST_THRESHOLDS: usize = 24;

/// Numbers and ranges.
pub(super) fn ranges(asked: &Asked) -> Candidates {
    let thresholds = numbers::thresholds(asked);
    let mut ends = numbers::of_each(&thresholds);
    ends.sort_by(f64::total_cmp);
    let mut plain = ends.clone();
    plain.sort_by_key(|number| (number.fract() != 0.0, *number < 0.0));
    // A single number is kept as a range of one, as it is when it is read.
    let mut values: Vec<Value> = plain.into_iter().map(|number| Value::Range(NumberRange::only(number))).collect();
    let complete = thresholds.len() <= MOST_THRESHOLDS;
    let spans = ends.iter().enumerate().flat_map(|(at, low)| ends.iter().skip(at + 1).map(move |high| (*low, *high)));
    if complete {
        values.extend(spans.map(|(low, high)| Value::Range(NumberRange::new(Some(low), Some(high), false))));
    } else {
        let near = ends.windows(3).filter_map(|three| Some((*three.first()?, *three.last()?)));
        values.extend(near.map(|(low, high)| Value::Range(NumberRange::new(Some(low), Some(high), false))));
    }
    // Open ones are said where the ends could not be: a range that begins below 0 is not read.
    values.extend(ends.iter().map(|low| Value::Range(NumberRange::new(Some(*low), None, false))));
    values.extend(ends.iter().map(|high| Value::Range(NumberRange::new(None, Some(*high), false))));
    Candidates { values, complete }
}
