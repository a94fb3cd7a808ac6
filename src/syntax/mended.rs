//! A text in which slips were mended, and where its parts stand in the text as the user wrote it.

use crate::source::Span;

/// The replacement of one stretch of the user's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mend {
    /// What is replaced, in the user's text; an empty span inserts.
    pub span: Span,
    /// What is put there.
    pub text: String,
}

/// A text with some stretches replaced.
#[derive(Clone, Debug)]
pub(super) struct Mended {
    text: String,
    /// What was replaced and where the replacement stands in `text`; in order, without overlaps.
    pieces: Vec<(Span, Span)>,
}

impl Mended {
    /// The user's text with the mends made, which stand in order and do not overlap.
    pub(super) fn new(user: &str, mends: &[Mend]) -> Self {
        let mut text = String::with_capacity(user.len() + mends.len() * 8);
        let mut pieces = Vec::with_capacity(mends.len());
        let mut done = 0;
        for mend in mends {
            text.push_str(user.get(done..mend.span.start).unwrap_or(""));
            let start = text.len();
            text.push_str(&mend.text);
            pieces.push((mend.span, Span::new(start, text.len())));
            done = mend.span.end;
        }
        text.push_str(user.get(done..).unwrap_or(""));
        Mended { text, pieces }
    }

    /// The mended text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a stretch of the mended text stands in the user's text.
    pub(super) fn original(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        Span::new(self.offset(span.start, false), self.offset(span.end, true))
    }

    /// Whether a stretch of the user's text touches one that was replaced.
    pub(super) fn touches(&self, span: Span) -> bool {
        self.pieces.iter().any(|(user, _)| user.start <= span.end && span.start <= user.end)
    }

    /// The mended lines that a stretch of the user's text became, without indentation and comments after them.
    pub(super) fn lines_of(&self, user: &str, span: Span) -> String {
        let start = user.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = user.get(span.end..).and_then(|after| after.find('\n')).map_or(user.len(), |at| span.end + at);
        let lines = self.text.get(self.mended_offset(start, false)..self.mended_offset(end, true)).unwrap_or("");
        lines.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Where a place of the user's text that was not replaced stands in the mended text; what is put in there is left out in
    /// front of a start, and held in front of an end.
    fn mended_offset(&self, at: usize, is_end: bool) -> usize {
        let before = self.pieces.partition_point(|(user, _)| user.end <= at && (user.start < at || is_end));
        match before.checked_sub(1).and_then(|last| self.pieces.get(last)) {
            Some((user, new)) => new.end + at.saturating_sub(user.end),
            None => at,
        }
    }

    fn offset(&self, at: usize, is_end: bool) -> usize {
        let before = self.pieces.partition_point(|(_, new)| new.end < at || (new.end == at && !is_end));
        match self.pieces.get(before) {
            // Inside of what was put in: all of it counts as the whole of what was replaced.
            Some((user, new)) if new.start < at => {
                if is_end {
                    user.end
                } else {
                    user.start
                }
            }
            _ => match before.checked_sub(1).and_then(|last| self.pieces.get(last)) {
                Some((user, new)) => user.end + (at - new.end),
                None => at,
            },
        }
    }
}
