//! Literals and names.

use super::Builder;
use crate::diagnostic::Name as FindingName;
use crate::syntax::parser::{Pair, Rule};
use crate::syntax::tree::*;
use std::borrow::Cow;

impl Builder<'_> {
    pub(super) fn name(&mut self, pair: Pair) -> Name {
        let at = self.at(&pair);
        let written = pair.as_str();
        match written.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
            Some(inside) => Name { text: inside.to_owned(), quoted: true, at },
            None => Name { text: written.to_owned(), quoted: false, at },
        }
    }

    pub(super) fn text(&mut self, pair: Pair) -> Text {
        let at = self.at(&pair);
        let written = pair.as_str();
        let inside = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
        let value = self.unescape(inside, at);
        Text { value, at }
    }

    fn unescape(&mut self, inside: &str, at: At) -> String {
        if !inside.contains('\\') {
            return inside.to_owned();
        }
        let mut value = String::with_capacity(inside.len());
        let mut chars = inside.chars();
        while let Some(c) = chars.next() {
            if c != '\\' {
                value.push(c);
                continue;
            }
            match chars.next() {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some(c @ ('"' | '\\')) => value.push(c),
                other => {
                    let other = other.map(String::from).unwrap_or_default();
                    self.report(
                        FindingName::Syntax,
                        at,
                        format!("`\\{other}` means nothing in a text"),
                        "a backslash is written `\\\\`; the others are `\\\"`, `\\n` for a line end and `\\t` for a tab",
                    );
                    value.push_str(&other);
                }
            }
        }
        value
    }

    pub(super) fn number(&mut self, pair: Pair) -> Option<Number> {
        let at = self.at(&pair);
        let written = pair.as_str();
        let value = number_value(written)?;
        Some(Number { written: written.to_owned(), value, at })
    }

    pub(super) fn whole(&mut self, pair: Pair) -> Whole {
        let at = self.at(&pair);
        let value = without_underscores(pair.as_str()).parse().unwrap_or_else(|_| {
            self.report(
                FindingName::BadCount,
                at,
                format!("`{}` is too large a count", pair.as_str()),
                "a count is at most 4,294,967,295",
            );
            u32::MAX
        });
        Whole { value, at }
    }

    pub(super) fn date(&mut self, pair: Pair) -> DateLiteral {
        let at = self.at(&pair);
        let written = pair.as_str().to_owned();
        let value = written.parse::<jiff::civil::Date>().ok();
        if value.is_none() {
            self.report(
                FindingName::DateForm,
                at,
                format!("the calendar has no day `{written}`"),
                "a date is written year-month-day, for example `2026-01-31`",
            );
        }
        DateLiteral { value, written, at }
    }

    pub(super) fn literal(&mut self, pair: Pair) -> Option<Literal> {
        Some(match pair.as_rule() {
            Rule::text => Literal::Text(self.text(pair)),
            Rule::date => Literal::Date(self.date(pair)),
            Rule::number => Literal::Number(self.number(pair)?),
            Rule::kw_yes => Literal::YesNo(true, self.at(&pair)),
            Rule::kw_no => Literal::YesNo(false, self.at(&pair)),
            _ => return None,
        })
    }

    /// All literals among the parts of a pair.
    pub(super) fn literals(&mut self, pair: Pair) -> Vec<Literal> {
        pair.into_inner().filter_map(|inner| self.literal(inner)).collect()
    }

    pub(super) fn word(&mut self, pair: Pair) -> Option<Word> {
        match pair.as_rule() {
            Rule::new_name => Some(Word::Name(self.name(pair))),
            Rule::text => Some(Word::Text(self.text(pair))),
            _ => None,
        }
    }

    pub(super) fn range(&mut self, pair: Pair) -> Option<Range> {
        let at = self.at(&pair);
        let (mut low, mut high, mut dots) = (None, None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                rule @ (Rule::dots | Rule::dots_below) => dots = Some(rule),
                _ if dots.is_none() => low = self.literal(inner),
                _ => high = self.literal(inner),
            }
        }
        Some(Range { low, high, excludes_high: dots? == Rule::dots_below, at })
    }

    pub(super) fn list(&mut self, pair: Pair) -> List {
        let at = self.at(&pair);
        let mut entries = Vec::new();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::name => entries.push(Entry::Name(self.name(inner))),
                _ => entries.extend(self.literal(inner).map(Entry::Literal)),
            }
        }
        List { entries, at }
    }

    pub(super) fn duration(&mut self, pair: Pair) -> Option<Duration> {
        let at = self.at(&pair);
        let mut parts = pair.into_inner();
        let count = self.whole(parts.next()?);
        let unit = match parts.next()?.as_str().trim_end_matches('s') {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "year" => Unit::Year,
            _ => return None,
        };
        Some(Duration { count, unit, at })
    }
}

fn without_underscores(digits: &str) -> Cow<'_, str> {
    if digits.contains('_') { Cow::Owned(digits.replace('_', "")) } else { Cow::Borrowed(digits) }
}

/// The nearest double to a number as written, `k`, `M` and `B` included.
fn number_value(written: &str) -> Option<f64> {
    let (digits, exponent) = match written.char_indices().last() {
        Some((at, 'k')) => (written.get(..at)?, "e3"),
        Some((at, 'M')) => (written.get(..at)?, "e6"),
        Some((at, 'B')) => (written.get(..at)?, "e9"),
        _ => (written, ""),
    };
    let digits = without_underscores(digits);
    let value: f64 =
        if exponent.is_empty() { digits.parse().ok()? } else { format!("{digits}{exponent}").parse().ok()? };
    value.is_finite().then_some(value)
}
