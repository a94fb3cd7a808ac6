//! Statements at the top of a file.

use super::Builder;
use super::expr::child;
use crate::diagnostic::Name as FindingName;
use crate::syntax::parser::{Pair, Rule};
use crate::syntax::segment::Context;
use crate::syntax::tree::*;

impl Builder<'_> {
    pub(super) fn items(&mut self, pair: Pair) -> Vec<Item> {
        let statements = pair.into_inner().filter(|inner| inner.as_rule() != Rule::EOI);
        let nested = self.each(statements, |builder, inner| Some(builder.item(inner)));
        nested.into_iter().flatten().collect()
    }

    fn item(&mut self, pair: Pair) -> Vec<Item> {
        let at = self.at(&pair);
        let kind = match pair.as_rule() {
            Rule::scoring_rule | Rule::each_rule | Rule::table | Rule::group | Rule::first => {
                return self.body(pair).into_iter().map(body_item).collect();
            }
            Rule::broken_item => return self.broken_item(pair),
            Rule::stray_brace => {
                self.report(
                    FindingName::StrayBrace,
                    at,
                    "this `}` closes nothing",
                    "take it away, or open the block that it closes with `{`",
                );
                return Vec::new();
            }
            Rule::ruleset => self.only_text(pair.clone()).map(ItemKind::Ruleset),
            Rule::timezone => self.only_text(pair.clone()).map(ItemKind::Timezone),
            Rule::import => self.only_text(pair.clone()).map(ItemKind::Use),
            Rule::blanks => Some(ItemKind::Blanks(self.literals(pair.clone()))),
            Rule::lead => child(pair.clone(), Rule::lead_block).map(|block| ItemKind::Lead(self.fields(block))),
            Rule::list_item => self.list_item(pair.clone()),
            Rule::define => self.define(pair.clone()),
            Rule::score => self.score(pair.clone()).map(ItemKind::Score),
            Rule::disqualify => self.disqualify(pair.clone()).map(ItemKind::Disqualify),
            Rule::ladder => self.ladder(pair.clone()).map(ItemKind::Ladder),
            Rule::label => self.label(pair.clone()).map(ItemKind::Label),
            Rule::test => self.test(pair.clone()).map(ItemKind::Test),
            _ => None,
        };
        let kind = kind.unwrap_or_else(|| {
            self.broken(Context::Item, &pair);
            ItemKind::Broken(None)
        });
        vec![Item { kind, at }]
    }

    /// A broken statement, and the statements of its block, if it has one.
    fn broken_item(&mut self, pair: Pair) -> Vec<Item> {
        let at = self.at(&pair);
        let name = self.broken_name(&pair);
        let mut bodies = self.broken_bodies(pair, Context::Item).into_iter().map(body_item);
        let at = bodies.next().map_or(at, |broken| broken.at);
        std::iter::once(Item { kind: ItemKind::Broken(name), at }).chain(bodies).collect()
    }

    /// What a broken statement would define: `define NAME ...`.
    fn broken_name(&self, pair: &Pair) -> Option<Name> {
        let mut words = pair.as_str().split_whitespace();
        let keyword = words.next()?;
        if !matches!(keyword, "define" | "score" | "list" | "label" | "ladder") {
            return None;
        }
        let text: String = words.next()?.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let plain = text.chars().next().is_some_and(|c| !c.is_ascii_digit());
        plain.then(|| Name { text, quoted: false, at: self.at(pair) })
    }

    /// Reads what stands in the block of a statement that could not be read, for what is wrong in it.
    pub(super) fn inside_of_broken(&mut self, block: Pair) {
        match block.as_rule() {
            Rule::lead_block => drop(self.fields(block)),
            Rule::ladder_block => drop(self.steps(block)),
            Rule::choice_block => drop(self.choices(block)),
            Rule::row_block | Rule::choice_row_block => drop(self.rows(block)),
            Rule::test_block => drop(self.test_parts(block)),
            _ => {}
        }
    }

    fn only_text(&mut self, pair: Pair) -> Option<Text> {
        child(pair, Rule::text).map(|inner| self.text(inner))
    }

    fn list_item(&mut self, pair: Pair) -> Option<ItemKind> {
        let (mut name, mut entries) = (None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::new_name => name = Some(self.name(inner)),
                Rule::list => entries = Some(ListSource::Written(self.list(inner))),
                Rule::text => entries = Some(ListSource::From(self.text(inner))),
                _ => {}
            }
        }
        Some(ItemKind::List(name?, entries?))
    }

    fn define(&mut self, pair: Pair) -> Option<ItemKind> {
        let name = self.name(child(pair.clone(), Rule::new_name)?);
        Some(ItemKind::Define(name, self.expr(child(pair, Rule::expr)?)?))
    }

    fn score(&mut self, pair: Pair) -> Option<Score> {
        let (mut name, mut bounds, mut body) = (None, None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::new_name => name = Some(self.name(inner)),
                Rule::bounds => bounds = self.bounds(inner),
                Rule::expr => body = Some(ScoreBody::Computed(self.expr(inner)?)),
                Rule::block => body = Some(ScoreBody::Rules(self.block(inner))),
                _ => {}
            }
        }
        Some(Score { name: name?, bounds, body: body? })
    }
}

fn body_item(body: Body) -> Item {
    Item { at: body.at, kind: ItemKind::Body(body) }
}
