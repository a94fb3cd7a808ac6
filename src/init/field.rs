//! From columns to fields: names, types, what stands for blank, which one is the key.

use super::column::Column;
use super::forms::Tools;
use super::guess::{Guess, Habits, guess};
use super::names::{Taken, is_plain, is_writable, name};
use super::placeholders::{Placeholder, Sureness};
use crate::records::folded;
use crate::value::{Blanks, Format, NumberFormat, ReadAs, Text, Type, fold};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How long the name of a column may be, in characters, to be written down.
const LENGTH: usize = 300;

/// A drafted field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// The column: its name, or the names on the way to it in nested JSON.
    pub path: Vec<String>,
    /// What `from` says, where the name alone does not find the column.
    pub from: Option<String>,
    /// How its cells are read, with all that stands for blank.
    pub read: ReadAs,
    /// Whether it identifies the lead.
    pub key: bool,
    /// What stands for blank in this field only, as it is written.
    pub blank: Vec<String>,
    /// In how many leads it has a value.
    pub filled: u64,
    /// The fields of its entries, where it is a list of entries.
    pub entries: Vec<Field>,
    pub(super) guess: Guess,
    /// Values that come again, the most frequent first.
    pub(super) examples: Vec<String>,
    /// Whether there is but one value.
    pub(super) constant: bool,
    /// What nearly all values are, and how many are not.
    pub(super) nearly_all: Option<(&'static str, u64)>,
}

/// All that a draft declares.
pub(super) struct Fields {
    pub fields: Vec<Field>,
    /// What stands for blank in the whole file.
    pub blank: Vec<String>,
    pub left_out: Vec<(String, String)>,
    /// The names of all columns as they are compared loosely.
    pub columns: HashSet<String>,
}

/// What stands in a list of entries.
#[derive(Debug)]
pub(super) struct Entries {
    pub count: u64,
    pub fields: Vec<Field>,
}

impl Fields {
    /// As the fields of entries: nothing identifies an entry, and each field says what stands for blank in it.
    pub fn of_entries(self) -> Vec<Field> {
        let has_value = self.fields.into_iter().filter(|field| field.filled > 0 && field.path.len() == 1);
        let own = has_value.map(|mut field| {
            field.blank.extend(self.blank.iter().cloned());
            Field { key: false, ..field }
        });
        own.collect()
    }
}

/// The fields of the columns of a file of so many leads; `entries` are those of columns that hold lists of records.
pub(super) fn fields(columns: &[Column], leads: u64, tools: &Tools, entries: &BTreeMap<usize, Entries>) -> Fields {
    let entries_of = |at: usize, column: &Column| {
        entries.get(&at).filter(|entries| column.is_list_of_entries() && !entries.fields.is_empty())
    };
    let (kept, left_out) = keep(columns, |at, column| entries_of(at, column).is_some());
    let habits = Habits::of(columns, tools);
    let guesses = kept.iter().map(|(at, column)| match entries_of(*at, column) {
        Some(entries) => Guess::Entries { count: entries.count },
        None => guess(column, habits, tools),
    });
    let guesses: Vec<Guess> = guesses.collect();
    let stand_ins = stand_ins(&kept, &guesses);
    let names = names(&kept, columns);
    let key = key(&kept, &guesses, leads);
    let everywhere: Vec<String> = stand_ins.everywhere.iter().map(|written| fold(written).into_owned()).collect();
    let mut fields = Vec::with_capacity(kept.len());
    for (at, (((place, column), mut guess), (name, from))) in kept.iter().zip(guesses).zip(names).enumerate() {
        let blank = stand_ins.own.get(at).cloned().unwrap_or_default();
        let texts = everywhere.iter().cloned().chain(blank.iter().map(|written| fold(written).into_owned())).collect();
        let also_values = values_among(column, &stand_ins, at);
        if let Guess::OneOf(choices) = &mut guess {
            choices.extend(also_values.iter().map(|(written, _)| written.clone()));
        }
        let values = column.values.all().unwrap_or_default();
        let mut examples: Vec<_> = values.iter().filter(|value| value.count > 1).collect();
        examples.sort_by_key(|value| std::cmp::Reverse(value.count));
        fields.push(Field {
            name,
            path: column.path.clone(),
            from,
            read: read_as(&guess, texts),
            key: key == Some(at),
            blank,
            filled: match guess {
                Guess::Entries { .. } => column.json.records,
                _ => column.filled + also_values.iter().map(|(_, count)| count).sum::<u64>(),
            },
            entries: entries_of(*place, column).map(|entries| entries.fields.clone()).unwrap_or_default(),
            guess,
            examples: examples.into_iter().map(|value| value.spelling().to_owned()).collect(),
            nearly_all: column.forms.nearly_all(),
            constant: values.len() == 1 && also_values.is_empty() && column.filled > 1 && column.json.arrays == 0,
        });
    }
    let columns = columns.iter().map(|column| folded(&column.path.join("."))).collect();
    Fields { fields, blank: stand_ins.everywhere, left_out, columns }
}

