//! `qualify test`.

use super::Scratch;

const TESTED: &str = "when vip then +1\ntest \"a VIP\" { given { vip = yes } expect score = 1 }\n";
const UNTESTED: &str = "when vip then +1\n";
const BROKEN: &str = "when size => 5 then +1\n";

fn scratch() -> Scratch {
    Scratch::new(&[("tested.qual", TESTED), ("untested.qual", UNTESTED), ("broken.qual", BROKEN)])
}

#[test]
fn how_it_ends() {
    let scratch = scratch();
    for (arguments, exit) in [
        ("tested.qual", 0),
        ("tested.qual --filter vip", 0),
        ("tested.qual untested.qual --filter vip", 0),
        ("tested.qual --filter zzz", 2),
        ("tested.qual --filter zzz --format junit", 2),
        ("tested.qual untested.qual --filter zzz --format json", 2),
        ("tested.qual broken.qual --filter zzz", 2),
        ("untested.qual", 0),
        ("tested.qual --min-coverage 100", 1),
        ("tested.qual --min-coverage 0", 0),
    ] {
        let ran = scratch.run(&format!("test {arguments}"));
        assert_eq!(ran.exit, Some(exit), "{arguments}: {ran}");
    }
}

#[test]
fn a_filter_that_no_test_fits_is_an_error() {
    insta::assert_snapshot!(scratch().run("test tested.qual --filter zzz"));
}

#[test]
fn a_share_is_a_whole_number_up_to_100() {
    let scratch = scratch();
    for written in ["nan", "101", "-1", "5.5", ""] {
        let ran = scratch.run(&format!("test tested.qual --min-coverage={written}"));
        assert_eq!(ran.exit, Some(2), "{written}: {ran}");
    }
    insta::assert_snapshot!(scratch.run("test tested.qual --min-coverage nan"));
}
