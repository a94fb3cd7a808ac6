//! Sums of numbers, compared with exact arithmetic on the decimal digits that stand in a file.

use super::Ruleset;
use proptest::prelude::*;
use qualify::eval::judge;
use qualify::value::{NumberFormat, Sum};

fn total(written: &[String]) -> f64 {
    written.iter().map(|one| NumberFormat::default().read(one).expect("a number")).collect::<Sum>().total()
}

/// The sum in ten-thousandths, each addend rounded half away from zero by its digits alone.
fn by_digits(written: &[String]) -> i128 {
    let one = |written: &String| {
        let (digits, sign) = written.strip_prefix('-').map_or((written.as_str(), 1), |digits| (digits, -1));
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let place = |at: usize| places.as_bytes().get(at).map_or(0, |digit| i128::from(digit - b'0'));
        let kept = (0..4).fold(whole.parse::<i128>().expect("digits"), |value, at| value * 10 + place(at));
        sign * (kept + i128::from(place(4) >= 5))
    };
    written.iter().map(one).sum()
}

/// The double nearest to so many ten-thousandths, by the standard library's reading of decimals.
fn nearest(ten_thousandths: i128) -> f64 {
    let sign = if ten_thousandths < 0 { "-" } else { "" };
    let size = ten_thousandths.unsigned_abs();
    format!("{sign}{}.{:04}", size / 10_000, size % 10_000).parse().expect("a number")
}

/// Decimals of at most 15 digits, which a double tells apart, so that its shortest form is what was written.
fn decimal() -> impl Strategy<Value = String> {
    (any::<bool>(), 1..=15usize, 0..=9usize, any::<u64>()).prop_map(|(negative, length, places, random)| {
        let digits = format!("{:020}", random)[20 - length..].to_owned();
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, places) = padded.split_at(padded.len() - places);
        format!("{}{whole}{}{places}", if negative { "-" } else { "" }, if places.is_empty() { "" } else { "." })
    })
}

/// Decimals whose fifth place decides, next to the whole steps on both sides.
fn close_to_a_half() -> impl Strategy<Value = String> {
    let last = prop::sample::select(vec!["49999", "5", "50001", "4", "6", "0", "99995"]);
    (any::<bool>(), 0..100_000_000u64, 0..10_000u32, last).prop_map(|(negative, whole, places, last)| {
        format!("{}{whole}.{places:04}{last}", if negative { "-" } else { "" })
    })
}

proptest! {
    #![proptest_config(super::generated::config())]

    #[test]
    fn a_sum_is_exact(written in prop::collection::vec(prop_oneof![decimal(), close_to_a_half()], 0..40)) {
        let kept: Vec<String> = written.into_iter().filter(|one| one.bytes().filter(u8::is_ascii_digit).count() <= 15).collect();
        prop_assert_eq!(total(&kept), nearest(by_digits(&kept)));
    }

    // Up to 2^39 a double tells numbers of four places apart, and so does the sum; beyond, its shortest form counts.
    #[test]
    fn large_numbers_of_four_places_are_not_moved(digits in 1u64 << 49..1u64 << 53, negative: bool) {
        let sign = |negative| if negative { "-" } else { "" };
        let read: f64 = format!("{}{}.{:04}", sign(negative), digits / 10_000, digits % 10_000).parse().unwrap();
        let two = [format!("{read}"), format!("{}{}", sign(!negative), digits / 10_000)];
        prop_assert_eq!(total(&two), nearest(by_digits(&two)), "{:?}", two);
    }

    #[test]
    fn a_sum_does_not_depend_on_order(
        (numbers, shuffled) in prop::collection::vec(any::<f64>().prop_filter("finite", |number| number.is_finite()), 0..12)
            .prop_flat_map(|numbers| (Just(numbers.clone()), Just(numbers).prop_shuffle())),
        small in prop::collection::vec(-1e12..1e12f64, 0..12),
    ) {
        let sum = |numbers: &[f64]| numbers.iter().chain(&small).copied().collect::<Sum>().total();
        prop_assert_eq!(sum(&numbers), sum(&shuffled));
    }
}

/// Ten thousand times the double is rounded, and comes out one step off.
#[test]
fn steps_that_a_product_would_miss() {
    let numbers = ["873715638148.82", "634112771396.888", "-663282770682.555", "763475925069.508", "-647208681226.815"];
    for written in numbers {
        let (whole, places) = written.split_once('.').unwrap();
        let turned = whole.strip_prefix('-').map_or(format!("-{whole}"), str::to_owned);
        let left = format!("{}0.{places}", if written.starts_with('-') { "-" } else { "" });
        assert_eq!(total(&[written.to_owned(), turned]), left.parse::<f64>().unwrap(), "{written}");
    }
}

#[test]
fn what_is_known_of_large_and_small_numbers() {
    let ruleset = Ruleset::new(
        "lead { a: list of { x: number } }
         define s = sum x of a
         by s { ..<0 then -1 0 then +1 0.. then +2 }",
    );
    let points = |entries: &str| {
        judge(ruleset.rules(), &ruleset.lead_with("", "a", entries), super::day()).scores[0].to_string()
    };
    assert_eq!(points("x = 1e24 | x = -1e24"), "1");
    assert_eq!(points("x = 1e24 | x = -1e24 | x = 0.0001"), "2");
    assert_eq!(points("x = 1e24 | x = -1e24 | x = 0.00004"), "1");
    assert_eq!(points("x = -0.00005"), "-1");
    assert_eq!(points("x = -0.00004999 | x = 1e-300"), "1");
    // What lies beyond 10^24 counts as that: a sum is never unknown.
    assert_eq!(points("x = 1.1e24 | x = -1.2e24"), "1");
    assert_eq!(points("x = 1.1e24 | x = -1e24 | x = -0.0001"), "-1");
    assert_eq!(points("x = 1e300"), "2");
}
