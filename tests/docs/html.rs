//! The page as a browser reads it: well-formed, whole by itself, and navigable.

use super::{every, full, rulesets};
use crate::eval::generated::{self, config};
use proptest::prelude::*;
use qualify::{Ruleset, docs};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

/// An element with its attributes.
#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
}

/// A page that was read.
#[derive(Debug, Default)]
pub struct Read {
    pub elements: Vec<Element>,
    /// The text outside of `style`.
    pub text: String,
}

/// Reads a page, which must be well-formed.
pub fn read(page: &str) -> Read {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = true;
    let mut read = Read::default();
    let mut open: Vec<String> = Vec::new();
    let element = |start: &BytesStart| Element {
        name: String::from_utf8(start.name().as_ref().to_vec()).unwrap(),
        attributes: start
            .attributes()
            .map(|attribute| {
                let attribute = attribute.expect("an attribute with a value, once");
                let value = std::str::from_utf8(&attribute.value).unwrap();
                assert!(!value.contains('<'), "{value}");
                let value = quick_xml::escape::unescape(value).expect("known entities").into_owned();
                (String::from_utf8(attribute.key.as_ref().to_vec()).unwrap(), value)
            })
            .collect(),
    };
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} at {}", reader.buffer_position())) {
            Event::Start(start) => {
                let element = element(&start);
                open.push(element.name.clone());
                read.elements.push(element);
            }
            Event::Empty(start) => read.elements.push(element(&start)),
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) if open.last().is_none_or(|name| name != "style") => {
                let text = std::str::from_utf8(&text).unwrap();
                assert!(!text.contains('&'), "{text}");
                read.text.push_str(text);
            }
            Event::GeneralRef(reference) => {
                let name = std::str::from_utf8(&reference).unwrap().to_owned();
                read.text.push_str(&quick_xml::escape::unescape(&format!("&{name};")).expect("a known entity"));
            }
            Event::Eof => break,
            Event::Text(_) | Event::DocType(_) => {}
            other => panic!("{other:?} has no place on the page"),
        }
    }
    assert_eq!(open, Vec::<String>::new());
    read
}

fn page(ruleset: &Ruleset) -> String {
    docs::html(ruleset.rules(), ruleset.sources())
}

fn all() -> Vec<(String, Ruleset)> {
    let mut all = rulesets(&["rulesets", "tests/check/good", "tests/syntax/valid", "tests/explain"]);
    assert!(all.len() > 30, "{}", all.len());
    all.push(("every".to_owned(), every()));
    all.push(("full".to_owned(), full()));
    all
}

#[test]
fn pages_are_well_formed_and_whole() {
    for (name, ruleset) in all() {
        let page = page(&ruleset);
        let read = read(&page);
        let of = |wanted: &str| read.elements.iter().filter(|one| one.name == wanted).count();
        assert_eq!((of("html"), of("h1"), of("main"), of("nav"), of("title") - of("svg")), (1, 1, 1, 1, 1), "{name}");
        let allowed = [
            "a",
            "body",
            "br",
            "code",
            "desc",
            "div",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "head",
            "header",
            "html",
            "li",
            "line",
            "main",
            "meta",
            "nav",
            "p",
            "pre",
            "rect",
            "section",
            "span",
            "strong",
            "style",
            "svg",
            "table",
            "tbody",
            "td",
            "text",
            "th",
            "thead",
            "title",
            "tr",
            "ul",
        ];
        for element in &read.elements {
            assert!(allowed.contains(&element.name.as_str()), "{name}: {element:?}");
            for (attribute, value) in &element.attributes {
                assert!(
                    !attribute.starts_with("on") && attribute != "src" && attribute != "style",
                    "{name}: {element:?}"
                );
                assert!(attribute != "href" || value.starts_with('#'), "{name}: {element:?}");
            }
        }
        let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}

#[test]
fn every_link_leads_somewhere_and_every_anchor_is_there_once() {
    for (name, ruleset) in all() {
        let read = read(&page(&ruleset));
        let mut anchors = BTreeSet::new();
        for id in read.elements.iter().filter_map(|one| one.attributes.get("id")) {
            assert!(anchors.insert(id.clone()), "{name}: `{id}` is there twice");
            assert!(!id.contains(char::is_whitespace), "{name}: {id}");
        }
        for element in &read.elements {
            let to = element.attributes.get("href").map(|to| to[1..].to_owned());
            let by = element.attributes.get("aria-labelledby").cloned().unwrap_or_default();
            for to in to.into_iter().chain(by.split_whitespace().map(str::to_owned)) {
                assert!(anchors.contains(&to), "{name}: nothing is called `{to}`");
            }
        }
    }
}

#[test]
fn headings_go_down_one_by_one() {
    for (name, ruleset) in all() {
        let mut before = 0;
        for element in read(&page(&ruleset)).elements {
            let Some(level) = element.name.strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) else {
                continue;
            };
            assert!(level <= before + 1, "{name}: {level} after {before}");
            before = level;
        }
    }
}

