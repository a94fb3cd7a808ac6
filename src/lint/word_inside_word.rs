//! The lint `word-inside-word`.

use super::common_words::{About, around};
use super::context::{Context, main_place};
use super::exprs::{self, Meanings, bare};
use super::page::lint;
use super::walk::Found;
use crate::diagnostic::{Finding, Name, Shown, Witness};
use crate::format;
use crate::rules::{Expr as Value, Field, List, Rules, Test, TextTest, Which as How};
use crate::source::Span;
use crate::syntax::tree::{Entry, Expr, ExprKind, Set, Which};
use crate::value::{self, Text, Type};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

lint! {
    /// A short text after `contains` that common longer words hold too.
    ///
    /// ```qual
    /// when title contains "cto" then +30 because "decides about technology"
    /// ```
    ///
    /// Every Director and every Doctor gets these points, because `contains` looks for the letters, wherever they stand. To look
    /// for the word, say so:
    ///
    /// ```qual
    /// when title contains word "cto" then +30 because "decides about technology"
    /// ```
    ///
    /// `contains word` finds whole words only: where more of them are meant, list them, as in `contains any word of ["intern",
    /// "interns"]`. `contains "market"` finds "Marketing", too, but that is what it is for, so it is not reported. Nor are texts
    /// with digits or punctuation, fields that hold addresses or pages by their name, and conditions that leave the longer word
    /// out, as in `title contains "intern" and not title contains "international"`.
    WordInsideWord, find
}

/// So many texts are looked up, and no more.
const MOST: usize = 10_000;

/// So many texts of one list are shown.
const SHOWN: usize = 4;

/// A text that is looked for, and the longer word that holds it.
struct Hit {
    /// The number of the text in its list.
    at: usize,
    text: Text,
    word: String,
}

fn find(context: &Context) -> Vec<Finding> {
    let Some(tree) = context.main_tree() else { return Vec::new() };
    let meanings = Meanings::new(context);
    let mut looked_up = 0;
    let mut told: HashSet<*const List> = HashSet::new();
    let mut findings = Vec::new();
    for root in exprs::roots(tree) {
        let mut asked = Vec::new();
        exprs::each(root, None, &mut |expr, _| asked.extend(in_condition(expr, &meanings)));
        if asked.is_empty() {
            continue;
        }
        let left_out = left_out(root, &meanings);
        for (expr, found, test) in asked {
            let Some((field, about)) = field(found, context.rules) else { continue };
            if looked_up >= MOST || !told.insert(Arc::as_ptr(&test.texts)) {
                continue;
            }
            let left_out = left_out.get(&found.clause.said.subject).map_or(&[][..], Vec::as_slice);
            let hits = hits(test, about, left_out, &mut looked_up);
            findings.extend(finding(expr, found, field, &hits, context.rules));
        }
    }
    findings
}

/// A test that looks for letters anywhere in a text.
fn in_condition<'c>(expr: &'c Expr, meanings: &Meanings<'c>) -> Option<(&'c Expr, Found<'c>, &'c TextTest)> {
    let ExprKind::Contains(_, _, false) = &expr.kind else { return None };
    let found = meanings.found(expr)?;
    match &found.clause.test {
        Test::Text(_, test) if test.how == How::Anywhere => Some((expr, found, test)),
        _ => None,
    }
}

/// What a condition denies of each subject: words with such texts in them are left out.
fn left_out<'c>(root: &'c Expr, meanings: &Meanings<'c>) -> HashMap<String, Vec<&'c Text>> {
    let mut denied: HashMap<String, Vec<&Text>> = HashMap::new();
    exprs::each(root, None, &mut |expr, _| {
        let ExprKind::Not(inner) = &expr.kind else { return };
        let inner = bare(inner);
        let parts = if let ExprKind::Or(parts) = &inner.kind { &parts[..] } else { std::slice::from_ref(inner) };
        for found in parts.iter().filter_map(|part| meanings.found(bare(part))) {
            if let Test::Text(_, test) = &found.clause.test {
                denied.entry(found.clause.said.subject.clone()).or_default().extend(test.texts.texts.iter().take(100));
            }
        }
    });
    denied
}

