//! Every kind of bad input that the issue names, as far as it concerns `score`.

use super::{RULES, Scratch};
use std::io::Write;

/// What `score` says to leads that it cannot read, or not as they are.
#[test]
fn what_is_said() {
    let utf16: Vec<u8> = "email,demo\nada@example.com,yes\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: &[(&str, &[u8])] = &[
        ("empty.csv", b""),
        ("blank.csv", b"\n\n"),
        ("header.csv", b"email,demo\n"),
        ("twice.csv", b"email,demo,email\na,b,c\n"),
        ("no-header.csv", b"ada@example.com,yes\nben@example.com,no\n"),
        ("binary.csv", b"\x00\x01\x02\x03\xff\xfe\x00\x00"),
        ("utf16.csv", &utf16),
        ("latin.csv", b"email,demo\nada@example.com,\xe9\n"),
        ("long.csv", b"email,demo\nada@example.com,yes,surplus\n"),
        ("footer.csv", b"email,demo\nada@example.com,yes\n\nTotal,,1 record\n"),
        ("wrapped.csv", b"email,demo\nada@example.com,yes\n\"ben@example.com,yes\"\n\"cy@example.com,\"\"no\"\"\"\n"),
        (
            "broken.ndjson",
            b"{\"email\": \"a@example.com\", \"demo\": true}\n{\"email\": \"b@example.com\", \"demo\": tru}\n",
        ),
        ("list.json", b"[{\"email\": \"a@example.com\", \"demo\": true}, 7]"),
        ("cut.json", b"[{\"email\": \"a@example.com\", \"demo\": true}, {\"email\": "),
        ("cut.csv.gz", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0xcd]),
        ("workbook.xlsx", b"PK\x03\x04 and so on"),
    ];
    let rules = "lead { email: text key  demo: yes/no }\nwhen demo then +40\n";
    let scratch = Scratch::new(cases);
    std::fs::write(scratch.path("r.qual"), rules).expect("a file");
    let mut said = Vec::new();
    for (name, _) in cases {
        let ran = scratch.run(&format!("score r.qual {name} -o s.csv"));
        said.push(format!("{name}: {ran}"));
        assert_eq!(scratch.path("s.csv").exists(), ran.exit == Some(0), "{name}");
        let _ = std::fs::remove_file(scratch.path("s.csv"));
    }
    said.push(format!("missing: {}", scratch.run("score r.qual nowhere.csv")));
    said.push(format!("folder: {}", scratch.run("score r.qual .")));
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn what_is_read_as_it_is() {
    let rules =
        "lead { email: text key  demo: yes/no  city: text }\nwhen demo then +40\nwhen city = \"Málaga\" then +2\n";
    let utf16: Vec<u8> =
        "\u{feff}email\tdemo\tcity\nada\tyes\tMálaga\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: &[(&str, &[u8], &str)] = &[
        ("bom.csv", "\u{feff}email,demo,city\r\nada,yes,Málaga\r\n".as_bytes(), ""),
        ("semicolon.csv", "email;demo;city\nada;yes;Málaga\n".as_bytes(), ""),
        ("tab.csv", "email\tdemo\tcity\nada\tyes\tMálaga\n".as_bytes(), ""),
        ("quoted.csv", "email,demo,city,x\nada,yes,málaga,\"a\n\"\"b\"\"\"\n".as_bytes(), ""),
        ("latin.csv", b"email,demo,city\nada,yes,M\xe1laga\n", "--encoding windows-1252"),
        ("utf16.csv", &utf16, ""),
        ("nameless.csv", "email,,demo,city,\nada,1,yes,MÁLAGA,2\n".as_bytes(), ""),
        ("short.csv", "email,city,demo,x\nada,Málaga,yes\n".as_bytes(), ""),
        ("pipe.txt", "email|demo|city\nada|yes|Málaga\n".as_bytes(), ""),
        ("wrapped.csv", "email,demo,city\n\"ada,yes,\"\"Málaga\"\"\"\n".as_bytes(), "--unwrap-quoted-rows"),
    ];
    let files: Vec<(&str, &[u8])> = cases.iter().map(|(name, content, _)| (*name, *content)).collect();
    let scratch = Scratch::new(&files);
    std::fs::write(scratch.path("r.qual"), rules).expect("a file");
    for (name, _, option) in cases {
        let option = if option.is_empty() { String::new() } else { format!(" {option}") };
        let ran = scratch.run(&format!(
            "score r.qual {name} --keep email --no-reasons -q --delimiter{}{option}",
            match *name {
                "semicolon.csv" => " ;",
                "tab.csv" | "utf16.csv" => " tab",
                "pipe.txt" => " |",
                _ => " ,",
            }
        ));
        let sniffed = scratch.run(&format!("score r.qual {name} --keep email --no-reasons -q{option}"));
        assert_eq!(ran.out, sniffed.out, "{name}");
        let cells: Vec<&str> = ran.out.lines().last().unwrap_or("").split([',', ';', '\t', '|']).collect();
        assert_eq!(cells, ["ada", "42"], "{name}: {ran}");
    }
}

