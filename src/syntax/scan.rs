//! What is looked at before parsing: bounds that keep any text from taking much time or memory, and the comments.

use super::tokens::{Kind, Tokens, is_blank};
use super::tree::{At, Comment};
use crate::diagnostic::{Finding, Name};
use crate::source::{FileId, Place, Span};

/// How deep parentheses, brackets, braces and runs of `not` may be nested: so that what is parsed fits the smallest usual
/// stack (1 MB) even in a build without optimisation.
const DEEPEST: usize = 64;
/// How long a text, a name or a number may be, in bytes.
const LONGEST: usize = 10_000;
/// How large a file may be, in bytes.
pub(crate) const LARGEST: usize = 1_000_000;

/// The comments of a text, in order; or what keeps it from being parsed at all.
pub(super) fn scan(text: &str, file: FileId) -> Result<Vec<Comment>, Box<Finding>> {
    if text.len() > LARGEST {
        let message = format!("the file has {} bytes, more than the {LARGEST} that a rule file may have", text.len());
        return Err(Box::new(
            Finding::without_place(Name::FileTooLarge, message)
                .help("put long lists in files of their own: `list names from \"names.txt\"`"),
        ));
    }
    if let Some(at) = lone_return(text) {
        let place = Place { file, span: Span::new(at, at + 1) };
        return Err(Box::new(
            Finding::new(Name::Syntax, place, "a line ends here as only very old programs end it")
                .help("save the file with the usual line ends: LF, or CRLF as Windows has it"),
        ));
    }
    let mut comments = Vec::new();
    let (mut depth, mut nots) = (0_usize, 0_usize);
    for token in Tokens::new(text, 0) {
        let place = Place { file, span: token.span };
        let written = token.span.of(text);
        nots = if token.kind == Kind::Word && written == "not" { nots + 1 } else { 0 };
        match token.kind {
            Kind::Comment => {
                comments.push(Comment { text: written.trim_end_matches(is_blank).to_owned(), at: At(token.span) });
            }
            Kind::ForeignComment => {}
            Kind::Sign => {
                match written {
                    "(" | "[" | "{" => depth += 1,
                    ")" | "]" | "}" => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if let Some(c) = written.chars().find(|c| c.is_control()) {
                    return Err(Box::new(
                        Finding::new(
                            Name::Syntax,
                            place,
                            format!("a control character (U+{:04X}) stands here", c as u32),
                        )
                        .help("this does not look like a text file; save it as plain text in UTF-8"),
                    ));
                }
            }
            _ if token.span.len() > LONGEST => return Err(Box::new(too_long(token.kind, place))),
            _ => {}
        }
        if depth > DEEPEST || nots > DEEPEST {
            let what = if nots > 0 { "`not`" } else { "brackets" };
            return Err(Box::new(
                Finding::new(Name::TooDeep, place, format!("{what} are nested deeper than {DEEPEST} levels"))
                    .help("name parts of it with `define`"),
            ));
        }
    }
    Ok(comments)
}

/// The first carriage return without a line feed after it: what follows would count as the same line, or as a comment.
fn lone_return(text: &str) -> Option<usize> {
    text.match_indices('\r').map(|(at, _)| at).find(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))
}

fn too_long(kind: Kind, place: Place) -> Finding {
    let what = match kind {
        Kind::Word | Kind::Backticked => "name",
        Kind::Number | Kind::Date => "number",
        _ => "text",
    };
    let length = place.span.len();
    let start = Place { span: Span::new(place.span.start, place.span.start + 1), ..place };
    Finding::new(Name::TextTooLong, start, format!("a {what} of {length} bytes begins here, longer than {LONGEST}"))
        .help("is a closing quote missing?")
}
