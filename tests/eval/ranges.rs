//! A number of which only the range is known, compared with brute force over the numbers in it.

use proptest::prelude::*;
use qualify::value::{NumberRange, Truth};

/// Ends are whole numbers, so that the halves between them stand for all numbers there.
fn range() -> impl Strategy<Value = NumberRange> {
    (prop::option::of(-4i32..5), prop::option::of(-4i32..5), any::<bool>(), any::<bool>())
        .prop_map(|(low, high, excludes_low, excludes_high)| NumberRange {
            low: low.map(f64::from),
            high: high.map(f64::from),
            excludes_low,
            excludes_high,
        })
        .prop_filter("something lies in it", |range| !range.is_empty())
}

fn halves() -> impl Iterator<Item = f64> {
    (-20..=20).map(|half| f64::from(half) / 2.0)
}

proptest! {
    #![proptest_config(super::generated::config())]

    #[test]
    fn lies_in_is_true_for_all_of_it_and_false_for_none(known in range(), asked in range()) {
        let inside: Vec<bool> = halves().filter(|half| known.holds(*half)).map(|half| asked.holds(half)).collect();
        let expected = match (inside.contains(&true), inside.contains(&false)) {
            (true, false) => Truth::True,
            (false, true) => Truth::False,
            _ => Truth::Unknown,
        };
        prop_assert_eq!(known.lies_in(&asked), expected);
    }

    #[test]
    fn a_single_number_is_never_too_wide(number in -4i32..5, asked in range()) {
        let number = f64::from(number);
        prop_assert_eq!(NumberRange::only(number).lies_in(&asked), Truth::from(asked.holds(number)));
    }
}
