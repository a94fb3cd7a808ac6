//! The lint `repeated-list`.

use super::context::{Context, main_place};
use super::exprs::{self, Meanings, bare};
use super::mend::Mender;
use super::page::lint;
use super::shorten::shortened;
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::rules::{NamedList, Rules, Test};
use crate::source::{Place, Source, Span};
use crate::syntax::tree::{Entry, Expr, ExprKind, File, Item, ItemKind, List, ListSource, Literal, Set, Which};
use crate::value::{Text, fold};
use std::collections::{HashMap, HashSet};

lint! {
    /// The same list written twice, or written out where it has a name already: the next value is added to one of the two, and
    /// forgotten in the other.
    ///
    /// ```qual
    /// score fit {
    ///   when country in ["DE", "AT", "CH"] then +10
    /// }
    ///
    /// score interest {
    ///   when country in ["AT", "CH", "DE"] and downloads >= 2 then +5
    /// }
    /// ```
    ///
    /// Give it a name:
    ///
    /// ```qual
    /// list countries = ["DE", "AT", "CH"]
    ///
    /// score fit {
    ///   when country in countries then +10
    /// }
    ///
    /// score interest {
    ///   when country in countries and downloads >= 2 then +5
    /// }
    /// ```
    ///
    /// Better than the name that the fix makes up is one that says what the values have in common. The order of the values does
    /// not matter; lists of fewer than three are left alone, and so are the values of a label, which no list can hold.
    RepeatedList, find
}

/// Shorter lists may well be alike by chance.
const FEWEST: usize = 3;

/// So many other places are shown.
const SHOWN: usize = 4;

/// A list that is written in a condition.
struct Use<'t> {
    list: &'t List,
    /// What it is compared with.
    subject: &'t Expr,
}

fn find(context: &Context) -> Vec<Finding> {
    let Some(tree) = context.main_tree() else { return Vec::new() };
    let meanings = Meanings::new(context);
    let mut uses: HashMap<Vec<String>, Vec<Use>> = HashMap::new();
    for root in exprs::roots(tree) {
        exprs::each(root, None, &mut |expr, _| {
            let Some(one) = written(expr) else { return };
            let key = key_of_written(one.list);
            // Without a meaning it stands in a label's comparison, or in what a test expects.
            if key.len() >= FEWEST && takes_a_name(expr, &meanings) {
                uses.entry(key).or_default().push(one);
            }
        });
    }
    let mut named: HashMap<Vec<String>, &NamedList> = HashMap::new();
    let longest = uses.keys().map(Vec::len).max().unwrap_or_default();
    // A list from a file may have a million values.
    for list in context.rules.lists.iter().filter(|list| list.entries.texts.len() <= 2 * longest) {
        let key = key_of_named(list);
        if uses.contains_key(&key) {
            named.entry(key).or_insert(list);
        }
    }
    let mut found: Vec<(Vec<Use>, Option<&NamedList>)> = uses
        .into_iter()
        .map(|(key, uses)| (uses, named.get(&key).copied()))
        .filter(|(uses, named)| uses.len() + usize::from(named.is_some()) > 1)
        .collect();
    found.sort_by_key(|(uses, _)| uses.first().map(|one| one.list.at.0));
    if found.is_empty() {
        return Vec::new();
    }
    let mut names = Names::new(context);
    let mender = Mender::new(context);
    let home = Home::new(context, tree);
    found.into_iter().filter_map(|(uses, named)| finding(&uses, named, &mut names, &home, &mender)).collect()
}

fn finding(
    uses: &[Use],
    named: Option<&NamedList>,
    names: &mut Names,
    home: &Home,
    mender: &Mender,
) -> Option<Finding> {
    let first = uses.first()?;
    let count = first.list.entries.len();
    let place = main_place(first.list.at.0);
    let others = uses.iter().skip(1).take(SHOWN).map(|one| main_place(one.list.at.0));
    let (finding, name, definition) = match named {
        Some(list) => {
            let name = list.name.clone();
            let message = format!("these {count} values are the list `{name}` already");
            let finding = Finding::new(Name::RepeatedList, place, message)
                .related(list.place, "it has a name here")
                .help(format!("write `{name}` in their place"));
            (finding, name, None)
        }
        None => {
            let name = names.for_values_of(first.subject);
            let message = match uses.len() {
                2 => format!("these {count} values are listed twice"),
                times => format!("these {count} values are listed {times} times"),
            };
            let definition = format!("list {name} = {}", format::list(first.list));
            let help = format!("give the list a name of its own: `{}`", shortened(&definition));
            let edit = home.edit(&definition);
            (Finding::new(Name::RepeatedList, place, message).help(help), name, Some(edit))
        }
    };
    let finding = others.fold(finding, |finding, place| finding.related(place, "and here"));
    let uses = uses.iter().map(|one| (one.list.at.0, name.clone()));
    let finding = mender.mended(finding, definition.into_iter().chain(uses).collect());
    // The list that gets more uses must stay as it is meanwhile: another fix could take a value out of it that only the new
    // uses need. An edit that changes nothing keeps both from being made at once.
    match named.and_then(|list| home.written.get(&list.place)) {
        Some((place, text)) if finding.fix.is_some() => Some(finding.fix(*place, text.clone())),
        _ => Some(finding),
    }
}