/// The field that is looked at, if people type words into it, and what it is about.
fn field<'c>(found: Found<'c>, rules: &'c Rules) -> Option<(&'c Field, About)> {
    let Test::Text(value, _) = &found.clause.test else { return None };
    let field = match value {
        Value::Field(id) => rules.fields.get(id.0)?,
        Value::Entry(id) => rules.fields.get(found.of?.0)?.entries.as_ref()?.field(*id)?,
        _ => return None,
    };
    let name = value::fold(&field.name);
    let is_one_of =
        |words: &[&str]| name.split(|letter: char| !letter.is_alphanumeric()).any(|part| words.contains(&part));
    let is_address = is_one_of(&[
        "url", "uri", "link", "href", "page", "pages", "path", "email", "mail", "domain", "website", "site", "web",
        "referrer", "referer", "landing", "utm", "id", "ip", "host", "slug", "code", "keyword", "hashtag",
    ]);
    if is_address || !matches!(field.kind(), Type::Text { .. }) {
        return None;
    }
    let about = if is_one_of(&["country", "nation", "region", "territory"]) {
        About::Countries
    } else if is_one_of(&["industry", "sector", "vertical", "branch"]) {
        About::Industries
    } else if is_one_of(&["title", "job", "role", "position", "function", "department", "seniority", "persona"]) {
        About::Titles
    } else {
        About::Anything
    };
    Some((field, about))
}

/// The texts that common words hold, each with the first such word that nothing else in the list finds and nothing leaves out.
fn hits(test: &TextTest, about: About, left_out: &[&Text], looked_up: &mut usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, text) in test.texts.texts.iter().enumerate() {
        if *looked_up >= MOST || hits.len() >= SHOWN {
            break;
        }
        let letters = text.folded();
        if !(2..=12).contains(&letters.len()) || !letters.bytes().all(|letter| letter.is_ascii_lowercase()) {
            continue;
        }
        *looked_up += 1;
        let is_meant = |word: &str| {
            let others = test.texts.texts.iter().take(100).map(Text::folded).filter(|other| *other != letters);
            let mut others = others.chain(left_out.iter().map(|text| text.folded()));
            others.any(|other| word.contains(other) && !letters.contains(other))
        };
        let is_found = |word: &str| !test.exact || capitalised(word).contains(text.shown());
        if let Some(word) = around(letters, about, |word| is_found(word) && !is_meant(word)) {
            hits.push(Hit { at, text: text.clone(), word: capitalised(word) });
        }
    }
    hits
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn finding(expr: &Expr, found: Found, field: &Field, hits: &[Hit], rules: &Rules) -> Option<Finding> {
    let ExprKind::Contains(_, which, _) = &expr.kind else { return None };
    let first = hits.first()?;
    let (said, word) = (format!("\"{}\"", first.text.shown()), &first.word);
    let finding = match which {
        Which::One(text) => {
            let message = format!("`contains {said}` also matches inside of `{word}`");
            let place = main_place(text.at.0);
            Finding::new(Name::WordInsideWord, main_place(expr.at.0), message)
                .help(format!("write `contains word {said}`, which finds whole words only"))
                .fix(place, format!("word {}", format::text(text)))
        }
        Which::Any(set) | Which::All(set) => {
            let which = if matches!(which, Which::Any(_)) { "any" } else { "all" };
            let message = format!("`contains {which} of` finds `{said}` inside of `{word}` too");
            let help = format!("write `contains {which} word of`, which finds whole words only");
            in_list(set, hits, expr, message).help(help)
        }
    };
    Some(match witness(found, field, word, rules) {
        Some(witness) => finding.witness(witness),
        None => finding,
    })
}

/// The finding about a list: at the text, where the list is written there, with the others.
fn in_list(set: &Set, hits: &[Hit], expr: &Expr, message: String) -> Finding {
    let place = |hit: &Hit| match set {
        Set::List(list) => list.entries.get(hit.at).map(span_of).map(main_place),
        Set::Name(_) | Set::Range(_) => None,
    };
    let mut hits = hits.iter();
    let first = hits.next().and_then(place).unwrap_or_else(|| main_place(expr.at.0));
    let mut likewise = Vec::new();
    let mut finding = Finding::new(Name::WordInsideWord, first, message);
    for hit in hits {
        match place(hit) {
            Some(place) => finding = finding.related(place, format!("and this one inside of `{}`", hit.word)),
            None => likewise.push(format!("`\"{}\"` inside of `{}`", hit.text.shown(), hit.word)),
        }
    }
    if likewise.is_empty() { finding } else { finding.label(format!("and {}", likewise.join(", "))) }
}

fn span_of(entry: &Entry) -> Span {
    match entry {
        Entry::Literal(literal) => literal.span(),
        Entry::Name(name) => name.at.0,
    }
}

/// A lead with the longer word in the field.
fn witness(found: Found, field: &Field, word: &str, rules: &Rules) -> Option<Witness> {
    let value = (field.name.clone(), value::Value::Text(Text::new(word)));
    match found.of {
        None => Some(Witness::new([(value.0, Shown::Value(value.1))])),
        Some(list) => {
            let list = rules.fields.get(list.0)?;
            Some(Witness::new([(list.name.clone(), Shown::Entries(vec![vec![value]]))]))
        }
    }
}
