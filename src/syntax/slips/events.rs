//! Lists of events, which this version does not read.

use super::{Slip, View};
use crate::diagnostic::Name;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    let name = |at: usize| matches!(view.kind(at), Some(Kind::Word | Kind::Backticked));
    let end = if view.are(at, &["for", "each"]) {
        at + 1
    } else if view.are(at, &["list", "of"]) && view.is(at + 2, "{") {
        at + 2
    } else if view.is(at, "any") && name(at + 1) && view.is(at + 2, "where") {
        at + 2
    } else if view.are(at, &["count", "of"]) && name(at + 2) && view.is(at + 3, "where") {
        at + 3
    } else if ["latest", "earliest", "highest", "lowest", "sum"].contains(&view.written(at))
        && name(at + 1)
        && view.is(at + 2, "of")
    {
        at + 2
    } else {
        return None;
    };
    // The statement cannot be read, so whatever follows in it is no news.
    let span = view.spans(at, end);
    let hint = "keep a count or a date of them in a field of the lead instead, such as `visits: number`";
    Some(Slip::new(Name::Unsupported, span, "this version does not read lists of events yet", hint))
}