#[test]
fn bad_records_are_set_aside() {
    let leads = "email,demo\na,yes\n\"b,yes\"\nc,no,surplus\nd,yes\n";
    let rules = "lead { email: text key  demo: yes/no }\nwhen demo then +40\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", leads)]);
    let ran = scratch.run("score r.qual l.csv -o s.csv --skip-bad-records --rejects bad.csv --no-reasons");
    insta::assert_snapshot!(format!("{ran}\n\n{}\n{}", scratch.read("s.csv"), scratch.read("bad.csv")));
    let strict = scratch.run("score r.qual l.csv -o t.csv --skip-bad-records --strict -q");
    assert_eq!(strict.exit, Some(1));
    assert_eq!(scratch.files(), ["bad.csv", "l.csv", "r.qual", "s.csv"]);
}

#[test]
fn files_that_are_read_are_not_written() {
    let rules = "list rivals from \"rivals.txt\"\nlead { email: text key }\nwhen domain of email in rivals then -5\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("rivals.txt", "x.example\n"), ("l.csv", "email\na@x.example\n")]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(scratch.path("l.csv"), scratch.path("link.csv")).expect("a link");
    for run in [
        "-o l.csv",
        "-o r.qual",
        "-o ./l.csv",
        "-o rivals.txt",
        #[cfg(unix)]
        "-o link.csv",
        "--skip-bad-records --rejects l.csv",
        "-o s.csv --skip-bad-records --rejects r.qual",
        "-o s.csv --skip-bad-records --rejects ./s.csv",
        "-o .",
        "-o nowhere/s.csv",
        "-o s.xlsx",
    ] {
        let ran = scratch.run(&format!("score r.qual l.csv {run}"));
        assert_eq!(ran.exit, Some(2), "{run}: {ran}");
        assert!(ran.err.starts_with("error: "), "{run}: {ran}");
        assert!(!scratch.path("s.csv").exists() && scratch.read("r.qual") == rules, "{run}");
        assert_eq!(scratch.read("l.csv"), "email\na@x.example\n", "{run}");
    }
}

#[test]
fn rules_that_cannot_be_used() {
    let scratch = Scratch::new(&[
        ("empty.qual", b"" as &[u8]),
        ("broken.qual", b"when size => 5 then 10\n"),
        ("binary.qual", b"\xff\xfe\x00\x01"),
        ("l.csv", b"size\n5\n"),
    ]);
    let runs = ["empty.qual", "broken.qual", "binary.qual", "nowhere.qual", "."].map(|rules| {
        let ran = scratch.run(&format!("score {rules} l.csv"));
        assert_eq!(ran.exit, Some(2), "{rules}");
        ran.to_string()
    });
    insta::assert_snapshot!(runs.join("\n\n"));
    assert_eq!(scratch.run("score - -").exit, Some(2));
}

#[test]
fn numbers_that_are_none() {
    let rules = "lead { n: number or range }\nwhen n > 0 then +1\n";
    let odd = ["1e400", "NaN", "inf", "--5", "\"1.234,56\"", "\"1,5\"", "5-Jan", "Jan-20", "12 people", "0x10", "１２"];
    let leads = format!("n\n{}\n", odd.join("\n"));
    let scratch = Scratch::new(&[("r.qual", rules.to_owned()), ("l.csv", leads)]);
    let ran = scratch.run("score r.qual l.csv --no-reasons --keep none");
    assert_eq!(ran.out, format!("score\n{}", "0\n".repeat(odd.len())), "{ran}");
    assert!(ran.err.contains(&format!("n: {} values cannot be read as number or range", odd.len())), "{ran}");
}

#[test]
fn what_files_hold_does_not_steer_the_terminal() {
    let scratch = Scratch::new(&[
        ("r.qual", RULES),
        ("l.csv", "email,Company Size,downloads,industry,demo,owner\n\u{1b}[31mx,\u{1b}]0;y\u{7},1,\u{9b}2J,1,\n"),
    ]);
    let ran = scratch.run("score r.qual l.csv --format table");
    assert!(!ran.out.contains('\u{1b}') && !ran.err.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{ran:?}");
    let kept = scratch.run("score r.qual l.csv -q");
    assert!(kept.out.contains("\u{1b}[31mx"), "input cells pass unchanged");
}

#[test]
fn a_gzip_that_is_cut_off_leaves_the_old_file() {
    let rows: String = (0..50_000).map(|at| format!("lead-{at}@example.com,{}\n", at * 7919 % 1000)).collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(format!("email,size\n{rows}").as_bytes()).expect("memory");
    let whole = gzip.finish().expect("memory");
    let scratch = Scratch::new(&[
        ("r.qual", b"when size > 500 then +1\n" as &[u8]),
        ("l.csv.gz", &whole[..whole.len() / 2]),
        ("s.csv", b"old"),
    ]);
    let ran = scratch.run("score r.qual l.csv.gz -o s.csv");
    assert_eq!(ran.exit, Some(2));
    assert!(ran.err.contains("is cut off"), "{ran}");
    assert_eq!(scratch.read("s.csv"), "old");
    assert_eq!(scratch.files().len(), 3, "nothing is left behind: {:?}", scratch.files());
}
