//! How text is shown: in colour or not, how wide, and without what a file could do to a terminal.

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use std::borrow::Cow;

/// When to colour: the values of `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set; always where `CLICOLOR_FORCE` is.
    #[default]
    Auto,
    /// Even into a file or a pipe.
    Always,
    /// Not even on a terminal.
    Never,
}

impl ColorWhen {
    /// Whether what goes to this stream is coloured.
    pub fn colours<S: RawStream>(self, stream: &S) -> bool {
        match self {
            ColorWhen::Auto => AutoStream::choice(stream) != ColorChoice::Never,
            ColorWhen::Always => true,
            ColorWhen::Never => false,
        }
    }
}

/// How to lay out text for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to write the codes that colour text.
    pub colour: bool,
    /// How many columns there are before text wraps.
    pub width: usize,
}

impl Look {
    /// Without colours, 100 columns wide.
    pub const PLAIN: Look = Look { colour: false, width: 100 };

    /// The look that fits a stream; as wide as `COLUMNS` says, or else the terminal, within reason.
    pub fn of<S: RawStream>(when: ColorWhen, stream: &S) -> Look {
        let columns = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
        let terminal = || terminal_size::terminal_size().filter(|_| stream.is_terminal());
        let columns = columns.or_else(|| terminal().map(|(width, _)| usize::from(width.0)));
        let width = columns.unwrap_or(Look::PLAIN.width).clamp(40, 160);
        Look { colour: when.colours(stream), width }
    }
}

/// The text with each character that could steer a terminal replaced by `\u{FFFD}`; line ends and tabs stay.
///
/// File names, messages and values go through this before a person sees them.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hostile) {
        Cow::Owned(text.chars().map(|c| if is_hostile(c) { '\u{FFFD}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The text of a file as it is, or for a terminal without what could steer it.
pub fn shown(text: &str, is_terminal: bool) -> Cow<'_, str> {
    if is_terminal { Cow::Owned(clean(&text.replace("\r\n", "\n")).into_owned()) } else { Cow::Borrowed(text) }
}

/// Cleaned text on one line: line ends and tabs become spaces.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) {
        let words: Vec<&str> = text.split(['\n', '\r', '\t']).filter(|part| !part.is_empty()).collect();
        Cow::Owned(clean(&words.join(" ")).into_owned())
    } else {
        clean(text)
    }
}

/// The same with every byte where it was: each hostile character gives way to a harmless one of its length.
pub fn clean_in_place(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut chars = text.chars().peekable();
    let mut shown = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        let ends_line = c == '\r' && chars.peek() == Some(&'\n');
        shown.push(match c.len_utf8() {
            _ if ends_line || !is_hostile(c) => c,
            1 => '?',
            2 => '·',
            _ => '\u{FFFD}',
        });
    }
    Cow::Owned(shown)
}

/// Control characters, old (C0, C1) and of writing direction, and the line ends that only Unicode knows.
fn is_hostile(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        _ => c.is_control(),
    }
}
