//! A plain cut of any text into tokens, right or wrong: for the bounds that hold before parsing, for recognising slips, and
//! for saying what stands where something else was expected. It knows more signs than the language has.

use crate::source::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, or a path of words: `company.size`.
    Word,
    /// A name in backticks.
    Backticked,
    /// Digits, with what touches them: `10k`, `2.5`, `1_000`.
    Number,
    /// `2026-01-31`
    Date,
    /// `"..."`
    Text,
    /// A `"` that is not closed on its line, and the rest of the line.
    OpenText,
    /// A text in other quotes, closed on its line: `'...'`, `“...”`.
    ForeignText,
    /// `# ...`
    Comment,
    /// `/* ... */`
    ForeignComment,
    /// Anything else: `>=`, `(`, `=`.
    Sign,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

/// Runs over the tokens of a text.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    /// The tokens of `text` that begin at `start` or after.
    pub(super) fn new(text: &'t str, start: usize) -> Self {
        Tokens { text, at: start }
    }
}

const SIGNS: [&str; 22] = [
    "===", "!==", "..<", "...", "==", "!=", "<=", ">=", "<>", "=<", "=>", "->", "&&", "||", "..", "//", "--", ":=",
    "**", "?.", "::", "*/",
];

/// White space, as the grammar has it.
pub(super) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\n'
            | '\t'
            | '\r'
            | '\u{A0}'
            | '\u{FEFF}'
            | '\u{202F}'
            | '\u{2007}'
            | '\u{2009}'
            | '\u{200B}'
            | '\u{3000}'
    )
}

/// Whether a name may hold the character.
pub(super) fn is_name_char(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + (rest.len() - rest.trim_start_matches(is_blank).len());
        let rest = self.text.get(start..)?;
        let first = rest.chars().next()?;
        let (kind, length) = token(rest, first);
        self.at = start + length.max(first.len_utf8());
        Some(Token { kind, span: Span::new(start, self.at) })
    }
}

fn token(rest: &str, first: char) -> (Kind, usize) {
    let line = || rest.split('\n').next().unwrap_or(rest);
    match first {
        '#' => (Kind::Comment, line().trim_end_matches(is_blank).len()),
        '"' => text(rest),
        '`' => {
            let mut near = rest.char_indices().skip(1).take_while(|(at, c)| *at <= FAR && *c != '\n');
            match near.find(|(_, c)| *c == '`') {
                Some((at, _)) => (Kind::Backticked, at + 1),
                None => (Kind::Sign, 1),
            }
        }
        '\'' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '´' => {
            foreign_text(near(rest, 200), first)
        }
        '0'..='9' => number(rest),
        '/' if rest.starts_with("/*") => (Kind::ForeignComment, foreign_comment(rest)),
        c if is_name_char(c) => (Kind::Word, word(rest)),
        _ => {
            (Kind::Sign, SIGNS.iter().find(|sign| rest.starts_with(**sign)).map_or(first.len_utf8(), |sign| sign.len()))
        }
    }
}

/// How far the end of a name in backticks, or of a comment in the manner of other languages, is looked for.
const FAR: usize = 10_000;

/// The rest of the line, cut where it grows longer than any name or text: what is looked for there is near.
fn near(rest: &str, most: usize) -> &str {
    let end = rest.char_indices().map(|(at, c)| (at, c == '\n')).find(|(at, newline)| *newline || *at > most);
    rest.get(..end.map_or(rest.len(), |(at, _)| at)).unwrap_or(rest)
}

/// Up to `*/`, or the rest of the line where that is not near.
fn foreign_comment(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut pairs = bytes.iter().zip(bytes.iter().skip(1)).enumerate().skip(2).take(FAR);
    let close = pairs.find(|(_, pair)| *pair == (&b'*', &b'/'));
    close.map_or_else(|| rest.split('\n').next().map_or(rest.len(), str::len), |(at, _)| at + 2)
}

fn text(rest: &str) -> (Kind, usize) {
    let mut escaped = false;
    let mut end = rest.len();
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => {
                end = at;
                break;
            }
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (Kind::Text, at + 1),
            _ => {}
        }
    }
    (Kind::OpenText, rest.get(..end).unwrap_or(rest).trim_end_matches(is_blank).len())
}

fn foreign_text(line: &str, first: char) -> (Kind, usize) {
    let closes = |c: char| match first {
        '\'' | '‘' | '’' | '‚' | '´' => matches!(c, '\'' | '’' | '‘' | '´'),
        '«' => c == '»',
        '»' => c == '«',
        _ => matches!(c, '“' | '”' | '"'),
    };
    // An apostrophe within a word closes nothing.
    let ends_word = |at: usize, c: char| {
        let after = line.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        first != '\'' && first != '’' || !after.is_some_and(is_name_char)
    };
    match line.char_indices().skip(1).find(|(at, c)| closes(*c) && ends_word(*at, *c)) {
        Some((at, c)) => (Kind::ForeignText, at + c.len_utf8()),
        None => (Kind::Sign, first.len_utf8()),
    }
}

fn number(rest: &str) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_date = (0..10).all(|at| if at == 4 || at == 7 { bytes.get(at) == Some(&b'-') } else { digit(at) });
    if is_date && !digit(10) {
        return (Kind::Date, 10);
    }
    let mut end = rest.find(|c| !is_name_char(c)).unwrap_or(rest.len());
    while bytes.get(end) == Some(&b'.') && digit(end + 1) {
        let after = rest.get(end + 1..).unwrap_or("");
        end += 1 + after.find(|c| !is_name_char(c)).unwrap_or(after.len());
    }
    (Kind::Number, end)
}

fn word(rest: &str) -> usize {
    let mut end = 0;
    loop {
        let part = rest.get(end..).unwrap_or("");
        end += part.find(|c| !is_name_char(c)).unwrap_or(part.len());
        let mut next = rest.get(end..).unwrap_or("").chars();
        match (next.next(), next.next()) {
            (Some('.'), Some(c)) if c == '_' || c.is_alphabetic() => end += 1,
            _ => return end,
        }
    }
}