#[test]
fn pictures_are_told_to_those_who_cannot_see_them() {
    let mut pictures = 0;
    for (name, ruleset) in all() {
        let page = page(&ruleset);
        let drawn = page.split("<svg").skip(1);
        for svg in drawn {
            pictures += 1;
            let svg = svg.split("</svg>").next().unwrap();
            assert!(svg.contains("role=\"img\"") && svg.contains("<title") && svg.contains("<desc"), "{name}: {svg}");
        }
        let read = read(&page);
        let per_cent = |value: &str| value.strip_suffix('%').map(|value| value.parse::<f64>().unwrap());
        for shape in read.elements.iter().filter(|one| ["rect", "line", "text"].contains(&one.name.as_str())) {
            let across = ["x", "x1", "x2"].iter().filter_map(|key| per_cent(shape.attributes.get(*key)?));
            let width = shape.attributes.get("width").and_then(|value| per_cent(value)).unwrap_or(0.0);
            for x in across {
                assert!((0.0..=100.0).contains(&x) && x + width <= 100.02, "{name}: {shape:?}");
            }
        }
    }
    assert!(pictures > 40, "{pictures}");
}

#[test]
fn all_that_the_rules_say_is_there() {
    use qualify::rules::{Part, ScoreBody};
    fn reasons(parts: &[Part], all: &mut Vec<String>) {
        for part in parts {
            match part {
                Part::Rule(rule) if rule.has_because => all.push(rule.reason.clone()),
                Part::Rule(_) | Part::Table(_) => {}
                Part::First(first) => {
                    all.extend(first.rules.iter().filter(|rule| rule.has_because).map(|rule| rule.reason.clone()))
                }
                Part::Group(group) => reasons(&group.parts, all),
                Part::When(when) => reasons(&when.parts, all),
            }
        }
    }
    for (name, ruleset) in all() {
        let text = read(&page(&ruleset)).text.to_lowercase();
        let rules = ruleset.rules();
        let mut all: Vec<String> =
            rules.fields.iter().flat_map(|field| [Some(field.name.clone()), field.ask.clone()]).flatten().collect();
        all.extend(rules.fields.iter().filter_map(|field| field.from.clone()));
        all.extend(rules.lists.iter().map(|list| list.name.clone()));
        all.extend(rules.definitions.iter().map(|definition| definition.name.clone()));
        all.extend(rules.ladders.iter().flat_map(|ladder| ladder.steps.iter().map(|step| step.name.clone())));
        all.extend(rules.labels.iter().map(|label| label.name.clone()));
        all.extend(rules.tests.iter().map(|test| test.name.clone()));
        for score in &rules.scores {
            all.push(score.name.clone());
            if let ScoreBody::Rules(parts) = &score.body {
                reasons(parts, &mut all);
            }
        }
        for one in all {
            assert!(text.contains(&one.to_lowercase()), "{name}: `{one}` is missing");
        }
    }
}

/// The letters of a page, without its contents and pictures, and of its Markdown.
fn letters_of_both(ruleset: &Ruleset) -> (String, String) {
    let letters =
        |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let page = page(ruleset);
    let main = &page[page.find("<main>").unwrap()..page.find("</main>").unwrap()];
    let mut html = String::from("<x>");
    for (at, part) in main.split("<figure>").enumerate() {
        html.push_str(if at == 0 { part } else { part.split_once("</figure>").unwrap().1 });
    }
    html.push_str("</main></x>");
    let markdown = docs::markdown(ruleset.rules(), ruleset.sources());
    let (_, markdown) = markdown.split_once("\n## ").unwrap();
    let (markdown, _) = markdown.rsplit_once("\n---\n").unwrap();
    let markdown = markdown.replace("<br>", "").replace("&lt;", "").replace("&gt;", "").replace("&amp;", "");
    (letters(&read(&html).text), letters(&markdown))
}

#[test]
fn the_page_and_its_markdown_say_the_same() {
    for (name, ruleset) in all() {
        let (html, markdown) = letters_of_both(&ruleset);
        assert_eq!(html, markdown, "{name}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_ruleset_has_a_page(text in generated::ruleset()) {
        let ruleset = super::ruleset("generated.qual", &text);
        let page = page(&ruleset);
        read(&page);
        prop_assert!(!page.contains("<code></code>"), "a name is missing");
        let (html, markdown) = letters_of_both(&ruleset);
        prop_assert_eq!(html, markdown);
    }
}
