//! What the page says, one section a file.

mod came_out;
mod examples;
mod fields;
mod meanings;
mod outcomes;
mod reading;
mod reasons;
mod scores;

use super::comments;
use super::page::{Block, Line, Page, Section};
use super::words::Speaker;
use crate::rules::Rules;
use crate::source::{FileId, Sources};

/// What sections are made from.
#[derive(Clone, Copy)]
struct Told<'r> {
    rules: &'r Rules,
    sources: &'r Sources,
    speak: Speaker<'r>,
}

/// The page of a ruleset.
pub(super) fn page(rules: &Rules, sources: &Sources) -> Page {
    let told = Told { rules, sources, speak: Speaker::new(rules) };
    let path = sources.get(FileId(0)).map_or("", |source| source.name());
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.strip_suffix(".qual").unwrap_or(file);
    let sections = [
        told.reading(),
        told.fields(),
        told.lists(),
        told.definitions(),
        told.scores(),
        told.disqualifiers(),
        told.ladders(),
        told.labels(),
        told.examples(),
    ];
    Page {
        title: rules.name.clone().unwrap_or_else(|| stem.to_owned()),
        head: comments::head(sources),
        sections: sections.into_iter().flatten().collect(),
        foot: Line::of("Written by ").and(Line::name("qualify docs")).say(" from ").and(Line::name(file)).say("."),
    }
}

/// A section, if it says anything.
fn section(title: &str, anchor: &str, blocks: Vec<Block>, sections: Vec<Section>) -> Option<Section> {
    let says_nothing = blocks.is_empty() && sections.is_empty();
    let section = Section { title: Line::of(title), anchor: anchor.to_owned(), blocks, sections, is_listed: true };
    (!says_nothing).then_some(section)
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(Line::of(words))
}
