//! Files that are no rule files at all: JSON, or a program. One finding says so, instead of one for each line.

use super::tokens::{Kind, Token, Tokens};
use crate::diagnostic::{Finding, Name};
use crate::source::{FileId, Place};

/// What says that a text is of another language, from how it begins.
pub(super) fn find(text: &str, file: FileId) -> Option<Finding> {
    let mut tokens = Tokens::new(text, 0).filter(|token| token.kind != Kind::Comment);
    let (first, second, third) = (tokens.next()?, tokens.next()?, tokens.next()?);
    let is = |token: Token, written: &str| token.span.of(text) == written;
    let word = |token: Token| token.kind == Kind::Word;
    let json = is(first, "{") && second.kind == Kind::Text && is(third, ":") || is(first, "[") && is(second, "{");
    let program = (is(first, "def") || is(first, "function")) && word(second) && is(third, "(");
    if !json && !program {
        return None;
    }
    let what = if json { "JSON" } else { "a program" };
    let place = Place { file, span: first.span };
    Some(
        Finding::new(Name::Syntax, place, format!("this looks like {what}, not a rule file"))
            .help("a rule file has lines like `when company_size > 50 then +20`"),
    )
}
