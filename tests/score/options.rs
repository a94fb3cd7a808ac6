//! What the options do.

use super::Scratch;

#[test]
fn which_columns_stay() {
    let scratch = Scratch::usual();
    for (keep, header) in [
        ("all", "Email,Company Size,Downloads,Industry,Demo,Owner,Note,fit"),
        ("none", "fit"),
        ("Note,Email", "Email,Note,fit"),
        ("Note --keep Email", "Email,Note,fit"),
        ("email,company_size", "Email,Company Size,fit"),
        ("NOTE --keep COMPANY.SIZE", "Company Size,Note,fit"),
    ] {
        let ran = scratch.run(&format!("score r.qual l.csv -q --no-reasons --keep {keep}"));
        assert!(ran.out.starts_with(&format!("{header},interest,stage,priority,disqualified,")), "{keep}: {}", ran.out);
        assert!(!ran.out.contains("reasons"), "{keep}");
    }
    insta::assert_snapshot!(scratch.run("score r.qual l.csv --keep Emial"));
}

#[test]
fn a_column_to_keep_that_could_be_two() {
    let leads = "email,Last Seen,last_seen,A-b,a.b\na@example.com,1,2,3,4\n";
    let scratch = Scratch::new(&[("r.qual", "when email is known then +1\n"), ("l.csv", leads)]);
    let ran = scratch.run("score r.qual l.csv -q --keep last_seen,Email");
    assert_eq!(ran.out, "email,last_seen,score,reasons\na@example.com,2,1,email is known (1)\n", "{}", ran.err);
    let ran = scratch.run("score r.qual l.csv -q --keep lastseen");
    assert_eq!((ran.exit, ran.out.as_str()), (Some(2), ""));
    assert_eq!(
        ran.err,
        "error: two columns could be the `lastseen` of `--keep`: `Last Seen` and `last_seen`\n\
         help: write the name just as it stands in the file\n"
    );
    assert_eq!(scratch.run("score r.qual l.csv -q --keep a_b").exit, Some(2));
    assert_eq!(scratch.run("score r.qual l.csv -q --keep _").exit, Some(2));
}

#[test]
fn without_points_there_are_no_reasons_and_no_scores() {
    let rules = "lead { id: text key  size: number  out: yes/no }\ndisqualify when out because \"is out\"\n\
                 label segment { when size > 5 then big  otherwise small }\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", "id,size,out\na,6,no\nb,1,yes\n")]);
    let expected =
        "id,size,out,segment,disqualified,disqualified_because\na,6,no,big,no,\nb,1,yes,disqualified,yes,is out\n";
    let ran = scratch.run("score r.qual l.csv");
    assert_eq!(ran.out, expected);
    assert!(!ran.err.contains("score  ") && !ran.err.contains("least"), "{}", ran.err);
    assert_eq!(scratch.run("score r.qual l.csv --no-reasons -q").out, expected);
    let json = scratch.run("score r.qual l.csv -q --format ndjson --keep none");
    assert!(
        json.out.starts_with("{\"segment\": \"big\"") || json.out.starts_with("{\"segment\":\"big\""),
        "{}",
        json.out
    );
    assert!(!json.out.contains("reasons"), "{}", json.out);
    let table = scratch.run("score r.qual l.csv -q --format table");
    assert!(!table.out.contains("reasons"), "{}", table.out);
}

#[test]
fn a_clash_offers_a_prefix() {
    let leads = "email,Company Size,downloads,industry,demo,owner,Stage\na@example.com,1,1,,,,x\n";
    let scratch = Scratch::new(&[("r.qual", super::RULES), ("l.csv", leads)]);
    insta::assert_snapshot!(scratch.run("score r.qual l.csv -o s.csv"));
    assert_eq!(scratch.files(), ["l.csv", "r.qual"]);
    let ran = scratch.run("score r.qual l.csv -q --prefix q_");
    assert!(ran.out.starts_with("email,Company Size,downloads,industry,demo,owner,Stage,q_fit,q_interest,q_stage,"));
    assert_eq!(scratch.run("score r.qual l.csv -q --keep email").exit, Some(0), "a column that goes is not in the way");
    assert_eq!(scratch.run("score r.qual l.csv -q --prefix =").exit, Some(2));
}

