//! Exports as the usual tools write them.

use super::Scratch;

const CASES: &[(&str, &str, &str)] = &[
    (
        "hubspot.csv",
        "lead {\n  id: text key from \"Record ID\"\n  size: number or range from \"Number of Employees\"\n  \
         topics: list of text from \"Content Topics\"\n  requested_demo: yes/no\n  seen: date from \"Last Activity Date\"\n  \
         lifecycle: text from \"Lifecycle Stage\"\n}\nwhen size in 50..500 then +20\nwhen requested_demo then +40\n\
         when topics contains \"pricing\" then +10\nwhen seen within 30 days then +5\n\
         ladder stage never below lifecycle { Subscriber  Lead needs score >= 20  \"Marketing Qualified Lead\" needs score >= 70 }\n",
        "",
    ),
    (
        "salesforce.csv",
        "lead {\n  lead_id: text key\n  title: text\n  revenue: number from \"Annual Revenue\"\n  size: number from \"No. of Employees\"\n  \
         seen: date from \"Last Activity\" format \"%m/%d/%Y\"\n  opt_out: yes/no from \"Email Opt Out\"\n  company: text from \"Company / Account\"\n}\n\
         blank values \"[[Unknown]]\"\nwhen title contains any word of [\"vp\", \"head of\"] then +25\n\
         when revenue >= 1M then +10\nwhen size in 50..500 then +20\nwhen seen within 30 days then +5\nwhen company is unknown then -5\n\
         disqualify when opt_out\n",
        "",
    ),
    (
        "marketo.tsv",
        "lead {\n  id: number key\n  title: text from \"Job Title\"\n  unsubscribed: yes/no\n  acquired: date from \"Acquisition Date\"\n  \
         size: number from \"Num Employees\"\n}\nblank values \"NULL\"\nwhen size >= 100 then +20\nwhen unsubscribed then -50\n\
         when acquired >= 2026-01-01 then +5\nwhen title is unknown then -1\n",
        "",
    ),
    (
        "mautic.csv",
        "lead {\n  id: number key\n  revenue: number from \"jahresumsatz\" format \"1.234,56\"\n  `größe`: number or range\n  \
         channels: list of text from \"preferred_channels\" split by \"|\"\n  identified: date from \"date_identified\" format \"%d.%m.%Y\"\n  \
         do_not_contact: yes/no\n}\nblank values \"-\"\nwhen revenue >= 1M then +10\nwhen `größe` in 50..500 then +20\n\
         when channels contains \"phone\" then +3\nwhen identified within 30 days then +5\ndisqualify when do_not_contact\n",
        "",
    ),
    (
        "nested.ndjson",
        "lead {\n  id: text key\n  company.size: number\n  country: text from \"company.Head Office.country\"\n  \
         `utm.source`: text\n  interests: list of text\n  demo_requested: yes/no\n  last_visit: date\n}\n\
         when company.size in 50..500 then +20\nwhen country = \"DE\" then +3\nwhen `utm.source` = \"ads\" then +1\n\
         when interests contains \"pricing\" then +10\nwhen demo_requested then +40\nwhen last_visit >= 2026-01-12 then +5\n",
        "",
    ),
];

#[test]
fn are_scored() {
    let mut scored = Vec::new();
    for (name, rules, options) in CASES {
        let content = std::fs::read(format!("tests/data/{name}")).expect("a sample");
        let scratch = Scratch::new(&[(*name, content.as_slice()), ("r.qual", rules.as_bytes())]);
        let checked = scratch.run("check r.qual --format short");
        assert_eq!(checked.out, "", "{name}");
        let ran =
            scratch.run(&format!("score r.qual {name} --keep id --today 2026-01-28 --format csv{options}").replace(
                "--keep id",
                match *name {
                    "hubspot.csv" => "--keep Email",
                    "salesforce.csv" => "--keep Title",
                    "marketo.tsv" => "--keep Id",
                    _ => "--keep id",
                },
            ));
        scored.push(format!("{name}\n{ran}"));
    }
    insta::assert_snapshot!(scored.join("\n\n"));
}

#[test]
fn drafts_score_the_file_they_come_from() {
    for (name, ..) in CASES {
        let content = std::fs::read(format!("tests/data/{name}")).expect("a sample");
        let scratch = Scratch::new(&[(*name, content)]);
        assert_eq!(scratch.run(&format!("init {name} -o r.qual")).exit, Some(0), "{name}");
        let ran = scratch.run(&format!("score r.qual {name} -o scored.csv --strict --prefix q_"));
        assert_eq!(ran.exit, Some(0), "{name}: {ran}");
        assert!(!ran.err.contains("data to look at"), "{name}: {ran}");
    }
}

/// Over the real files, where they are at hand.
#[test]
fn real_exports() {
    let Some(folder) = std::env::var_os("QUALIFY_REAL_DATA") else { return };
    let folder = std::path::Path::new(&folder);
    let scratch = Scratch::new::<&str>(&[]);
    for (name, leads) in [
        ("x-education/Leads.csv", 9_240),
        ("bank-marketing/bank.csv", 4_521),
        ("maven-crm/sales_pipeline.csv", 8_800),
        ("maven-crm/accounts.csv", 85),
    ] {
        let path = folder.join(name);
        let path = path.to_str().expect("a name");
        std::fs::write(scratch.path("r.qual"), "").expect("a file");
        assert_eq!(scratch.run(&format!("init {path} -o r.qual --force")).exit, Some(0), "{name}");
        let ran = scratch.run(&format!("score r.qual {path} -o scored.csv --strict --prefix q_"));
        assert_eq!(ran.exit, Some(0), "{name}: {ran}");
        let delimiter = if name.starts_with("bank") { b';' } else { b',' };
        let rows = csv::ReaderBuilder::new().delimiter(delimiter).from_path(scratch.path("scored.csv"));
        assert_eq!(rows.expect("a file").into_records().map(Result::unwrap).count(), leads, "{name}");
    }
}

/// Rows that are wrapped in quotes, read as meant, come out as those of the file that is whole.
#[test]
fn real_wrapped_rows() {
    let Some(folder) = std::env::var_os("QUALIFY_REAL_DATA") else { return };
    let folder = std::path::Path::new(&folder).join("x-education");
    let scratch = Scratch::new::<&str>(&[]);
    // Their names have spaces, which parts the arguments here.
    std::fs::copy(folder.join("Leads.csv"), scratch.path("whole.csv")).expect("a copy");
    std::fs::copy(folder.join("Lead Scoring.csv"), scratch.path("wrapped.csv")).expect("a copy");
    assert_eq!(scratch.run("init whole.csv -o r.qual").exit, Some(0));
    let whole = scratch.run("score r.qual whole.csv --keep none -q");
    let mended = scratch.run("score r.qual wrapped.csv --keep none -q --unwrap-quoted-rows");
    assert_eq!(whole.out.lines().count(), 9_241);
    assert!(whole.out == mended.out, "the scores differ");
    let refused = scratch.run("score r.qual wrapped.csv --keep none -o s.csv");
    assert!(refused.err.starts_with("error: 338 rows of `wrapped.csv` stand in one pair of quotes each"), "{refused}");
    assert_eq!(refused.exit, Some(2));
}
