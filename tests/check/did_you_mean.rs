//! Did you mean: for a slip of the pen the right name comes first, and for another word nothing does.

use super::{edited, look_at, shown};
use qualify::diagnostic::Name;
use std::time::{Duration, Instant};

const LEAD: &str = "lead {\n  company_size: number\n  title: text\n  industry: one of \"Software\", \"Fintech\", \"Retail\"\n  last_visit: date\n}\nlist competitors = [\"vp of acme\"]\ndefine decision_maker = title contains \"vp\" and title not in competitors and last_visit is known\nscore fit { when decision_maker and company_size > 5 and industry = \"Retail\" then +10\n  when company_size > 5 then +60 }\nladder stage {\n  lead\n  mql needs fit >= 40\n  opportunity needs fit >= 70\n}\nlabel priority {\n  when fit >= 70 then hot\n  when fit >= 60 then warm\n  otherwise cold\n}\n";

/// What is written after [`LEAD`], and what must be offered for it; nothing where nothing is near.
const SLIPS: &[(&str, &str)] = &[
    // Fields.
    ("when compnay_size > 5 then +1", "company_size"),
    ("when companysize > 5 then +1", "company_size"),
    ("when company > 5 then +1", "company_size"),
    ("when Title contains \"x\" then +1", "title"),
    ("when titel contains \"x\" then +1", "title"),
    ("when last_vist within 14 days then +1", "last_visit"),
    ("by industri { \"Retail\" then +1 }", "industry"),
    ("when lastvisit is known then +1", "last_visit"),
    ("when revenue > 5 then +1", ""),
    // Lists, definitions, scores.
    ("when title in competitor then +1", "competitors"),
    ("when title in competators then +1", "competitors"),
    ("when decisionmaker then +1", "decision_maker"),
    ("when desicion_maker then +1", "decision_maker"),
    ("when not decision_makers then +1", "decision_maker"),
    ("score total = 2 * fti", "fit"),
    ("when people_in_charge then +1", ""),
    // Steps and labels' values.
    ("label l { when stage >= mqll then yes_please otherwise no_thanks }", "mql"),
    ("label l { when stage = oportunity then yes_please otherwise no_thanks }", "opportunity"),
    ("label l { when priority = hto then yes_please otherwise no_thanks }", "hot"),
    ("label l { when priority in [hot, clod] then yes_please otherwise no_thanks }", "cold"),
    ("label l { when piority = hot then yes_please otherwise no_thanks }", "priority"),
    ("label l { when priority = lukewarm then yes_please otherwise no_thanks }", ""),
    // Values of `one of`.
    ("when industry = \"Sofware\" then +1", "Software"),
    ("when industry in [\"Fintec\"] then +1", "Fintech"),
    ("by industry { \"Retial\" then +1 }", "Retail"),
    ("when industry = \"Agriculture\" then +1", ""),
    // Keywords.
    ("when company_size > 5 thne +1", "then"),
    ("wehn company_size > 5 then +1", "when"),
    ("when title cotnains \"x\" then +1", "contains"),
    ("when company_size > 5 then +1 becuase \"x\"", "because"),
    ("disqualifiy when company_size > 5000", "disqualify"),
    ("lable l { when fit > 5 then a otherwise b }", "label"),
    ("ladder l {\n  a\n  b neds fit > 5\n}", "needs"),
    ("scroe s { when company_size > 5 then +1 }", "score"),
    ("when last_visit withn 14 days then +1", "within"),
    ("when company_size > 5 then +1 losign 25% every 30 days since last_visit", "losing"),
];

#[test]
fn what_was_meant_is_offered() {
    let mut wrong = Vec::new();
    for (slip, meant) in SLIPS {
        let text = format!("{LEAD}{slip}\n");
        let inspected = look_at("slip.qual", &text);
        let report = shown("slip.qual", &inspected);
        let offers = inspected.findings.first().and_then(|finding| finding.help.as_deref()).unwrap_or_default();
        let right = match *meant {
            "" => !offers.contains("did you mean"),
            meant => offers.contains(&format!("`{meant}`")),
        };
        if inspected.findings.len() != 1 || !right {
            wrong.push(format!("{slip}: `{meant}` expected\n{report}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_fix_writes_what_was_meant() {
    for (slip, meant) in SLIPS.iter().filter(|(_, meant)| !meant.is_empty()) {
        let text = format!("{LEAD}{slip}\n");
        let inspected = look_at("slip.qual", &text);
        for fix in inspected.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            let mended = edited(&text, fix);
            let after = look_at("slip.qual", &mended);
            assert!(after.findings.is_empty(), "{slip} ({meant}):\n{}", shown("slip.qual", &after));
        }
    }
}

#[test]
fn many_misspelt_names_take_no_time() {
    let mut text = String::from("lead {\n");
    text.extend((0..3_000).map(|at| format!("  company_field_{at}: number\n")));
    text.push_str("}\n");
    text.extend((0..3_000).map(|at| format!("when compnay_field_{at} > 5 then +1\n")));
    let inspected = look_at("many.qual", &text);
    let offered = inspected
        .findings
        .iter()
        .filter(|finding| finding.help.as_ref().is_some_and(|help| help.contains("did you mean")))
        .count();
    assert!((1..3_000).contains(&offered), "{offered} offers");
}

#[test]
fn many_unknown_names_beside_many_lists_take_no_time() {
    let mut text = String::from("lead {\n");
    text.extend((0..10_000).map(|at| format!("l{at}: list of {{ x: text }}\n")));
    text.push_str("}\n");
    text.extend((0..25_000).map(|at| format!("when y{at} > 1 then +1\n")));
    let begun = Instant::now();
    let inspected = look_at("many.qual", &text);
    assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?}", begun.elapsed());
    assert!(inspected.findings.iter().all(|finding| finding.name == Name::UnknownName));
}

#[test]
fn many_unknown_names_of_an_entry_of_many_fields_take_no_time() {
    let mut text = String::from("lead { l: list of {\n");
    text.extend((0..10_000).map(|at| format!("field_{at}: text\n")));
    text.push_str("} }\n");
    text.extend((0..10_000).map(|at| format!("when any l where (unheard_{at} > 1) then +1\n")));
    let begun = Instant::now();
    let inspected = look_at("many.qual", &text);
    assert!(begun.elapsed() < Duration::from_secs(20), "it took {:?}", begun.elapsed());
    let help = inspected.findings[0].help.as_deref().unwrap_or_default();
    assert!(help.ends_with("`field_11`, and 9988 more") && help.len() < 1_000, "{help}");
}
