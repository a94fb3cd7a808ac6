//! Cells of numbers: between the numbers that tests name, and at them.

use super::{Asked, Candidates};
use crate::analysis::single::leaves;
use crate::eval::constant_value;
use crate::rules::{Expr, Test};
use crate::value::{NumberRange, Range, Value};
use jiff::civil::Date;

/// The numbers that tests name, in order, each once.
pub(super) fn thresholds(asked: &Asked) -> Vec<f64> {
    let mut all: Vec<f64> = asked.numbers.to_vec();
    // Numbers that stand for blank are no value: others are taken from between them.
    all.extend(asked.field().into_iter().flat_map(|field| &field.read.blanks.numbers));
    for test in asked.tests {
        named(&test.test, asked.today, &mut all);
    }
    all.retain(|number| number.is_finite());
    all.sort_by(f64::total_cmp);
    all.dedup();
    all
}

/// The numbers that a test names.
pub(in crate::analysis) fn named(test: &Test, today: Date, all: &mut Vec<f64>) {
    match test {
        Test::InRange(_, Range::Numbers(NumberRange { low, high, .. }), _) => all.extend(low.iter().chain(high)),
        Test::InList { list, .. } => all.extend(&list.numbers),
        _ => {}
    }
    for expr in test.operands() {
        constants(expr, today, all);
    }
}

fn constants(expr: &Expr, today: Date, all: &mut Vec<f64>) {
    match expr {
        Expr::Number(number) => all.push(*number),
        // What is made of nothing of a lead: 5 * 2, or the days since a fixed day.
        expr if leaves(expr).is_empty() => {
            if let Some(Value::Number(number)) = constant_value(expr, today) {
                all.push(number);
            }
        }
        // Beside fields this names more than needed, which does no harm.
        Expr::Arithmetic(first, rest) => {
            constants(first, today, all);
            rest.iter().for_each(|(_, expr)| constants(expr, today, all));
        }
        _ => {}
    }
}

/// A number of each cell: each threshold, and one between each two, whole where there is a whole one.
pub(super) fn of_each(thresholds: &[f64]) -> Vec<f64> {
    let (Some(first), Some(last)) = (thresholds.first(), thresholds.last()) else { return vec![1.0] };
    let mut all = thresholds.to_vec();
    all.extend(between(None, Some(*first)));
    for pair in thresholds.windows(2) {
        if let [low, high] = pair {
            all.extend(between(Some(*low), Some(*high)));
        }
    }
    all.extend(between(Some(*last), None));
    all
}

/// A number strictly between two ends: a whole one if there is one.
pub(super) fn between(low: Option<f64>, high: Option<f64>) -> Option<f64> {
    let inside = |number: &f64| {
        number.is_finite() && low.is_none_or(|low| low < *number) && high.is_none_or(|high| *number < high)
    };
    let candidates = match (low, high) {
        (None, None) => vec![0.0],
        (Some(low), None) => vec![low.floor() + 1.0, low * 2.0, f64::MAX],
        // Just below a number above 0 lies a number that people would have.
        (None, Some(high)) => vec![high.ceil() - 1.0, high * 2.0, f64::MIN],
        (Some(low), Some(high)) => vec![low.floor() + 1.0, low / 2.0 + high / 2.0, low.next_up()],
    };
    // A zero without a sign, so that it is shown as 0.
    candidates.into_iter().find(inside).map(|number| if number == 0.0 { 0.0 } else { number })
}

/// Numbers.
pub(super) fn numbers(asked: &Asked) -> Candidates {
    let mut all = of_each(&thresholds(asked));
    // Whole numbers from 0 are the plainest.
    all.sort_by_key(|number| (number.fract() != 0.0, *number < 0.0));
    Candidates { values: all.into_iter().map(Value::Number).collect(), complete: true }
}

/// How many: whole numbers from 0.
pub(super) fn counts(asked: &Asked) -> Candidates {
    let mut all = vec![0.0];
    for threshold in thresholds(asked) {
        let near = [threshold.floor() - 1.0, threshold.floor(), threshold.ceil(), threshold.ceil() + 1.0];
        all.extend(near.into_iter().filter(|number| *number >= 0.0));
    }
    all.push(1.0);
    if asked.holds_others() {
        all.push(1e9);
    }
    all.sort_by(f64::total_cmp);
    all.dedup();
    Candidates { values: all.into_iter().map(Value::Number).collect(), complete: true }
}