/// The list that is written in a test.
fn written(expr: &Expr) -> Option<Use<'_>> {
    let (subject, set) = match &expr.kind {
        ExprKind::In(subject, set, _) => (subject, set),
        ExprKind::Contains(subject, Which::Any(set) | Which::All(set), _)
        | ExprKind::StartsWith(subject, Which::Any(set) | Which::All(set))
        | ExprKind::EndsWith(subject, Which::Any(set) | Which::All(set)) => (subject, set),
        _ => return None,
    };
    match set {
        Set::List(list) => Some(Use { list, subject: bare(subject) }),
        Set::Range(_) | Set::Name(_) => None,
    }
}

/// Whether the test could name a list instead.
fn takes_a_name(expr: &Expr, meanings: &Meanings) -> bool {
    matches!(meanings.of(expr), Some(Test::InList { .. } | Test::Text(..)))
}

/// What makes two lists the same: their values, in whatever order. Capitals count, since a field may count them.
fn key_of_written(list: &List) -> Vec<String> {
    let values = list.entries.iter().map(|entry| match entry {
        Entry::Literal(Literal::Text(text)) => of_text(&Text::new(&text.value)),
        Entry::Literal(literal) => format::literal(literal),
        Entry::Name(name) => format!("`{}", name.text),
    });
    sorted(values.collect())
}

fn key_of_named(list: &NamedList) -> Vec<String> {
    let entries = &list.entries;
    let texts = entries.texts.iter().map(of_text);
    match entries.texts.is_empty() {
        false => sorted(texts.collect()),
        // Numbers are looked up as they are shown; another way of writing one makes another list.
        true => sorted(
            entries
                .numbers
                .iter()
                .map(|number| crate::value::show_number(*number))
                .chain(entries.dates.iter().map(ToString::to_string))
                .collect(),
        ),
    }
}

fn of_text(text: &Text) -> String {
    format!("\"{}", text.shown())
}

fn sorted(mut values: Vec<String>) -> Vec<String> {
    values.sort();
    values.dedup();
    values
}

/// The names that are taken, and for each name that was made up the number of the last one.
struct Names {
    taken: HashSet<String>,
    made_up: HashMap<String, usize>,
}

impl Names {
    fn new(context: &Context) -> Names {
        let mut taken = HashSet::new();
        let mut take = |text: &str| {
            let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            taken.extend(words.map(|word| fold(word).into_owned()));
        };
        // Any word of the file may name something, and be the word of a label somewhere else.
        context.checked.sources.iter().next().into_iter().for_each(|(_, source)| take(source.text()));
        names_of(context.rules).for_each(&mut take);
        // Words that mean something behind `list`, or where a name may stand.
        ["contains", "days", "ends", "needs", "starts", "values"].into_iter().for_each(&mut take);
        Names { taken, made_up: HashMap::new() }
    }

    /// A name for values that something is compared with: `countries` for those of `country`.
    fn for_values_of(&mut self, subject: &Expr) -> String {
        let plural = plural(&plain(subject));
        let last = self.made_up.entry(plural.clone()).or_default();
        loop {
            *last += 1;
            let name = if *last == 1 { plural.clone() } else { format!("{plural}_{last}") };
            if self.taken.insert(fold(&name).into_owned()) {
                return name;
            }
        }
    }
}

