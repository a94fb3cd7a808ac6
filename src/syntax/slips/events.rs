//! Lists of events, which this version does not read.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    let name = |at: usize| matches!(view.kind(at), Some(Kind::Word | Kind::Backticked));
    let (is, are) = (|at, word| view.is(at, word), |words| view.are(at, words));
    let highest = ["latest", "earliest", "highest", "lowest", "sum"].contains(&view.written(at));
    // How many words tell it.
    let words = if are(&["for", "each"]) {
        2
    } else if are(&["list", "of"]) && is(at + 2, "{")
        || name(at + 1) && (is(at, "any") && is(at + 2, "where") || highest && is(at + 2, "of"))
    {
        3
    } else if are(&["count", "of"]) && name(at + 2) && is(at + 3, "where") {
        4
    } else {
        return None;
    };
    // The statement cannot be read, so whatever follows in it is no news.
    let span = view.spans(at, at + words - 1);
    let hint = "keep a count or a date of them in a field of the lead, for example `visits: number`";
    Some(Slip::new(Name::Unsupported, span, "this version does not read lists of events yet", hint))
}
