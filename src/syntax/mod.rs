//! From text to a syntax tree: the only room that knows pest.

mod build;
mod mended;
mod parser;
mod scan;
mod segment;
mod tokens;
pub mod tree;
mod words;

use crate::diagnostic::{Finding, Name};
use crate::source::{FileId, Place, Source};
use mended::Mended;
use parser::{Grammar, Rule};
use pest::Parser;

/// Parses a rule file. There is always a tree; parts that could not be read stand in it as `Broken`, and have a finding.
pub fn parse(source: &Source, file: FileId) -> (tree::File, Vec<Finding>) {
    let comments = match scan::scan(source.text(), file) {
        Ok(comments) => comments,
        Err(finding) => return (Default::default(), vec![finding]),
    };
    let mended = Mended::new(source.text(), &[]);
    let Ok(mut pairs) = Grammar::parse(Rule::file, mended.text()) else { return Default::default() };
    let Some(pair) = pairs.next() else { return Default::default() };
    let (mut tree, built) = build::file(pair, file, source.text(), &mended);
    tree.comments = comments;
    let mut findings = built.findings;
    for segment in built.broken {
        let span = mended.original(segment.span);
        findings.push(Finding::new(Name::Syntax, Place { file, span }, "this cannot be read"));
    }
    (tree, findings)
}
