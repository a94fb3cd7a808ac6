//! The findings of several rulesets as one list, sorted, each once, with file names and positions at hand.

use super::Checked;
use crate::diagnostic::{Finding, Severity};
use crate::source::{Place, Position, Source, Sources, Span};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// All that a report is about.
pub(super) struct Gathered<'a> {
    /// The names of all files, those without findings too.
    pub files: BTreeSet<&'a str>,
    /// The findings in the order in which they are written.
    pub entries: Vec<Entry<'a>>,
}

/// A finding and where it is.
pub(super) struct Entry<'a> {
    pub finding: &'a Finding,
    /// The name of the file that it is about.
    pub file: &'a str,
    /// The text that it is about, unless it is about the whole file.
    pub location: Option<Location<'a>>,
    sources: &'a Sources,
}

/// A stretch of a file's text.
#[derive(Clone, Copy)]
pub(super) struct Location<'a> {
    pub source: &'a Source,
    pub span: Span,
}

impl<'a> Gathered<'a> {
    pub fn new(checked: &[Checked<'a>]) -> Self {
        let mut files = BTreeSet::new();
        let mut entries = Vec::new();
        for &Checked { file, sources, findings } in checked {
            files.insert(file);
            files.extend(sources.iter().map(|(_, source)| source.name()));
            let shown = findings.iter().filter(|finding| finding.severity != Severity::Allowed);
            entries.extend(shown.map(|finding| Entry::new(finding, file, sources)));
        }
        entries.sort_by(Entry::order);
        entries.dedup_by(|a, b| a.same(b));
        Gathered { files, entries }
    }
}

impl<'a> Entry<'a> {
    fn new(finding: &'a Finding, main: &'a str, sources: &'a Sources) -> Self {
        let location = finding.place.and_then(|place| Location::new(place, sources));
        let file = location.map_or(main, |location| location.source.name());
        Entry { finding, file, location, sources }
    }

    /// The text at a place that the finding names: of a related place, or of an edit.
    pub fn locate(&self, place: Place) -> Option<Location<'a>> {
        Location::new(place, self.sources)
    }

    /// The related places that exist, each with its message.
    pub fn related(&self) -> impl Iterator<Item = (&'a str, Location<'a>)> {
        let sources = self.sources;
        let related = self.finding.related.iter();
        related.filter_map(|r| Location::new(r.place, sources).map(|location| (r.message.as_str(), location)))
    }

    /// The edits that mend it, each with its new text; none where one of them has no place.
    pub fn fix(&self) -> Option<Vec<(&'a str, Location<'a>)>> {
        let edits = self.finding.fix.as_deref()?;
        edits.iter().map(|edit| Some((edit.text.as_str(), self.locate(edit.place)?))).collect()
    }

    fn order(&self, other: &Self) -> Ordering {
        let spot = |entry: &Self| entry.location.map(|location| location.span);
        let (a, b) = (self.finding, other.finding);
        self.file
            .cmp(other.file)
            .then_with(|| spot(self).cmp(&spot(other)))
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| a.name.about().name.cmp(b.name.about().name))
            .then_with(|| a.message.cmp(&b.message))
            .then_with(|| a.help.cmp(&b.help))
    }

    fn same(&self, other: &Self) -> bool {
        self.order(other).is_eq()
            && self.finding.label == other.finding.label
            && self.related().eq(other.related())
            && self.fix() == other.fix()
    }
}

impl<'a> Location<'a> {
    /// The place's text; `None` where there is no such file. A span that reaches past the end is cut there.
    fn new(place: Place, sources: &'a Sources) -> Option<Self> {
        let source = sources.get(place.file)?;
        let inside = |at| floor_char(source.text(), at);
        Some(Location { source, span: Span::new(inside(place.span.start), inside(place.span.end)) })
    }

    /// The file's name.
    pub fn file(&self) -> &'a str {
        self.source.name()
    }

    /// Where it begins.
    pub fn start(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// The position after its last character.
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }
}

impl PartialEq for Location<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.file() == other.file() && self.span == other.span
    }
}

/// The last place at or before `at` where a character of the text begins, or its end.
pub(super) fn floor_char(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (at.saturating_sub(3)..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