/// A column that becomes a field, and its place.
type Kept<'c> = (usize, &'c Column);
/// The name of a column that does not, and why.
type LeftOut = (String, String);

/// The columns that become fields, with their places, and those that do not, with the reason.
fn keep(columns: &[Column], is_list: impl Fn(usize, &Column) -> bool) -> (Vec<Kept<'_>>, Vec<LeftOut>) {
    let (mut kept, mut left_out) = (Vec::new(), Vec::new());
    for (at, column) in columns.iter().enumerate() {
        let name = column.path.join(".");
        let json = &column.json;
        let reason = if folded(&name).is_empty() && column.path.len() == 1 {
            Some(format!("column {} has no name", at + 1))
        } else if !is_writable(&name) || name.chars().count() > LENGTH {
            Some(format!("column {} has a name that cannot be written in a rule file", at + 1))
        } else if is_list(at, column) {
            None
        } else if json.records > 0 && (json.plain || json.bare || json.objects || column.filled > json.arrays) {
            Some("it holds lists of records in some places and other values in others".to_owned())
        } else if json.records > 0 {
            Some("it holds lists of records".to_owned())
        } else if json.objects && (column.filled > 0 || json.arrays > 0) {
            Some("it holds records in some leads and plain values in others".to_owned())
        } else if json.arrays > 0 && (json.bare || column.lists.odd) {
            Some("it holds lists in some leads and plain values in others".to_owned())
        } else {
            None
        };
        match reason {
            Some(reason) => left_out.push((name, reason)),
            None if json.objects => {}
            None => kept.push((at, column)),
        }
    }
    (kept, left_out)
}

/// What stands for blank: in the whole file, and in each of the kept columns.
struct StandIns {
    everywhere: Vec<String>,
    own: Vec<Vec<String>>,
}

fn stand_ins(kept: &[(usize, &Column)], guesses: &[Guess]) -> StandIns {
    /// The columns in which one placeholder stands for blank, or for itself.
    #[derive(Default)]
    struct Uses {
        written: String,
        most: u64,
        blank_in: Vec<usize>,
        value_in: usize,
    }
    let columns = || kept.iter().map(|(_, column)| *column).zip(guesses).enumerate();
    let mut strict: HashMap<String, usize> = HashMap::new();
    for (_, (column, _)) in columns().filter(|(_, (_, guess))| guess.is_strict()) {
        for placeholder in column.placeholders.all() {
            *strict.entry(fold(placeholder.written).into_owned()).or_default() += 1;
        }
    }
    let mut order: Vec<String> = Vec::new();
    let mut uses: HashMap<String, Uses> = HashMap::new();
    for (at, (column, guess)) in columns() {
        for placeholder in column.placeholders.all() {
            let folded = fold(placeholder.written).into_owned();
            let shown_elsewhere = strict.get(&folded).copied().unwrap_or(0) >= 2;
            let blank = guess.is_strict() || is_blank(&placeholder, column, shown_elsewhere);
            let uses = uses.entry(folded.clone()).or_insert_with(|| {
                order.push(folded);
                Uses::default()
            });
            if blank {
                uses.blank_in.push(at);
            } else {
                uses.value_in += 1;
            }
            if placeholder.count > uses.most {
                (uses.written, uses.most) = (placeholder.written.to_owned(), placeholder.count);
            }
        }
    }
    let mut found = StandIns { everywhere: Vec::new(), own: vec![Vec::new(); kept.len()] };
    for uses in order.iter().filter_map(|folded| uses.get(folded)) {
        if uses.blank_in.len() > 1 && uses.value_in == 0 {
            found.everywhere.push(uses.written.clone());
            continue;
        }
        for at in &uses.blank_in {
            if let Some(own) = found.own.get_mut(*at) {
                own.push(uses.written.clone());
            }
        }
    }
    found
}

/// Whether a placeholder stands for blank in a column of texts.
fn is_blank(placeholder: &Placeholder, column: &Column, shown_elsewhere: bool) -> bool {
    const PLACES: &[&str] = &["country", "region", "state", "territory", "market", "geo", "continent", "area"];
    match placeholder.sureness {
        Sureness::Always => true,
        Sureness::Perhaps if fold(placeholder.written) == "na" => {
            !column.words().iter().any(|word| PLACES.contains(&word.as_str()))
        }
        Sureness::Perhaps => shown_elsewhere,
    }
}