#[test]
fn two_results_of_one_name() {
    let scratch = Scratch::new(&[("r.qual", "score reasons { when size > 5 then +1 }\n"), ("l.csv", "size\n6\n")]);
    insta::assert_snapshot!(scratch.run("score r.qual l.csv"));
}

#[test]
fn fields_as_they_were_read() {
    let rules = "lead { id: text key  size: number or range  paid: number  seen: date format \"%d.%m.%Y\"\n\
                 wants: list of text  demo: yes/no = no  note: text }\nblank values \"n/a\"\n\
                 when paid > 5 then +1\nwhen size > 5 then +1\n";
    let leads = "id,size,paid,seen,wants,demo,note,other\n a ,51 - 200,\"$1,200.50\",31.01.2026,a;b ; c,Y, n/a, x \n\
                 b,1000+,12%,soon,,,=1, y\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", leads), ("l.ndjson", "{\"id\": \"a\"}\n")]);
    insta::assert_snapshot!(scratch.run("score r.qual l.csv --typed --no-reasons -q"));
    insta::assert_snapshot!(scratch.run("score r.qual l.ndjson --typed"));
    insta::assert_snapshot!(scratch.run("score r.qual l.csv --typed --format json"));
}

#[test]
fn strict_fails_and_leaves_the_old_file() {
    let leads = format!("{}fay@example.com,many,,,,,\n", super::LEADS);
    let scratch = Scratch::new(&[("r.qual", super::RULES), ("l.csv", &leads), ("s.csv", "old")]);
    let ran = scratch.run("score r.qual l.csv -o s.csv --strict");
    assert_eq!(ran.exit, Some(1));
    assert!(ran.err.ends_with("`s.csv` was not written\n"), "{}", ran.err);
    assert_eq!(scratch.read("s.csv"), "old");
    assert_eq!(Scratch::usual().run("score r.qual l.csv -q --strict").exit, Some(0));
}

#[test]
fn today_is_what_is_said() {
    let rules = "lead { seen: date }\nwhen seen within 14 days then +10\n";
    let scratch = Scratch::new(&[("r.qual", rules), ("l.csv", "seen\n2026-01-10\n")]);
    for (today, score) in [("2026-01-10", 10), ("2026-01-24", 10), ("2026-01-25", 0), ("2026-01-09", 0)] {
        let ran = scratch.run(&format!("score r.qual l.csv --today {today} --no-reasons -q"));
        assert_eq!(ran.out, format!("seen,score\n2026-01-10,{score}\n"), "{today}");
    }
    assert_eq!(scratch.run("score r.qual l.csv --today 1/10/2026").exit, Some(2));
    assert!(scratch.run("score r.qual l.csv --today 2026-01-10").err.contains(", as of 2026-01-10"));
}

#[test]
fn quiet_says_nothing() {
    let ran = Scratch::usual().run("score r.qual l.csv -q -o s.csv");
    assert_eq!((ran.exit, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
}

#[test]
fn no_words_of_the_system() {
    let scratch = Scratch::usual();
    for (run, said) in [
        ("score r.qual l.csv -o nodir/x.csv", "error: there is no folder `nodir`\n"),
        ("score r.qual nowhere.csv", "error: cannot open `nowhere.csv`: there is no such file\n"),
        ("init l.csv -o nodir/x.qual", "error: there is no folder `nodir`\n"),
        ("init l.csv -o x --skip-bad-records --rejects ./x", "error: `-o` and `--rejects` both name `x`\n"),
    ] {
        let ran = scratch.run(run);
        assert!(ran.exit == Some(2) && ran.err.starts_with(said), "{run}: {ran}");
    }
}

#[test]
fn a_draft_names_the_prefix_that_its_file_needs() {
    let scratch = Scratch::new(&[("l.csv", "email,Reasons,size\na@example.com,x,1\nb@example.com,y,2\n")]);
    let ran = scratch.run("init l.csv -o r.qual");
    assert!(ran.err.ends_with("next: qualify score r.qual l.csv --prefix new_\n"), "{ran}");
    assert_eq!(scratch.run("score r.qual l.csv --prefix new_ -q").exit, Some(0));
}