/// The names of all that other files bring in.
fn names_of(rules: &Rules) -> impl Iterator<Item = &str> {
    let fields = rules.fields.iter().flat_map(|field| {
        let entries = field.entries.iter().flat_map(|entry| &entry.fields);
        std::iter::once(field).chain(entries).map(|field| field.name.as_str())
    });
    fields
        .chain(rules.lists.iter().map(|list| list.name.as_str()))
        .chain(rules.definitions.iter().map(|definition| definition.name.as_str()))
        .chain(rules.scores.iter().map(|score| score.name.as_str()))
        .chain(rules.ladders.iter().map(|ladder| ladder.name.as_str()))
        .chain(rules.labels.iter().map(|label| label.name.as_str()))
}

/// The name of what is looked at, in letters that a plain name may have.
fn plain(subject: &Expr) -> String {
    let written = match &subject.kind {
        ExprKind::Name(name) => name.text.rsplit('.').next().unwrap_or_default().to_owned(),
        ExprKind::DomainOf(_) => "domain".to_owned(),
        _ => "value".to_owned(),
    };
    let letters = written.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '_' });
    let plain: String = fold(&letters.collect::<String>()).trim_matches('_').to_owned();
    match plain.chars().next() {
        Some(first) if first.is_alphabetic() => plain,
        _ => "value".to_owned(),
    }
}

fn plural(word: &str) -> String {
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    match word.strip_suffix('y') {
        Some(stem) if !stem.is_empty() && !ends(&["ay", "ey", "oy", "uy"]) => format!("{stem}ies"),
        _ if ends(&["ss", "us", "x", "ch", "sh"]) => format!("{word}es"),
        _ if ends(&["s"]) => format!("{word}_list"),
        _ => format!("{word}s"),
    }
}

/// Where a new list stands: behind the last one, or else behind what the file opens with.
struct Home {
    at: usize,
    before: &'static str,
    after: &'static str,
    /// The lists that are written in the main file: by where the name stands, where the values do, and how they are written.
    written: HashMap<Place, (Place, String)>,
}

impl Home {
    fn new(context: &Context, tree: &File) -> Home {
        let source = context.checked.sources.iter().next().map(|(_, source)| source);
        let last = |is: fn(&ItemKind) -> bool| tree.items.iter().rposition(|item| is(&item.kind));
        let list = last(|kind| matches!(kind, ItemKind::List(..)));
        let opens = |kind: &ItemKind| {
            matches!(
                kind,
                ItemKind::Ruleset(_)
                    | ItemKind::Timezone(_)
                    | ItemKind::Blanks(_)
                    | ItemKind::Use(_)
                    | ItemKind::Lead(_)
            )
        };
        let header = tree.items.iter().take_while(|item| opens(&item.kind)).count().checked_sub(1);
        let gap = if list.is_some() { "\n" } else { "\n\n" };
        let home = match list.or(header).and_then(|at| Some((tree.items.get(at)?, tree.items.get(at + 1), source?))) {
            Some((item, next, source)) => Home::behind(item, next, source, gap),
            None => Home::at_the_top(tree, source),
        };
        let written = tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::List(name, ListSource::Written(list)) => {
                let place = main_place(list.at.0);
                Some((main_place(name.at.0), (place, context.written(place).to_owned())))
            }
            _ => None,
        });
        Home { written: written.collect(), ..home }
    }

    fn at(at: usize, before: &'static str, after: &'static str) -> Home {
        Home { at, before, after, written: HashMap::new() }
    }

    fn behind(item: &Item, next: Option<&Item>, source: &Source, gap: &'static str) -> Home {
        let end = item.at.0.end;
        let line_end = source.line_span(source.line_index(end)).end;
        match next {
            Some(next) if next.at.0.start < line_end => Home::at(end, gap, "\n"),
            _ => Home::at(line_end.max(end), gap, ""),
        }
    }

    /// Before the first statement and the comment that belongs to it.
    fn at_the_top(tree: &File, source: Option<&Source>) -> Home {
        let mut at = tree.items.first().map_or(0, |item| item.at.0.start);
        let above = tree.comments.partition_point(|comment| comment.at.0.end <= at);
        for comment in tree.comments.iter().take(above).rev() {
            let between = source.map_or("", |source| Span::new(comment.at.0.end, at).of(source.text()));
            if between.matches('\n').count() > 1 {
                break;
            }
            at = comment.at.0.start;
        }
        Home::at(at, "", "\n\n")
    }

    /// The edit that puts a list there, in the standard layout.
    fn edit(&self, definition: &str) -> (Span, String) {
        let laid_out = format::verified(&Source::new("list", definition));
        let text = laid_out.as_deref().unwrap_or(definition).trim_end();
        (Span::new(self.at, self.at), format!("{}{text}{}", self.before, self.after))
    }
}
