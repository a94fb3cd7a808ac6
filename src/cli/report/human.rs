//! For people: each finding with the text underlined and the way out, then how many there are.

use super::gather::{Entry, Gathered, Location, floor_char};
use crate::cli::style::{Look, clean, clean_in_place, clean_line};
use crate::diagnostic::Severity;
use crate::source::{Source, Span};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Write};

pub(super) fn write(gathered: &Gathered<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let styles = if look.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(look.width.max(20)).with_break_words(false);
    let handler = handler.with_links(false).without_syntax_highlighting();
    // Each text is cleaned once, however many findings it has.
    let mut excerpts = Texts::new();
    for entry in &gathered.entries {
        for location in entry.location.into_iter().chain(entry.related().map(|(_, location)| location)) {
            excerpts.entry(std::ptr::from_ref(location.source)).or_insert_with(|| Excerpts::new(location.source));
        }
        for message in Message::of(entry, &excerpts) {
            let mut text = String::new();
            handler.render_report(&mut text, &message).map_err(io::Error::other)?;
            out.write_all(text.as_bytes())?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", total(gathered))
}

/// ``2 errors and 1 warning in 1 file``
fn total(gathered: &Gathered<'_>) -> String {
    let count = |severity| gathered.entries.iter().filter(|entry| entry.finding.severity == severity).count();
    let counts = match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => return format!("nothing found in {}", number(gathered.files.len(), "file")),
        (errors, 0) => number(errors, "error"),
        (0, warnings) => number(warnings, "warning"),
        (errors, warnings) => format!("{} and {}", number(errors, "error"), number(warnings, "warning")),
    };
    let files: BTreeSet<&str> = gathered.entries.iter().map(|entry| entry.file).collect();
    format!("{counts} in {}", number(files.len(), "file"))
}

fn number(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// What miette is given to lay out: a finding, or a related place that lies in another file than it.
#[derive(Debug)]
struct Message<'a> {
    severity: miette::Severity,
    code: Option<String>,
    text: String,
    help: Option<String>,
    source: Option<&'a Excerpts<'a>>,
    labels: Vec<LabeledSpan>,
}

impl<'a> Message<'a> {
    /// The messages of a finding: itself, and one for each related place in another file.
    fn of(entry: &Entry<'_>, excerpts: &'a Texts<'a>) -> Vec<Message<'a>> {
        let finding = entry.finding;
        let mut code = format!("{}[{}]", finding.severity, finding.name);
        let mut labels = Vec::new();
        if let Some(location) = entry.location {
            let label = finding.label.as_deref().map(|label| clean_line(label).into_owned());
            labels.push(LabeledSpan::new_primary_with_span(label, underlined(location)));
        } else {
            code.push_str(&format!(" in {}", clean_line(entry.file)));
        }
        let mut elsewhere = Vec::new();
        for (message, location) in entry.related() {
            let text = clean_line(message).into_owned();
            let span = underlined(location);
            if entry.location.is_some() && location.file() == entry.file {
                labels.push(LabeledSpan::new_with_span(Some(text), span));
            } else {
                elsewhere.push(Message {
                    severity: miette::Severity::Advice,
                    code: None,
                    text,
                    help: None,
                    source: excerpts.get(&std::ptr::from_ref(location.source)),
                    labels: vec![LabeledSpan::new_primary_with_span(None, span)],
                });
            }
        }
        let mut messages = vec![Message {
            severity: match finding.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning | Severity::Allowed => miette::Severity::Warning,
            },
            code: Some(code),
            text: clean(&finding.message).into_owned(),
            help: finding.help.as_deref().map(|help| clean(help).into_owned()),
            source: entry.location.and_then(|location| excerpts.get(&std::ptr::from_ref(location.source))),
            labels,
        }];
        messages.append(&mut elsewhere);
        messages
    }
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Message<'_> {}

impl Diagnostic for Message<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// The longest underline, and the most text shown on either side of it where a line is longer than that.
const WIDEST: usize = 120;

/// What is underlined of a place: at most its first line, and no more than a person takes in.
fn underlined(location: Location<'_>) -> SourceSpan {
    let Location { source, span } = location;
    let text = source.text();
    if span.start == text.len() {
        // Miette cannot point past the end: the last character that can be seen stands in for it.
        let seen = text.trim_end();
        let last = seen.chars().next_back().map_or(0, char::len_utf8);
        return (seen.len() - last, last).into();
    }
    let line = source.line_span(source.line_index(span.start));
    let end = floor_char(text, span.end.min(line.end).min(span.start + WIDEST)).max(span.start);
    (span.start, end - span.start).into()
}

/// The texts by the source that each was made of; names will not do, as two texts may have one.
type Texts<'a> = BTreeMap<*const Source, Excerpts<'a>>;

/// A file's text, safe to show, from which miette reads the lines around a label.
#[derive(Debug)]
struct Excerpts<'a> {
    source: &'a Source,
    /// As long as the source's own text, so that every span fits both.
    text: Cow<'a, str>,
}

impl<'a> Excerpts<'a> {
    fn new(source: &'a Source) -> Self {
        Excerpts { source, text: clean_in_place(source.text()) }
    }

    /// The lines that hold a span and so many around it; where one of them is very long, only the span and what is near.
    fn window(&self, span: Span, before: usize, after: usize) -> Span {
        let (first, last) = (self.source.line_index(span.start), self.source.line_index(span.end));
        let (above, below) = (first.saturating_sub(before), last + after);
        if (above..=below).all(|line| self.source.line_span(line).len() <= 4 * WIDEST) {
            Span::new(self.source.line_span(above).start, self.source.line_span(below).end)
        } else {
            let start = span.start.saturating_sub(WIDEST).max(self.source.line_span(first).start);
            let end = span.end.saturating_add(WIDEST).min(self.source.line_span(last).end).max(span.end);
            Span::new(floor_char(&self.text, start), floor_char(&self.text, end))
        }
    }
}

impl SourceCode for Excerpts<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let span = Span::new(span.offset(), span.offset().saturating_add(span.len()));
        if span.len() > 20 * WIDEST {
            // Two labels far apart on one endless line: refused, they are shown apart.
            return Err(MietteError::OutOfBounds);
        }
        // Without context miette asks for the place itself, to write its line and column.
        let shown = if before + after == 0 { span } else { self.window(span, before, after) };
        let data = self.text.get(shown.start..shown.end).ok_or(MietteError::OutOfBounds)?;
        let start = self.source.position(shown.start);
        let lines = data.matches('\n').count();
        Ok(Box::new(MietteSpanContents::new_named(
            clean_line(self.source.name()).into_owned(),
            data.as_bytes(),
            (shown.start, data.len()).into(),
            start.line - 1,
            start.column - 1,
            lines,
        )))
    }
}
