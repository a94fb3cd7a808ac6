//! From what pest matched to the syntax tree. One file for each part of the language.
//!
//! A function returns `None` where the matched text does not have the parts that it must have; its caller then puts
//! `Broken` into the tree.

mod bodies;
mod expr;
mod fields;
mod items;
mod literals;
mod outcomes;
mod tests;

use super::mended::Mended;
use super::parser::{Pair, Rule, end};
use super::segment::{Context, Segment};
use super::tokens::{Kind, Tokens};
use super::tree::{At, Expr, File};
use crate::diagnostic::{Finding, Name};
use crate::source::{FileId, Place, Span};

/// What building a tree yields.
pub(super) struct Built {
    /// What is wrong with parts that could be read.
    pub findings: Vec<Finding>,
    /// The parts that could not.
    pub broken: Vec<Segment>,
}

/// Builds the tree of one text.
pub(super) struct Builder<'s> {
    file: FileId,
    /// The text as the user wrote it, and as it was parsed.
    user: &'s str,
    mended: &'s Mended,
    built: Built,
    /// The end of the statement before the one being built, in the same block, and its start.
    previous: Option<Span>,
    /// The end of the statement before, where that could not be read: what follows on its line is a consequence.
    broken_before: Option<usize>,
}

/// Builds the tree of a whole file.
pub(super) fn file(pair: Pair, file: FileId, user: &str, mended: &Mended) -> (File, Built) {
    let mut builder = Builder::new(file, user, mended);
    let items = builder.items(pair);
    (File { items, comments: Vec::new() }, builder.built)
}

/// Builds the tree of a condition that stands alone.
pub(super) fn condition(pair: Pair, file: FileId, user: &str, mended: &Mended) -> (Option<Expr>, Built) {
    let mut builder = Builder::new(file, user, mended);
    let expr = pair.into_inner().find(|inner| inner.as_rule() == Rule::expr).and_then(|inner| builder.expr(inner));
    (expr, builder.built)
}

impl<'s> Builder<'s> {
    fn new(file: FileId, user: &'s str, mended: &'s Mended) -> Self {
        Builder {
            file,
            user,
            mended,
            built: Built { findings: Vec::new(), broken: Vec::new() },
            previous: None,
            broken_before: None,
        }
    }

    /// Where a pair stands in the text as the user wrote it.
    fn at(&self, pair: &Pair) -> At {
        At(self.mended.original(Span::new(pair.as_span().start(), end(pair))))
    }

    fn place(&self, at: At) -> Place {
        Place { file: self.file, span: at.0 }
    }

    fn report(&mut self, name: Name, at: At, message: impl Into<String>, help: impl Into<String>) {
        let finding = Finding::new(name, self.place(at), message).help(help);
        self.built.findings.push(finding);
    }

    /// Notes a part that could not be read, and says where it stands.
    fn broken(&mut self, context: Context, pair: &Pair) -> At {
        let part = |wanted: fn(Rule) -> bool| pair.clone().into_inner().find(|inner| wanted(inner.as_rule()));
        let block = part(is_block).map(|inner| Span::new(inner.as_span().start(), inner.as_span().end()));
        let span = match (part(is_head), block) {
            (Some(head), _) => Span::new(head.as_span().start(), head.as_span().end()),
            (None, Some(block)) => Span::new(block.start, block.start + 1),
            (None, None) => Span::new(pair.as_span().start(), pair.as_span().end()),
        };
        let end = last_token_end(self.mended.text(), span);
        let span = Span::new(span.start, end);
        let consequence =
            self.broken_before.is_some_and(|end| !Span::new(end, span.start).of(self.mended.text()).contains('\n'));
        if !consequence {
            self.built.broken.push(Segment { span, context, block, after: self.previous });
        }
        At(self.mended.original(block.map_or(span, |block| span.to(block))))
    }

    /// Reports a block that is never closed, where it is not.
    fn closing(&mut self, block: &Pair) {
        let Some(unclosed) = block.clone().into_inner().find(|inner| inner.as_rule() == Rule::unclosed) else { return };
        let start = self.left_open(block).unwrap_or_else(|| block.as_span().start());
        let open = self.mended.original(Span::new(start, start + 1));
        let next = unclosed.as_span().start();
        if open.is_empty() {
            // The `{` was put in where it was missing.
            return;
        }
        let place = Place { file: self.file, span: open };
        let mut finding = Finding::new(Name::UnclosedBlock, place, "this `{` is never closed");
        let rest = self.mended.text().get(next..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("").trim_end();
        if line.is_empty() {
            finding = finding.help("close the block with `}`");
        } else {
            let span = self.mended.original(Span::new(next, next + line.len()));
            finding = finding
                .help(format!("close the block with `}}` before `{}`", super::words::shorten(line)))
                .related(Place { file: self.file, span }, "the next rule or block begins here");
        }
        self.built.findings.push(finding);
    }

    /// The list of entries inside of a block that took the `}` of that block for its own, as the indentation tells.
    fn left_open(&self, block: &Pair) -> Option<usize> {
        let text = self.mended.text();
        let indent = indent(text, block.as_span().start());
        let mut inside = block.clone().into_inner().flatten().filter(|inner| inner.as_rule() == Rule::entry_block);
        let taken = |entry: &Pair| {
            let close = entry.clone().into_inner().find(|inner| inner.as_rule() == Rule::close_brace)?;
            let at = close.as_span().start();
            let line = text.get(..at)?.rsplit('\n').next()?;
            Some(line.trim().is_empty() && line.len() <= indent)
        };
        inside.find(|entry| taken(entry) == Some(true)).map(|entry| entry.as_span().start())
    }

    /// Runs over the statements of a block, knowing for each the one before it.
    fn each<'p, T>(
        &mut self,
        pairs: impl Iterator<Item = Pair<'p>>,
        mut build: impl FnMut(&mut Self, Pair<'p>) -> Option<T>,
    ) -> Vec<T> {
        let outside = (self.previous.take(), self.broken_before.take());
        let mut all = Vec::new();
        for pair in pairs {
            let span = Span::new(pair.as_span().start(), end(&pair));
            let broken = is_broken(pair.as_rule());
            all.extend(build(self, pair));
            (self.previous, self.broken_before) = if broken { (None, Some(span.end)) } else { (Some(span), None) };
        }
        (self.previous, self.broken_before) = outside;
        all
    }
}

/// How far the line of a place is moved in.
fn indent(text: &str, at: usize) -> usize {
    let line = text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
    line.len() - line.trim_start().len()
}

/// Where the last token of a stretch ends that is no comment.
fn last_token_end(text: &str, span: Span) -> usize {
    Tokens::new(text, span.start)
        .take_while(|token| token.span.start < span.end)
        .filter(|token| token.kind != Kind::Comment)
        .last()
        .map_or(span.end, |token| token.span.end)
}

fn is_broken(rule_: Rule) -> bool {
    use Rule::*;
    matches!(
        rule_,
        broken_item
            | broken_body
            | broken_choice
            | broken_field
            | broken_step
            | broken_row
            | broken_choice_row
            | broken_test_part
    )
}

fn is_head(rule: Rule) -> bool {
    matches!(rule, Rule::broken_head | Rule::broken_choice_head)
}

fn is_block(rule: Rule) -> bool {
    use Rule::*;
    matches!(rule, block | lead_block | ladder_block | choice_block | choice_row_block | row_block | test_block)
}
