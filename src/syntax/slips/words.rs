//! Keywords in capitals, and statements that begin as in other languages.

use super::view::is_reserved;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.kind(at) != Some(Kind::Word) {
        return None;
    }
    conditional(view, at).or_else(|| small_letters(view, at))
}

fn small_letters(view: &View, at: usize) -> Option<Slip> {
    let written = view.written(at);
    let small = written.to_ascii_lowercase();
    if small == written || !is_reserved(written) {
        return None;
    }
    let span = view.span(at);
    let message = format!("write `{small}` instead of `{written}`");
    Some(Slip::new(Name::ForeignWord, span, message, "words of the language are in small letters").mend(span, small))
}

/// `if` for `when`; `else` and its kin.
fn conditional(view: &View, at: usize) -> Option<Slip> {
    if at != view.first || (at > 0 && !view.begins_line(at) && !is_else(&view.word(at))) {
        return None;
    }
    let span = view.span(at);
    let word = view.word(at);
    let written = view.written(at);
    if word == "if" && !matches!(view.context, Context::Field | Context::Step | Context::Condition) {
        let slip = Slip::new(
            Name::ForeignWord,
            span,
            format!("write `when` instead of `{written}`"),
            "a rule begins with `when`",
        );
        return Some(slip.mend(span, "when"));
    }
    if word == "unless" {
        let message = format!("write `when not` instead of `{written}`");
        let slip = Slip::new(
            Name::ForeignWord,
            span,
            message,
            "`not` turns what follows around; put more than one part into `( )`",
        );
        return Some(slip.mend(span, "when not").guess());
    }
    if !is_else(&word) {
        return None;
    }
    let two = word == "else" && view.is_word(at + 1, "if");
    let all = if two { view.spans(at, at + 1) } else { span };
    match view.context {
        Context::Choice if two || matches!(word.as_str(), "elif" | "elseif" | "elsif") => {
            let message = format!("write `when` instead of `{}`", all.of(view.text));
            Some(Slip::new(Name::ForeignWord, all, message, "the first `when` that is true decides").mend(all, "when"))
        }
        Context::Item | Context::Body => {
            let message = format!("there is no `{}`", all.of(view.text));
            let points = view.spans(at + 1, view.tokens.len().saturating_sub(1)).of(view.text);
            let hint = match view.condition_before() {
                Some(condition) if !two && points.starts_with(['+', '-']) && !points.contains('\n') => {
                    format!("write the opposite: `when not ({condition}) then {points}`")
                }
                Some(condition) if !two && !points.contains('\n') => {
                    format!("write the opposite: `when not ({condition}) {points}`")
                }
                _ => "give the rule a condition of its own, or put rules of which one counts into `first \"name\" { }`"
                    .to_owned(),
            };
            Some(Slip::new(Name::ForeignWord, all, message, hint))
        }
        _ => None,
    }
}

fn is_else(word: &str) -> bool {
    matches!(word, "else" | "elif" | "elseif" | "elsif" | "otherwise" | "default")
}
