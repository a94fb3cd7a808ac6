//! Sets of truth values: each operation gives just what it gives on the members.

use qualify::analysis::Truths;
use qualify::value::Truth;

const EACH: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];

fn members(set: Truths) -> Vec<Truth> {
    EACH.into_iter().filter(|truth| set.meets(Truths::only(*truth))).collect()
}

fn set_of(truths: impl IntoIterator<Item = Truth>) -> Truths {
    truths.into_iter().fold(Truths::NONE, |set, one| set.or_of(Truths::only(one)))
}

fn sets() -> Vec<Truths> {
    (1..8u8)
        .map(|bits| set_of(EACH.into_iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, one)| one)))
        .collect()
}

#[test]
fn operations_are_those_of_the_members() {
    for a in sets() {
        assert_eq!(a.not(), set_of(members(a).into_iter().map(|one| !one)));
        assert_eq!(a.others(), set_of(EACH.into_iter().filter(|one| !a.meets(Truths::only(*one)))));
        for b in sets() {
            let pairs = || members(a).into_iter().flat_map(|one| members(b).into_iter().map(move |two| (one, two)));
            assert_eq!(a.and(b), set_of(pairs().map(|(one, two)| one.and(two))), "{a:?} {b:?}");
            assert_eq!(a.or(b), set_of(pairs().map(|(one, two)| one.or(two))), "{a:?} {b:?}");
            let is = members(a).into_iter().map(|one| Truth::from(b.meets(Truths::only(one))));
            assert_eq!(a.is_one_of(b), set_of(is), "{a:?} {b:?}");
            for c in sets() {
                for count in 0..5 {
                    let each =
                        pairs().flat_map(|(one, two)| members(c).into_iter().map(move |three| [one, two, three]));
                    let all = set_of(each.map(|three| Truth::at_least(count, three)));
                    assert_eq!(Truths::at_least(count, [a, b, c]), all, "{count} of {a:?} {b:?} {c:?}");
                }
            }
        }
    }
}