/// The placeholders of a column that are values there.
fn values_among(column: &Column, stand_ins: &StandIns, at: usize) -> Vec<(String, u64)> {
    let own = stand_ins.own.get(at).into_iter().flatten();
    let blank: HashSet<String> = stand_ins.everywhere.iter().chain(own).map(|blank| fold(blank).into_owned()).collect();
    let values = column.placeholders.all().filter(|placeholder| !blank.contains(fold(placeholder.written).as_ref()));
    values.map(|placeholder| (placeholder.written.to_owned(), placeholder.count)).collect()
}

/// Each column's name as a field, and what `from` says.
fn names(kept: &[(usize, &Column)], columns: &[Column]) -> Vec<(String, Option<String>)> {
    let mut alike: HashMap<String, usize> = HashMap::new();
    for column in columns {
        *alike.entry(folded(&column.path.join("."))).or_default() += 1;
    }
    let mut taken = Taken::default();
    let mut named = |at: usize, column: &Column| {
        let written = column.path.join(".");
        let is_path = column.path.len() > 1 && column.path.iter().all(|member| is_plain(member));
        let wanted = if is_path { written.clone() } else { name(&written, at) };
        let name = taken.take(&wanted);
        let finds = name == written
            || (column.path.len() == 1
                && folded(&name) == folded(&written)
                && alike.get(&folded(&written)).is_none_or(|count| *count == 1));
        let from = (!finds).then_some(written);
        (name, from)
    };
    kept.iter().map(|(at, column)| named(*at, column)).collect()
}

/// The place, among the kept columns, of the one that tells leads apart best.
fn key(kept: &[(usize, &Column)], guesses: &[Guess], leads: u64) -> Option<usize> {
    let candidates = kept.iter().zip(guesses).enumerate().filter(|(_, ((_, column), guess))| {
        **guess == Guess::Text && column.is_unique() && column.filled == leads && column.json.arrays == 0
    });
    let ranked = candidates.filter_map(|(at, ((_, column), _))| Some((rank(column, leads)?, at)));
    ranked.min().map(|(_, at)| at)
}

/// How well a column's name suits a key, the best lowest; `None` where it does not.
fn rank(column: &Column, leads: u64) -> Option<u32> {
    const FREE: &[&str] = &["note", "notes", "comment", "comments", "description", "message", "phone", "mobile", "fax"];
    let words = column.words();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let joined = words.join(" ");
    match joined.as_str() {
        "email" | "e mail" | "email address" | "e mail address" | "mail" | "work email" | "business email" => Some(0),
        "id" => Some(1),
        "lead number" => Some(2),
        "lead id" | "contact id" | "record id" | "prospect id" | "customer id" | "person id" => Some(3),
        _ if words.iter().any(|word| FREE.contains(word)) => None,
        _ if words.last().is_some_and(|last| ["id", "number", "key", "uuid", "guid", "no"].contains(last)) => Some(4),
        // Among one or two leads everything differs.
        _ => (leads > 2).then_some(5),
    }
}

fn read_as(guess: &Guess, blanks: Vec<String>) -> ReadAs {
    let number = |format: &Option<&str>| match format.and_then(NumberFormat::parse) {
        Some(format) => Format::Number(format),
        None => Format::Usual,
    };
    let (kind, format) = match guess {
        Guess::Number { format, .. } => (Type::Number, number(format)),
        Guess::Range { format } => (Type::NumberOrRange, number(format)),
        Guess::YesNo => (Type::YesNo, Format::Usual),
        Guess::Date { pattern: Some(pattern), .. } => (Type::Date, Format::Date(pattern.clone())),
        Guess::Date { .. } => (Type::Date, Format::Usual),
        Guess::OneOf(values) => (Type::OneOf(values.iter().map(|value| Text::new(value)).collect()), Format::Usual),
        Guess::List { .. } => (Type::ListOfText, Format::Usual),
        Guess::Text => (Type::Text { exact: false }, Format::Usual),
        Guess::Entries { .. } => (Type::ListOfEntries, Format::Usual),
    };
    let split_by = match guess {
        Guess::List { separator: Some(separator) } => separator,
        _ => ";",
    };
    let blanks = Blanks { texts: blanks, ..Blanks::default() };
    ReadAs { kind, format, split_by: split_by.to_owned(), blanks, timezone: TimeZone::UTC }
}
