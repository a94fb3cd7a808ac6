//! Comments and line ends of other languages.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    let span = view.span(at);
    let to_line_end = || {
        let rest = view.text.get(span.start..).unwrap_or("");
        Span::new(span.start, span.start + rest.lines().next().unwrap_or("").trim_end().len())
    };
    let word = |sign: &str| {
        Slip::new(
            Name::ForeignWord,
            to_line_end(),
            format!("`{sign}` begins no comment here"),
            "a comment begins with `#`",
        )
    };
    match view.written(at) {
        "//" => Some(word("//").mend(span, "#")),
        "--" if view.begins_line(at) || !view.touches_previous(at + 1) => Some(word("--").mend(span, "#")),
        ";" if view.context != Context::TestPart || view.depth(at) == 0 => Some(
            Slip::new(Name::ForeignWord, span, "no `;` is needed here", "a rule ends where the next begins")
                .mend(span, ""),
        ),
        written if view.kind(at) == Some(Kind::ForeignComment) => {
            let inside = written.trim_start_matches("/*").trim_end_matches("*/");
            let lines: Vec<String> =
                inside.lines().map(|line| format!("# {}", line.trim_matches([' ', '*', '\t', '\r']))).collect();
            let after =
                view.text.get(span.end..).and_then(|rest| rest.chars().find(|c| !matches!(c, ' ' | '\t' | '\r')));
            let end = if after.is_none_or(|c| c == '\n') { "" } else { "\n" };
            Some(word("/*").mend(span, lines.join("\n") + end))
        }
        _ => None,
    }
    .map(|mut slip| {
        if view.kind(at) == Some(Kind::ForeignComment) {
            slip.span = span;
        }
        slip
    })
}
