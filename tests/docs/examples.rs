//! What examples say of a lead, and what is said beside names.

use super::ruleset;
use qualify::docs;

fn page(text: &str) -> String {
    let ruleset = ruleset("a.qual", text);
    docs::markdown(ruleset.rules(), ruleset.sources())
}

/// What the page says of a definition that is not so for a lead.
fn since(definition: &str, given: &str) -> String {
    let page = page(&format!(
        "lead {{ x: number  t: text  l: list of text  d: date  vip: yes/no  mail: text }}
        list words = [\"a\", \"b\"]
        define it = {definition}
        ladder stage {{ low  high needs it }}
        test \"t\" {{ today 2026-03-01 given {{ {given} }} expect stage = low }}"
    ));
    let (_, said) = page.split_once("Not “high”. It needs:\n").unwrap_or_else(|| panic!("{definition}: {page}"));
    let said = said.lines().next().unwrap().trim().trim_start_matches("- `it`: ");
    said.to_owned()
}

#[test]
fn a_failed_step_says_what_would_have_been_right() {
    for (definition, given, said) in [
        ("x >= 5", "x = 3", "`x` is 3 instead of at least 5"),
        ("not (x >= 5)", "x = 7", "`x` is 7 instead of less than 5"),
        ("x in 5..9", "x = 3", "`x` is 3 instead of 5 to 9"),
        ("x not in 5..9", "x = 6", "`x` is 6 instead of less than 5 or more than 9"),
        ("x != 5", "x = 5", "`x` is 5"),
        ("t = \"a\"", "t = \"q\"", "`t` is “q” instead of “a”"),
        ("t in [\"a\", \"b\"]", "t = \"q\"", "`t` is “q” instead of “a” or “b”"),
        ("t not in [\"a\", \"b\"]", "t = \"a\"", "`t` is “a”"),
        ("t in words", "t = \"q\"", "`t` is “q” and not one of `words` (“a”, “b”)"),
        ("t not in words", "t = \"a\"", "`t` is “a”, which is one of `words` (“a”, “b”)"),
        ("t contains \"a\"", "t = \"q\"", "`t` is “q”, which does not contain “a”"),
        ("not (t contains any of [\"a\", \"b\"])", "t = \"xb\"", "`t` is “xb”, which contains one of “a”, “b”"),
        (
            "l contains \"a\" or l contains \"b\"",
            "l = [\"q\"]",
            "`l` is “q”, which does not include “a”, and does not include “b”",
        ),
        ("d within 30 days", "d = 2025-01-31", "`d` is 31 January 2025 instead of within the last 30 days"),
        ("d > 2026-01-31", "d = 2025-01-31", "`d` is 31 January 2025 instead of after 31 January 2026"),
        ("vip", "vip = no", "`vip` is no"),
        (
            "vip and x > 5 and t in words",
            "x = 1, t = \"q\"",
            "`x` is 1 instead of more than 5, and `t` is “q” and not one of `words` (“a”, “b”)",
        ),
        // Asked both ways, so that neither is right by itself.
        ("(vip and x > 5) or (not vip and not (x > 5))", "x = 1, vip = yes", "`x` is 1 and `vip` is yes"),
    ] {
        assert_eq!(since(definition, given), format!("**no**, since {said}"), "{definition}");
    }
}

#[test]
fn what_is_not_known_is_said_in_one_breath() {
    assert_eq!(since("x > 5 and vip and t = \"a\"", "t = \"a\""), "**not known**, since `x` and `vip` are not known");
}

#[test]
fn a_need_without_a_name_is_a_question() {
    let page = page(
        "lead { x: number  y: number }
        ladder stage { low  high needs x >= 5 and y >= 5 and y is known and x < 9 }
        test \"t\" { given { x = 3 } expect stage = low }",
    );
    let (_, said) = page.split_once("how each stands:\n      - Whether").unwrap();
    let said: Vec<&str> = said.lines().take(4).map(str::trim).collect();
    assert_eq!(
        said,
        [
            "`x` is at least 5: **no**, since `x` is 3",
            "- Whether `y` is known: **no**",
            "- Whether `y` is at least 5: **not known**",
            "- Whether `x` is less than 9: **yes**, since `x` is 3",
        ]
    );
}

#[test]
fn a_name_that_must_not_be_true() {
    let page = page(
        "lead { x: number  y: number  z: number }
        define big = x >= 5
        define bad = y > 1
        define sad = z > 1
        ladder stage { low  high needs not big and not bad and not sad }
        test \"t\" { given { x = 7, y = 0 } expect stage = low }",
    );
    let (_, said) = page.split_once("how each stands:\n").unwrap();
    let said: Vec<&str> = said.lines().take(3).map(str::trim).collect();
    assert_eq!(
        said,
        [
            "- `big`: **yes**, but should be no, since `x` is 7",
            "- `sad`: **not known**, since `z` is not known",
            "- `bad`: **no**, as it should be, since `y` is 0",
        ]
    );
}

const LABELS: &str = "
when big then +1 because \"large\"
define big = x > 5
ladder stage { low  high needs big }
label size {
  when big     then large
  when not big then small because \"at most five\"
  otherwise open
}
label kind {
  when x > 9 then huge
  otherwise fine
}
label verdict {
  when size = large then buy
  otherwise wait
}
test \"first\" { given { x = 1 } expect verdict = wait }
test \"second\" { given { x = 7 } expect size = large }
";

#[test]
fn examples_begin_with_what_matters_most() {
    let page = page(LABELS);
    let (_, examples) = page.split_once("### First\n\n").unwrap();
    let (first, second) = examples.split_once("### Second\n\n").unwrap();
    let lines = |text: &str| text.lines().take_while(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines(first),
        [
            "- What comes out",
            "  - `stage` is **low**",
            "    - Not “high”. It needs:",
            "      - `big`: **no**, since `x` is 1 instead of more than 5",
            "  - `verdict` is **wait**",
            "- What we know",
            "  - `x`: 1",
            "- What else comes out",
            "  - `size` is **small**: at most five",
            "  - `kind` is **fine**",
            "  - `score` is **0**",
        ]
    );
    assert_eq!(
        lines(second)[..4],
        ["- What comes out", "  - `stage` is **high**", "  - `verdict` is **buy**", "  - `size` is **large**"]
    );
}

#[test]
fn what_is_left_where_both_ways_were_asked_is_not_known() {
    let page = page(LABELS);
    let unknown = "In all other cases, for example when something needed is not known";
    assert!(page.contains(&format!("- **open**\n  - {unknown}\n")), "{page}");
    assert_eq!(page.matches(unknown).count(), 1, "{page}");
    assert!(page.contains("- **small**: at most five\n  - When `big` is false\n"), "{page}");
}

#[test]
fn a_name_is_explained_where_it_is_used_first() {
    let page = page(
        "define more = y > 5
# A company that we could serve.
define big = x > 5

# The wishes.
define one = y > 5
define two = y > 6

# The `small`.
define small = x < 2

ladder stage { low  high needs big and x > 7  top needs big and one and small }
label size { when big then large otherwise open }",
    );
    let said = "`big`: A company that we could serve.";
    assert!(page.contains(&format!("  - Reached when `big` is true and `x` is more than 7\n  - {said}\n")), "{page}");
    assert_eq!(page.matches(said).count(), 1, "{page}");
    // What speaks of several is not said of one, and what says no more than the name is not said at all.
    assert!(page.contains("- _The wishes._\n- `one`"), "{page}");
    assert!(!page.contains("`one`: The") && !page.contains("The `small`"), "{page}");
}

#[test]
fn comments_that_say_no_more_than_the_name_are_left_out() {
    let page = page(
        "ruleset \"r\"
lead {
  # Size class
  size_class: text
  # Of the company.
  city: text
}
# The big ones.
list big_ones = [\"a\"]
# Pain.
label pain { when size_class in big_ones then sure otherwise never }
# What hurts.
label hurts { when city = \"a\" then sure otherwise never }",
    );
    for gone in ["Size class", "big ones", "Pain"] {
        assert!(!page.contains(gone), "{gone}: {page}");
    }
    for there in ["Of the company.", "What hurts."] {
        assert!(page.contains(there), "{there}: {page}");
    }
}

#[test]
fn what_is_for_whoever_keeps_the_rules_stands_last() {
    let page = page(
        "# What it is. To make it yours: change `a`. Then run it:
#
#   qualify score a.qual b.csv \\
#     --today 2026-01-01
#
#   a   stays
#
# Leads come from here:
#
#   qualify explain a.qual b.csv
#
# They want To adapt, and how. To adapt: the lists.

ruleset \"r\"
when x > 1 then +1",
    );
    let (head, rest) = page.split_once("## How to read").unwrap();
    assert_eq!(
        head,
        "# r\n\nWhat it is.\n\n    a   stays\n\nLeads come from here.\n\nThey want To adapt, and how.\n\n"
    );
    let (_, keeping) = rest.split_once("## For whoever keeps these rules\n\n").unwrap();
    let (keeping, _) = keeping.split_once("\n\n---").unwrap();
    assert_eq!(
        keeping,
        "To make it yours: change `a`. Then run it:\n\n    qualify score a.qual b.csv \\\n      --today 2026-01-01\n    \
         qualify explain a.qual b.csv\n\nTo adapt: the lists."
    );
}

#[test]
fn many_tests_and_many_scores_are_cut() {
    let scores: String =
        (0..60).map(|at| format!("score s{at} {{ when n > 0 then +1 because \"r{at}\" }}\n")).collect();
    let tests: String = (0..120).map(|at| format!("test \"t{at}\" {{ given {{ n = 5 }} expect s1 = 1 }}\n")).collect();
    let page = page(&format!("lead {{ n: number }}\n{scores}{tests}"));
    assert!(page.contains("These are the first 100; the rule file holds 20 more."), "{page}");
    assert_eq!(page.matches("- and 20 more").count(), 100);
    assert!(page.contains("### T99\n") && !page.contains("### T100\n"));
}

#[test]
fn an_example_of_which_nothing_comes_out_says_so() {
    let page =
        page("lead { n: number }\ndisqualify when n > 9\ntest \"a\" { given { n = 1 } expect not disqualified }");
    assert!(page.contains("The lead is not disqualified, and nothing else is said of it"), "{page}");
}
