//! The lint `value-not-in-data`.

use super::frequent::Came;
use super::near::{Near, Nearest};
use super::values::{Named, Shape, Use, Values};
use super::words::{SHOWN, counted, joined, quoted};
use super::{FEWEST, Told};
use crate::diagnostic::{Finding, Name};
use crate::rules::Rules;
use crate::source::Place;
use crate::value::{Type, grouped};

/// A table or list of more values than these is expected to hold some that the leads lack.
const MOST_EACH: usize = 20;

/// Finds values that none of so many leads has.
pub(super) fn find(values: &Values, rules: &Rules, leads: u64, told: &Told, findings: &mut Vec<(usize, Finding)>) {
    for (number, named) in values.all.iter().enumerate().filter(|(_, named)| named.came.contains(&0)) {
        let unread = unread(named, rules, told);
        let others = named.others.sorted();
        let nearest =
            Nearest::new(others.iter().copied().chain(unread.iter().map(|(text, came)| (text.as_str(), *came))));
        let looked = Looked { rules, leads, named, nearest };
        let uses = values.uses.iter().enumerate().filter(|(_, one)| one.named == number);
        findings.extend(uses.filter_map(|(at, one)| Some((at, looked.find(one)?))));
    }
}

/// What a field of `one of` could not read.
fn unread(named: &Named, rules: &Rules, told: &Told) -> Vec<(String, Came)> {
    let is_one_of = named.column.declared(rules).is_some_and(|field| matches!(field.kind(), Type::OneOf(_)));
    let of_column = told.unread(named.column).filter(|_| is_one_of);
    of_column
        .into_iter()
        .flat_map(|issues| &issues.samples)
        .map(|sample| (sample.value.clone(), Came { count: 0, line: sample.line }))
        .collect()
}

struct Looked<'a> {
    rules: &'a Rules,
    leads: u64,
    named: &'a Named,
    nearest: Nearest<'a>,
}

/// A value that none has.
struct Absent<'a> {
    shown: &'a str,
    place: Option<Place>,
    near: Option<Near<'a>>,
}

impl Looked<'_> {
    fn find(&self, one: &Use) -> Option<Finding> {
        let is_absent = |value: usize| self.named.came.get(value) == Some(&0);
        let absent: Vec<_> = one.values.iter().filter(|(value, _)| is_absent(*value)).collect();
        let (all, is_each) = (absent.len() == one.values.len(), one.values.len() <= MOST_EACH);
        let is_enough = self.leads.min(self.named.values) >= FEWEST;
        let absent = absent.into_iter().filter_map(|(value, place)| {
            let shown = self.named.shown.get(*value)?.shown();
            // Of very many different values some hold any word.
            let near = self.nearest.to(shown).filter(|near| near.is_slip || !self.named.others.is_bounded());
            Some(Absent { shown, place: *place, near })
        });
        let each_counts = match one.shape {
            Shape::Single => true,
            Shape::Table(_) => is_each,
            Shape::Brackets | Shape::List(_) => false,
        };
        // What stands in brackets was written for these leads.
        let is_written = is_enough && is_each && one.shape == Shape::Brackets;
        let is_slip = |one: &Absent| one.near.is_some_and(|near| near.is_slip || is_written);
        let told: Vec<Absent> = absent.filter(|one| is_enough && (all || each_counts) || is_slip(one)).collect();
        (!told.is_empty()).then(|| self.finding(one, &told, all && is_enough))
    }

    fn finding(&self, one: &Use, absent: &[Absent], all: bool) -> Finding {
        let field = self.named.column.name(self.rules);
        let none = match self.named.column.entry {
            None => format!("none of the {} has", counted(self.leads, "lead")),
            Some(_) => format!("none of the {} of `{field}` is", counted(self.named.values, "value")),
        };
        let values: Vec<String> = absent.iter().map(|one| quoted(one.shown)).collect();
        let whole = match &one.shape {
            Shape::List(name) => format!("the list `{name}`"),
            _ => "this list".to_owned(),
        };
        let is_list = matches!(one.shape, Shape::List(_) | Shape::Brackets) && one.values.len() > 1;
        let is_entry = self.named.column.entry.is_some();
        let message = match (is_list, is_entry) {
            (true, false) if all => format!("{none} a `{field}` of {whole}"),
            (true, true) if all => format!("{none} in {whole}"),
            (true, false) => format!("{none} the `{field}` {} of {whole}", either(&values)),
            (true, true) => format!("{none} the {} of {whole}", either(&values)),
            (false, false) => format!("{none} the `{field}` {}", either(&values)),
            (false, true) => format!("{none} {}", either(&values)),
        };
        // Of a table, the rows themselves are pointed at.
        let mut rows: Vec<Place> = absent.iter().filter_map(|one| one.place).collect();
        rows.dedup();
        let (first, others) = rows.split_first().map_or((one.place, &[][..]), |(first, others)| (*first, others));
        let mut finding = Finding::new(Name::ValueNotInData, first, message);
        for place in others.iter().take(SHOWN) {
            finding = finding.related(*place, "nor this");
        }
        let near: Vec<&Absent> = absent.iter().filter(|one| one.near.is_some()).collect();
        let help = match near.as_slice() {
            [] => self.there(),
            [only] if absent.len() == 1 => {
                only.near.map(|near| format!("the nearest that the leads have is {}", self.came(near)))
            }
            several => {
                let each =
                    several.iter().filter_map(|one| Some(format!("{}: {}", quoted(one.shown), self.came(one.near?))));
                Some(format!("the nearest that the leads have: {}", each.take(SHOWN).collect::<Vec<_>>().join("; ")))
            }
        };
        match help {
            Some(help) => finding.help(help),
            None => finding,
        }
    }

    fn came(&self, near: Near) -> String {
        let value = quoted(near.shown);
        let Came { count, line } = near.came;
        let least = if self.named.others.is_bounded() { "at least " } else { "" };
        match count {
            0 => format!("{value} (line {line})"),
            1 => format!("{value} (once, in line {line})"),
            count => format!("{value} ({least}{} times, first in line {line})", grouped(count)),
        }
    }

    /// The values that there are, the most frequent first.
    fn there(&self) -> Option<String> {
        let named = self.named.shown.iter().map(|text| text.shown()).zip(self.named.came.iter().copied());
        let others = self.named.others.sorted();
        let others = others.iter().map(|(shown, came)| (*shown, came.count));
        let mut there: Vec<(&str, u64)> = named.filter(|(_, came)| *came > 0).chain(others).collect();
        there.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let shown = there.iter().take(SHOWN).map(|(value, count)| format!("{} ({})", quoted(value), grouped(*count)));
        let mut shown: Vec<String> = shown.collect();
        if there.len() > shown.len() {
            shown.push("others".to_owned());
        }
        (!shown.is_empty()).then(|| format!("the leads have {}", joined(&shown)))
    }
}

/// `"a"`, `"a" or "b"`.
fn either(values: &[String]) -> String {
    let all = joined(values);
    match (values.len(), all.rsplit_once(" and ")) {
        (2..=6, Some((rest, last))) => format!("{rest} or {last}"),
        _ => all,
    }
}
