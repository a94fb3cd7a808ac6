//! Which type a column has.

use super::column::{Column, SEPARATORS};
use super::dates::Order;
use super::forms::{NUMBERS, Tools};
use super::names::is_writable;
use jiff::civil::Date;

/// How many values a `one of` has at most.
const CHOICES: usize = 20;

/// How many leads there must be for each value of a `one of`.
const LEADS_PER_CHOICE: u64 = 5;

/// The type of a column, and what was seen of its values.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Guess {
    Number {
        format: Option<&'static str>,
        low: f64,
        high: f64,
        middle: f64,
    },
    Range {
        format: Option<&'static str>,
    },
    YesNo,
    Date {
        pattern: Option<String>,
        first: Date,
        last: Date,
        ambiguous: bool,
    },
    /// Values, the most frequent spelling of each.
    OneOf(Vec<String>),
    List {
        separator: Option<&'static str>,
    },
    Text,
    /// Lists of entries, which have fields of their own; how many entries.
    Entries {
        count: u64,
    },
}

impl Guess {
    /// Whether only certain texts can be read as this type.
    pub fn is_strict(&self) -> bool {
        matches!(self, Guess::Number { .. } | Guess::Range { .. } | Guess::YesNo | Guess::Date { .. })
    }
}

/// What the other columns of the file tell.
#[derive(Clone, Copy, Default)]
pub(super) struct Habits {
    /// How numbers are written, where any cannot be read the usual way.
    pub numbers: Option<usize>,
    /// How days are written, where it can be told.
    pub order: Option<Order>,
}

impl Habits {
    pub fn of(columns: &[Column], tools: &Tools) -> Habits {
        let numbers = columns.iter().filter(|column| !is_code(column)).find_map(|column| {
            // The first is the usual way, where it is possible.
            column.forms.numbers().next().map(|(form, _)| form).filter(|form| *form != 0)
        });
        let order = columns.iter().find_map(|column| {
            let mut orders = orders(column, tools);
            let first = orders.next()?;
            orders.all(|order| order == first).then_some(first)
        });
        Habits { numbers, order }
    }
}

/// The orders of day and month in which all dates of a column can be read; none for those that read as ISO dates.
fn orders<'a>(column: &'a Column, tools: &'a Tools) -> impl Iterator<Item = Order> + 'a {
    let forms = column.forms.dates.iter().map(|(form, ..)| tools.dates.pattern(*form));
    let is_iso = column.forms.dates.iter().any(|(form, ..)| tools.dates.pattern(*form).is_none());
    forms.filter(move |_| !is_iso).filter_map(|pattern| Order::of(pattern?))
}

/// The type of a column.
pub(super) fn guess(column: &Column, habits: Habits, tools: &Tools) -> Guess {
    let forms = &column.forms;
    if column.filled == 0 {
        return Guess::Text;
    }
    if column.json.arrays > 0 || column.lists.arrays == column.filled && !column.lists.odd {
        return Guess::List { separator: None };
    }
    if forms.yes_no && forms.words.are_answers() {
        return Guess::YesNo;
    }
    if let Some(date) = date(column, habits, tools) {
        return date;
    }
    if !is_code(column) {
        let habit = habits.numbers.filter(|_| forms.shape.parted);
        let habitual = forms.numbers().find(|(form, _)| Some(*form) == habit);
        if let Some((form, spread)) = habitual.or(forms.numbers().next()) {
            let middle = spread.middle().unwrap_or(spread.low);
            return Guess::Number { format: format_of(form), low: spread.low, high: spread.high, middle };
        }
        let habitual = forms.ranges().find(|form| Some(*form) == habit);
        if let Some(form) = habitual.or(forms.ranges().next()).filter(|_| column.values.all().is_some()) {
            return Guess::Range { format: format_of(form) };
        }
    }
    // JSON's own numbers, true and false are no lists.
    if !column.json.bare
        && let Some(separator) = separator(column)
    {
        return Guess::List { separator: Some(separator) };
    }
    match choices(column) {
        Some(choices) => Guess::OneOf(choices),
        None => Guess::Text,
    }
}

/// The way to write numbers as `format` names it, unless it is the usual one.
fn format_of(form: usize) -> Option<&'static str> {
    if form == 0 { None } else { NUMBERS.get(form).copied() }
}

fn date(column: &Column, habits: Habits, tools: &Tools) -> Option<Guess> {
    let pattern = |form: usize| tools.dates.pattern(form);
    let mut orders = orders(column, tools);
    let order = orders.next();
    let ambiguous = habits.order.is_none() && orders.any(|another| Some(another) != order);
    let fits_habit = |form: usize| habits.order.is_none() || pattern(form).and_then(Order::of) == habits.order;
    let is_iso = |form: usize| pattern(form).is_none();
    let dates = &column.forms.dates;
    let best = dates.iter().find(|(form, ..)| is_iso(*form)).or(dates.iter().find(|(form, ..)| fits_habit(*form)));
    let (form, first, last) = best.or(dates.first())?;
    Some(Guess::Date { pattern: pattern(*form).map(str::to_owned), first: *first, last: *last, ambiguous })
}

/// Whether digits are a name here, not an amount: ids, telephone numbers, postal codes.
fn is_code(column: &Column) -> bool {
    const CODES: &[&str] = &[
        "id",
        "ids",
        "uuid",
        "guid",
        "code",
        "key",
        "phone",
        "phones",
        "telephone",
        "tel",
        "mobile",
        "cell",
        "fax",
        "whatsapp",
        "zip",
        "zipcode",
        "postal",
        "postcode",
        "plz",
        "iban",
        "vat",
        "ein",
        "duns",
        "sku",
        "ssn",
        "naics",
        "sic",
        "ip",
    ];
    let (shape, words) = (&column.forms.shape, column.words());
    let is_numbered = words.last().is_some_and(|word| ["number", "no", "nr", "num"].contains(&word.as_str()));
    shape.leading_zero
        || shape.too_long
        || words.iter().any(|word| CODES.contains(&word.as_str()))
        || (is_numbered && column.is_unique() && !shape.not_just_digits)
}

/// What parts the entries of cells that hold several: it occurs often, and entries come again.
fn separator(column: &Column) -> Option<&'static str> {
    let lists = &column.lists;
    let splits = lists.split.iter().zip(SEPARATORS).filter(|_| !lists.odd);
    let fits = splits.filter(|(split, _)| {
        let distinct = split.distinct.all().map_or(u64::MAX, |all| all.len() as u64);
        split.several >= 2
            && split.several.saturating_mul(5) >= column.filled
            && split.entries * 2 >= distinct.saturating_mul(3)
    });
    fits.map(|(_, separator)| *separator).next()
}

fn choices(column: &Column) -> Option<Vec<String>> {
    /// What any text may stand for, however few there are as yet.
    const FREE: &[&str] = &[
        "name",
        "email",
        "mail",
        "address",
        "street",
        "url",
        "website",
        "phone",
        "mobile",
        "comment",
        "comments",
        "note",
        "notes",
        "message",
        "description",
        "owner",
        "agent",
        "rep",
        "manager",
        "person",
        "account",
        "company",
    ];
    let values = column.values.all()?;
    let few = (2..=CHOICES).contains(&values.len()) && column.filled >= LEADS_PER_CHOICE * values.len() as u64;
    let free = column.words().iter().any(|word| FREE.contains(&word.as_str()));
    let all: Vec<String> = values.iter().map(|value| value.spelling().to_owned()).collect();
    (few && !free && all.iter().all(|value| is_writable(value))).then_some(all)
}
