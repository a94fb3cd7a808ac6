//! Names, texts, numbers and what is made of them.

use super::layout::Layout;
use crate::syntax::tree::{
    Case, DateLiteral, Duration, Entry, List, Literal, Name, Number, Range, RowKey, Set, Text, Whole, Word,
};
use crate::value::Unit;

pub(super) fn name_text(name: &Name) -> String {
    if name.quoted { format!("`{}`", name.text) } else { name.text.clone() }
}

/// A text in quotes, with the escapes that the language knows.
pub(super) fn text_text(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    for letter in value.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            other => text.push(other),
        }
    }
    text.push('"');
    text
}

fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::Number(number) => number.written.clone(),
        Literal::Text(text) => text_text(&text.value),
        Literal::Date(date) => date.written.clone(),
        Literal::YesNo(yes, _) => if *yes { "yes" } else { "no" }.to_owned(),
    }
}

fn range_text(range: &Range) -> String {
    let end = |end: &Option<Literal>| end.as_ref().map(literal_text).unwrap_or_default();
    let dots = if range.excludes_high { "..<" } else { ".." };
    format!("{}{dots}{}", end(&range.low), end(&range.high))
}

impl Layout {
    pub fn name(&mut self, name: &Name) -> &mut Self {
        self.placed(name_text(name), name.at.0)
    }

    pub fn text(&mut self, text: &Text) -> &mut Self {
        self.placed(text_text(&text.value), text.at.0)
    }

    pub fn number(&mut self, number: &Number) -> &mut Self {
        self.placed(number.written.clone(), number.at.0)
    }

    pub fn whole(&mut self, whole: &Whole) -> &mut Self {
        self.placed(whole.value.to_string(), whole.at.0)
    }

    pub fn date(&mut self, date: &DateLiteral) -> &mut Self {
        self.placed(date.written.clone(), date.at.0)
    }

    pub fn duration(&mut self, duration: &Duration) -> &mut Self {
        let plural = if duration.count.value == 1 { "" } else { "s" };
        let unit = match duration.unit {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        self.whole(&duration.count).space().word(&format!("{unit}{plural}"))
    }

    pub fn literal(&mut self, literal: &Literal) -> &mut Self {
        self.placed(literal_text(literal), literal.span())
    }

    pub fn range(&mut self, range: &Range) -> &mut Self {
        self.placed(range_text(range), range.at.0)
    }

    pub fn value_word(&mut self, word: &Word) -> &mut Self {
        match word {
            Word::Name(name) => self.name(name),
            Word::Text(text) => self.text(text),
        }
    }

    /// `[ ... ]`, one entry a line where it is too long.
    pub fn brackets<T>(&mut self, entries: &[T], each: impl Fn(&mut Self, &T)) -> &mut Self {
        self.enclosed("[", entries, each, "]")
    }

    /// Values between brackets, one a line where they are too long.
    pub fn enclosed<T>(&mut self, open: &str, entries: &[T], each: impl Fn(&mut Self, &T), close: &str) -> &mut Self {
        self.group(|group| {
            group.word(open);
            group.nest(|inside| {
                inside.soft().commas(entries, each);
                if !entries.is_empty() {
                    inside.trailing_comma();
                }
            });
            group.soft().closing(close);
        })
    }

    pub fn list(&mut self, list: &List) -> &mut Self {
        self.brackets(&list.entries, |inside, entry| {
            match entry {
                Entry::Literal(literal) => inside.literal(literal),
                Entry::Name(name) => inside.name(name),
            };
        })
    }

    pub fn set(&mut self, set: &Set) -> &mut Self {
        match set {
            Set::Range(range) => self.range(range),
            Set::List(list) => self.list(list),
            Set::Name(name) => self.name(name),
        }
    }

    pub fn case(&mut self, case: &Case) -> &mut Self {
        match case {
            Case::Range(range) => self.range(range),
            Case::Literal(literal) => self.literal(literal),
            Case::Name(name) => self.name(name),
        }
    }

    pub fn row_key(&mut self, key: &RowKey) -> &mut Self {
        match key {
            RowKey::Unknown(at) => self.placed("unknown".to_owned(), at.0),
            RowKey::Other(at) => self.placed("other".to_owned(), at.0),
            RowKey::Cases(cases) => self.group(|group| {
                group.commas(cases, |inside, case| {
                    inside.case(case);
                });
            }),
            RowKey::Broken => self,
        }
    }
}
