//! From text to a syntax tree: the only room that knows pest.

mod build;
mod expected;
mod explain;
mod foreign;
mod mended;
mod misplaced;
mod parser;
mod recover;
mod scan;
mod segment;
mod slips;
mod tokens;
pub mod tree;
mod words;

pub(crate) use recover::MOST;
pub(crate) use scan::LARGEST;
#[cfg(feature = "files")]
pub(crate) use slips::RESERVED;

use crate::diagnostic::Finding;
use crate::source::{FileId, Source};
use build::Built;
use mended::Mended;
use parser::{Grammar, Pair, Rule};
use pest::Parser;
use segment::{Context, Segment};

/// Parses a rule file. There is always a tree; parts that could not be read stand in it as `Broken`, and have a finding.
/// Findings are sorted by place.
///
/// ```
/// use qualify::source::{FileId, Source};
/// let source = Source::new("a.qual", "when downloads == 2 then +5");
/// let (file, findings) = qualify::syntax::parse(&source, FileId(0));
/// assert_eq!(file.items.len(), 1);
/// assert_eq!(findings[0].message, "write `=` instead of `==`");
/// ```
pub fn parse(source: &Source, file: FileId) -> (tree::File, Vec<Finding>) {
    let comments = match scan::scan(source.text(), file) {
        Ok(comments) => comments,
        Err(finding) => return (Default::default(), vec![*finding]),
    };
    if let Some(finding) = foreign::find(source.text(), file) {
        return (Default::default(), vec![finding]);
    }
    let (mut tree, findings) = recover::read(source, file, |mended| match first(Rule::file, mended) {
        Some(pair) => build::file(pair, file, source.text(), mended),
        None => (Default::default(), nothing_read(Context::Item, mended)),
    });
    tree.comments = comments;
    (tree, misplaced::join(findings, source.text()))
}

/// Parses a condition that stands alone, as on the command line.
pub fn parse_condition(source: &Source, file: FileId) -> (Option<tree::Expr>, Vec<Finding>) {
    if let Err(finding) = scan::scan(source.text(), file) {
        return (None, vec![*finding]);
    }
    recover::read(source, file, |mended| match first(Rule::only_condition, mended) {
        Some(pair) => build::condition(pair, file, source.text(), mended),
        None => (None, nothing_read(Context::Condition, mended)),
    })
}

fn first(rule: Rule, mended: &Mended) -> Option<Pair<'_>> {
    Grammar::parse(rule, mended.text()).ok()?.next()
}

/// The whole text as one broken part.
fn nothing_read(context: Context, mended: &Mended) -> Built {
    let segment = Segment { span: crate::source::Span::new(0, mended.text().len()), context, block: None, after: None };
    Built { findings: Vec::new(), broken: vec![segment] }
}
