//! The lint `repeated-value`.

use super::context::{Context, in_main_file, main_place};
use super::covered::{Because, Budget, Way, covered};
use super::exprs::{self, Meanings};
use super::mend::Mender;
use super::page::lint;
use super::{shorten::shortened, walk};
use crate::diagnostic::{Finding, Name};
use crate::rules::{List, NamedList, Test};
use crate::source::{Place, Source, Span};
use crate::syntax::tree::{self, Entry, Expr, ExprKind, ItemKind, ListSource, Literal, Set, Which};
use crate::value::{Text, show_number, trim};
use std::collections::HashMap;
use std::sync::Arc;

lint! {
    /// Values of a list that are the same but for capitals and spaces, or that another one covers already.
    ///
    /// ```qual
    /// list senior = ["chief", "vp", "VP ", "vp sales"]
    ///
    /// when title contains any word of senior then +20
    /// ```
    ///
    /// Whoever has "VP Sales" in the title has "vp" in it. Whoever reads the list believes that each of its values matters:
    ///
    /// ```qual
    /// list senior = ["chief", "vp"]
    ///
    /// when title contains any word of senior then +20
    /// ```
    ///
    /// What covers what depends on the question. `in` and `not in` look for a value as a whole, so only the same values are
    /// found there. With `contains all of` it is the shorter one that adds nothing. Where a list is used in several ways, a value
    /// is found only if it adds nothing in any of them. In a field of `text exact`, capitals make another value. In a file that
    /// others may `use`, only values that are the same to the letter are found, since the others may ask anything of its lists.
    RepeatedValue, find
}

/// So many values of one list are shown.
const SHOWN: usize = 4;

/// A list, and where its values stand.
struct Listed<'c> {
    /// Where to point to as a whole.
    place: Place,
    values: Vec<Text>,
    ways: Vec<Way>,
    stands: Stands<'c>,
}

enum Stands<'c> {
    /// Between brackets in the main file.
    Written(&'c tree::List),
    /// One a line in a file.
    InFile(&'c Source, Vec<Place>),
}

fn find(context: &Context) -> Vec<Finding> {
    let Some(tree) = context.main_tree() else { return Vec::new() };
    let (meanings, mender) = (Meanings::new(context), Mender::new(context));
    let mut listed = named(context);
    for root in exprs::roots(tree) {
        exprs::each(root, None, &mut |expr, _| listed.extend(in_condition(expr, &meanings)));
    }
    let mut budget = Budget::default();
    listed.iter().filter_map(|list| finding(list, &mut budget, &mender, context)).collect()
}

/// The lists of the main file that have names.
fn named<'c>(context: &Context<'c>) -> Vec<Listed<'c>> {
    let mut ways = ways(context);
    let is_shared = is_shared(context);
    let lists: HashMap<Place, &NamedList> = context.rules.lists.iter().map(|list| (list.place, list)).collect();
    let mut listed = Vec::new();
    for (item, _) in context.main_items() {
        let ItemKind::List(name, source) = &item.kind else { continue };
        let Some(list) = lists.get(&main_place(name.at.0)) else { continue };
        let values = values_of(&list.entries);
        let (place, stands) = match source {
            ListSource::Written(list) => (main_place(list.at.0), Stands::Written(list)),
            ListSource::From(path) => {
                let Some((source, lines)) = lines(context, &path.value, &values) else { continue };
                (main_place(path.at.0), Stands::InFile(source, lines))
            }
        };
        let mut ways = ways.remove(&Arc::as_ptr(&list.entries)).unwrap_or_default();
        if is_shared {
            ways.push(Way::STRICT);
        }
        listed.push(Listed { place, values, ways, stands });
    }
    listed
}

/// Whether other files may bring in the main file: then nobody knows here how they use its lists.
fn is_shared(context: &Context) -> bool {
    context.main_items().all(|(item, _)| {
        matches!(
            item.kind,
            ItemKind::Use(_)
                | ItemKind::Lead(_)
                | ItemKind::List(..)
                | ItemKind::Define(..)
                | ItemKind::Label(_)
                | ItemKind::Test(_)
        )
    })
}

/// In which ways each list is used, each way once.
fn ways(context: &Context) -> HashMap<*const List, Vec<Way>> {
    let mut ways: HashMap<*const List, Vec<Way>> = HashMap::new();
    for root in walk::roots(context.rules) {
        walk::visit(root.asked, &mut |visited| {
            let walk::Visited::Clause(found) = visited else { return };
            let list = match &found.clause.test {
                Test::InList { list, .. } => list,
                Test::Text(_, asked) => &asked.texts,
                _ => return,
            };
            if let Some(way) = Way::of(&found.clause.test) {
                let known = ways.entry(Arc::as_ptr(list)).or_default();
                if !known.contains(&way) {
                    known.push(way);
                }
            }
        });
    }
    ways
}

fn values_of(list: &List) -> Vec<Text> {
    if !list.texts.is_empty() {
        return list.texts.clone();
    }
    let numbers = list.numbers.iter().map(|number| show_number(*number));
    numbers.chain(list.dates.iter().map(ToString::to_string)).map(|shown| Text::new(&shown)).collect()
}

