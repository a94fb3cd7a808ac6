//! The tests that a rule file holds.

use super::Builder;
use super::expr::child;
use crate::diagnostic::Name as FindingName;
use crate::syntax::parser::{Pair, Rule};
use crate::syntax::segment::Context;
use crate::syntax::tree::*;

/// What stands in the block of a test.
#[derive(Default)]
pub(super) struct TestParts {
    today: Option<DateLiteral>,
    given: Option<Vec<Assign>>,
    expect: Option<Vec<Want>>,
    /// Whether a part could not be read, so that none is missed.
    broken: bool,
}

impl Builder<'_> {
    pub(super) fn test(&mut self, pair: Pair) -> Option<Test> {
        let at = self.at(&pair);
        let name = self.text(child(pair.clone(), Rule::text)?);
        let parts = self.test_parts(child(pair, Rule::test_block)?);
        if parts.expect.is_none() && !parts.broken {
            let at = At(crate::source::Span::new(at.0.start, name.at.0.end));
            self.report(
                FindingName::BadTest,
                at,
                "this test expects nothing",
                "say what must come out, for example `expect fit = 45`",
            );
        }
        let (today, given) = (parts.today, parts.given.unwrap_or_default());
        Some(Test { name, today, given, expect: parts.expect.unwrap_or_default() })
    }

    pub(super) fn test_parts(&mut self, block: Pair) -> TestParts {
        self.closing(&block);
        let mut parts = TestParts::default();
        let inside = block.into_inner().filter(|inner| {
            matches!(inner.as_rule(), Rule::test_today | Rule::given | Rule::expect | Rule::broken_test_part)
        });
        self.each(inside, |builder, inner| {
            builder.test_part(&mut parts, inner);
            Some(())
        });
        parts
    }

    fn test_part(&mut self, parts: &mut TestParts, pair: Pair) {
        let at = self.at(&pair);
        let (word, again, late) = match pair.as_rule() {
            Rule::test_today => ("today", parts.today.is_some(), parts.given.is_some() || parts.expect.is_some()),
            Rule::given => ("given", parts.given.is_some(), parts.expect.is_some()),
            Rule::expect => ("expect", parts.expect.is_some(), false),
            _ => {
                parts.broken = true;
                self.broken(Context::TestPart, &pair);
                return;
            }
        };
        if again {
            self.report(
                FindingName::Syntax,
                at,
                format!("a test has one `{word}`"),
                "put both together, with commas between them",
            );
        } else if late {
            self.report(
                FindingName::Syntax,
                at,
                format!("`{word}` comes too late"),
                "a test says `today`, then `given`, then `expect`",
            );
        }
        match pair.as_rule() {
            Rule::test_today => parts.today = child(pair, Rule::date).map(|inner| self.date(inner)),
            Rule::given => {
                let assigns: Vec<_> = pair.into_inner().filter_map(|inner| self.assign(inner)).collect();
                parts.given.get_or_insert_default().extend(assigns);
            }
            _ => {
                let wants: Vec<_> = pair.into_inner().filter_map(|inner| self.want(inner)).collect();
                parts.expect.get_or_insert_default().extend(wants);
            }
        }
    }

    /// What a test gives to a field, or an entry of it to a field of its own.
    fn assign(&mut self, pair: Pair) -> Option<Assign> {
        if !matches!(pair.as_rule(), Rule::assign | Rule::entry_assign) {
            return None;
        }
        let (mut field, mut value) = (None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::name => field = Some(self.name(inner)),
                Rule::equals => {}
                Rule::given_list | Rule::entry_list => value = Some(self.given_list(inner)),
                _ => value = self.literal(inner).map(Given::Literal),
            }
        }
        Some(Assign { field: field?, value: value? })
    }

    fn given_list(&mut self, pair: Pair) -> Given {
        let at = self.at(&pair);
        let entries: Vec<_> = pair.clone().into_inner().filter(|one| one.as_rule() == Rule::given_entry).collect();
        let literals = self.literals(pair);
        if entries.is_empty() {
            return Given::List(literals, at);
        }
        if let Some(literal) = literals.first() {
            self.report(
                FindingName::Syntax,
                At(literal.span()),
                "this list holds entries in braces, and this is none",
                "write each of them as `{ kind = \"visit\" }`, or all as plain values",
            );
        }
        let entries = entries.into_iter().map(|entry| GivenEntry {
            at: self.at(&entry),
            values: entry.into_inner().filter_map(|assign| self.assign(assign)).collect(),
        });
        Given::Entries(entries.collect(), at)
    }

    fn want(&mut self, pair: Pair) -> Option<Want> {
        let at = self.at(&pair);
        match pair.as_rule() {
            Rule::want_reason => Some(Want::Reason(self.text(child(pair, Rule::text)?), at)),
            Rule::want_no_reason => Some(Want::NoReason(self.text(child(pair, Rule::text)?), at)),
            Rule::expr => self.expr(pair).map(Want::Condition),
            _ => None,
        }
    }
}
