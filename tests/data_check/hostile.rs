//! Leads that are damaged, or try to take memory: nothing panics, and what is told stays short.

use super::{check, names};
use crate::score::{Ran, Scratch};

const RULES: &str = "lead { name: text  size: number }\n\
                     list ours = [\"Acme\", \"Northwind\"]\n\
                     when name = \"Fabrikam Ltd\" then +5\n\
                     when name in ours then +5\n\
                     by size { 0..5 then +1 6..9 then +2 }";

fn run(data: &[u8], options: &str) -> Ran {
    let scratch = Scratch::new(&[("r.qual", RULES.as_bytes()), ("l.csv", data)]);
    scratch.run(format!("check r.qual --data l.csv --today 2026-01-15 {options}").trim_end())
}

#[test]
fn an_empty_file_and_one_with_a_header_alone() {
    let empty = run(b"", "");
    assert_eq!(empty.exit, Some(2), "{empty}");
    let header = run(b"name,size\n", "--format json");
    assert_eq!((header.exit, names(&header)), (Some(0), Vec::new()), "{header}");
}

#[test]
fn hundreds_of_thousands_of_different_values() {
    let mut data = "name,size\n".to_owned();
    for at in 0..300_000_u64 {
        data.push_str(&format!("company {at} {},{}\n", at * 7919 % 1_000_003, at % 50));
    }
    data.push_str(&"Fabrikam Ltd.,3\n".repeat(2000));
    let ran = run(data.as_bytes(), "--format json");
    assert_eq!(names(&ran), ["value-not-in-data", "value-not-in-data", "uncovered-in-data"], "{ran}");
    assert!(ran.out.contains("Fabrikam Ltd.\\\" (at least") || ran.out.contains("Fabrikam Ltd.\\\" (2,000"), "{ran}");
    assert!(ran.out.len() < 10_000, "{ran}");
}

#[test]
fn ragged_rows_huge_cells_and_other_encodings() {
    let mut data = b"name,size\na\nb,2,,\n".to_vec();
    data.extend([b"\"".as_slice(), "x".repeat(3_000_000).as_bytes(), b"\",1\n"].concat());
    data.extend(b"\"=cmd|\x1b[31m\",9e999\n");
    let ran = run(&data, "");
    assert_eq!(ran.exit, Some(0), "{}", ran.err);
    assert!(ran.out.len() + ran.err.len() < 5_000 && !ran.out.contains('\u{1b}'), "{ran}");
    assert!(ran.err.contains("shorter than the header"), "{ran}");

    let latin = run(b"name,size\ncaf\xe9,1\n", "");
    assert_eq!(latin.exit, Some(2), "{latin}");
    assert_eq!(run(b"name,size\ncaf\xe9,1\n", "--encoding windows-1252").exit, Some(0));
    let skipped = run(b"name,size\na,1\nb,2,3\n", "--skip-bad-records --rejects bad.csv");
    assert_eq!(skipped.exit, Some(0), "{skipped}");
}

#[test]
fn a_list_of_very_many_values_and_very_many_rules() {
    let values: Vec<String> = (0..20_000).map(|at| format!("\"rival{at}.example\"")).collect();
    let mut rules = format!("list rivals = [{}]\nwhen domain_name in rivals then -5\n", values.join(", "));
    for at in 0..2_000 {
        rules.push_str(&format!("when size = {at} and domain_name = \"d{at}\" then +1\n"));
    }
    let mut data = "domain_name,size\n".to_owned();
    for at in 0..3_000 {
        data.push_str(&format!("rival{at}.examples,{}\n", at % 7));
    }
    let begun = std::time::Instant::now();
    let ran = check(&rules, &data, "--allow correctness --allow scoring --format short");
    assert_eq!(ran.exit, Some(0), "{}", ran.err);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    let of_list = ran.out.lines().filter(|line| line.contains("`rivals`")).count();
    assert_eq!(of_list, 1, "{}", &ran.out[..2000]);
}