/// The file that a list was read from, and the places of its lines.
fn lines<'c>(context: &Context<'c>, path: &str, values: &[Text]) -> Option<(&'c Source, Vec<Place>)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    context.checked.sources.iter().filter(|(_, source)| source.name().ends_with(name)).find_map(|(file, source)| {
        let mut lines = Vec::with_capacity(values.len());
        let mut start = 0;
        for line in source.text().split_inclusive('\n') {
            let said = trim(line.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']));
            if !said.is_empty() && !said.starts_with('#') {
                // Another file of that name has other lines.
                if values.get(lines.len()).is_none_or(|value| value.shown() != said) {
                    return None;
                }
                let from = start + line.find(said).unwrap_or_default();
                lines.push(Place { file, span: Span::new(from, from + said.len()) });
            }
            start += line.len();
        }
        (lines.len() == values.len()).then_some((source, lines))
    })
}

/// A list that is written in a condition.
fn in_condition<'c>(expr: &'c Expr, meanings: &Meanings<'c>) -> Option<Listed<'c>> {
    let set = match &expr.kind {
        ExprKind::In(_, set, _)
        | ExprKind::Contains(_, Which::Any(set) | Which::All(set), _)
        | ExprKind::StartsWith(_, Which::Any(set) | Which::All(set))
        | ExprKind::EndsWith(_, Which::Any(set) | Which::All(set)) => set,
        _ => return None,
    };
    let Set::List(list) = set else { return None };
    let meaning = meanings.of(expr)?;
    let values = match meaning {
        Test::InList { list, .. } => values_of(list),
        Test::Text(_, asked) => values_of(&asked.texts),
        _ => list.entries.iter().map(|entry| Text::new(word(entry))).collect(),
    };
    Some(Listed { place: main_place(list.at.0), values, ways: vec![Way::of(meaning)?], stands: Stands::Written(list) })
}

/// The value of a label, in a list of them.
fn word(entry: &Entry) -> &str {
    match entry {
        Entry::Name(name) => &name.text,
        Entry::Literal(Literal::Text(text)) => &text.value,
        Entry::Literal(_) => "",
    }
}

fn finding(list: &Listed, budget: &mut Budget, mender: &Mender, context: &Context) -> Option<Finding> {
    let found = covered(&list.values, &list.ways, budget);
    let (first, because) = *found.first()?;
    let place = |at: usize| match &list.stands {
        Stands::Written(written) => written.entries.get(at).map(|entry| main_place(span_of(entry))),
        Stands::InFile(_, lines) => lines.get(at).copied(),
    };
    let said = |at: usize| place(at).map(|place| shortened(context.written(place))).unwrap_or_default();
    let (value, other) = (said(first), said(because.other()));
    let message = match because {
        Because::Same(_) if value == other => format!("`{value}` is in this list twice"),
        Because::Same(_) => format!("`{value}` is in this list already, as `{other}`"),
        Because::Within(_) => format!("`{value}` adds nothing to this list: `{other}` finds all that it finds"),
        Because::Wanted(_) => format!("`{value}` adds nothing to this list: where `{other}` is, it is too"),
    };
    let at = match list.stands {
        Stands::Written(_) => place(first)?,
        Stands::InFile(..) => list.place,
    };
    let finding = Finding::new(Name::RepeatedValue, at, message);
    let mut finding = match (&list.stands, found.len()) {
        (Stands::Written(_), 1) => finding.help("delete it from the list"),
        (Stands::Written(_), count) => finding.help(format!("delete it, and {} like it", more_values(count - 1))),
        (Stands::InFile(source, _), 1) => finding.help(format!("delete its line in `{}`", source.name())),
        (Stands::InFile(source, _), count) => finding.help(format!(
            "delete its line in `{}`, and those of {} like it",
            source.name(),
            more_values(count - 1)
        )),
    };
    if let Stands::InFile(..) = list.stands
        && let Some(place) = place(first)
    {
        finding = finding.related(place, "this one");
    }
    if let Some(place) = place(because.other()) {
        finding = finding.related(place, if matches!(because, Because::Same(_)) { "first here" } else { "this one" });
    }
    for (at, _) in found.iter().skip(1).take(SHOWN) {
        if let Some(place) = place(*at) {
            finding = finding.related(place, "adds nothing either");
        }
    }
    match list.stands {
        Stands::Written(written) if in_main_file(at) => {
            let numbers: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
            Some(mender.mended(finding, without(written, &numbers)))
        }
        _ => Some(finding),
    }
}

fn more_values(count: usize) -> String {
    if count == 1 { "1 more value".to_owned() } else { format!("{count} more values") }
}

fn span_of(entry: &Entry) -> Span {
    match entry {
        Entry::Literal(literal) => literal.span(),
        Entry::Name(name) => name.at.0,
    }
}

/// The edits that take entries out of a list, with their commas. At least one entry is left.
fn without(list: &tree::List, numbers: &[usize]) -> Vec<(Span, String)> {
    let span = |at: usize| list.entries.get(at).map(span_of);
    let mut edits = Vec::new();
    let mut numbers = numbers.iter().copied().peekable();
    while let Some(first) = numbers.next() {
        let mut last = first;
        while numbers.next_if_eq(&(last + 1)).is_some() {
            last += 1;
        }
        let cut = match first.checked_sub(1) {
            Some(before) => span(before).zip(span(last)).map(|(before, last)| Span::new(before.end, last.end)),
            None => span(first).zip(span(last + 1)).map(|(first, next)| Span::new(first.start, next.start)),
        };
        edits.extend(cut.map(|cut| (cut, String::new())));
    }
    edits
}
