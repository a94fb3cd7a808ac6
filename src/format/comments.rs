//! Puts the comments of a file into its layout.
//!
//! The tree knows the places of names and values but not of every word of the language; those are found by reading along in
//! the source. A comment goes between the two tokens it stood between. Whatever the tree says, each comment is put in
//! once and in order: the layout may break a line for it, but never lose it.

use super::layout::{Blank, CommentOp, Layout, Op, Role, Token};
use crate::syntax::tree::Comment;

/// The layout with the comments in it, and with what is known of the author's blank lines.
pub(super) fn weave(layout: Layout, comments: &[Comment], text: &str) -> Layout {
    let mut weaver = Weaver { reader: Reader { text, at: 0 }, done: Vec::new(), between: Vec::new() };
    let mut comments = comments.iter().peekable();
    for op in layout.ops {
        let Op::Token(mut token) = op else {
            weaver.between.push(op);
            continue;
        };
        let Some(start) = weaver.reader.find(&token) else {
            weaver.between.push(Op::Token(token));
            continue;
        };
        token.after_blank = after_blank(text, start);
        if token.role == Role::Hugs {
            weaver.between.push(Op::Token(token));
            continue;
        }
        let mut waiting = Vec::new();
        while let Some(comment) = comments.next_if(|comment| comment.at.0.start < start) {
            waiting.push(comment_op(comment, text));
        }
        weaver.place(waiting, token.role == Role::Closes);
        weaver.done.append(&mut weaver.between);
        weaver.done.push(Op::Token(token));
    }
    weaver.finish(comments.map(|comment| comment_op(comment, text)).collect());
    Layout { ops: weaver.done }
}

struct Weaver<'a> {
    reader: Reader<'a>,
    /// The layout up to and with the last token whose place is known.
    done: Vec<Op>,
    /// What follows it.
    between: Vec<Op>,
}

impl Weaver<'_> {
    /// Puts comments between the last token and the next one.
    fn place(&mut self, mut comments: Vec<CommentOp>, closes: bool) {
        if comments.is_empty() {
            return;
        }
        let own = comments.split_off(trailing(&comments));
        let before = if closes { self.before_closing() } else { self.before_next() };
        let in_block = matches!(self.between.get(before + 1), Some(Op::LineEnd(_) | Op::Row(..)));
        let mut own: Vec<Op> = own.into_iter().map(Op::Comment).collect();
        if closes && in_block && !own.is_empty() {
            own.insert(0, Op::LineEnd(Blank::Kept));
        }
        self.between.splice(before..before, own);
        self.place_trailing(comments);
    }

    /// Comments behind the last token go behind all that stays on its line.
    fn place_trailing(&mut self, comments: Vec<CommentOp>) {
        if self.done.is_empty() {
            self.between.splice(0..0, comments.into_iter().map(Op::Comment));
            return;
        }
        let stays = |op: &Op| match op {
            Op::Close | Op::CloseRows | Op::Indent | Op::Dedent | Op::TrailingComma => true,
            Op::Token(token) => token.role == Role::Hugs,
            _ => false,
        };
        let after = self.between.iter().position(|op| !stays(op)).unwrap_or(self.between.len());
        self.between.splice(after..after, comments.into_iter().map(Op::Comment));
    }

    /// Right before the next token, outside of the groups that begin with it.
    fn before_next(&self) -> usize {
        self.between
            .iter()
            .rposition(|op| !matches!(op, Op::Open | Op::OpenRows | Op::Indent))
            .map_or(0, |last| last + 1)
    }

    /// Inside of the bracket that the next token closes.
    fn before_closing(&self) -> usize {
        self.between.iter().rposition(|op| matches!(op, Op::Dedent)).unwrap_or_else(|| self.before_next())
    }

    /// Puts the comments behind the last token of the file.
    fn finish(&mut self, mut comments: Vec<CommentOp>) {
        let own = comments.split_off(trailing(&comments));
        if !own.is_empty() {
            self.between.push(Op::LineEnd(Blank::Kept));
            self.between.extend(own.into_iter().map(Op::Comment));
        }
        self.place_trailing(comments);
        self.done.append(&mut self.between);
    }
}

/// How many comments stand behind the last token: one at most, for a line ends after it.
fn trailing(comments: &[CommentOp]) -> usize {
    comments.first().map_or(0, |comment| usize::from(comment.trails))
}

fn comment_op(comment: &Comment, text: &str) -> CommentOp {
    let start = comment.at.0.start;
    let line = text.get(..start).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
    CommentOp {
        text: comment.text.clone(),
        trails: line.chars().any(|letter| !is_blank(letter)),
        after_blank: after_blank(text, start),
    }
}

/// Whether a blank line stands before a place.
fn after_blank(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or("");
    before.chars().rev().take_while(|letter| is_blank(*letter)).filter(|letter| *letter == '\n').nth(1).is_some()
}

/// What the grammar reads as white space.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{FEFF}' | '\u{200B}')
}

/// Reads along in the source to find where the words of the language stand.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// Where a token starts, if it can be told; never before one that was found earlier.
    fn find(&mut self, token: &Token) -> Option<usize> {
        if let Some(span) = token.at {
            if span.start < self.at || span.end > self.text.len() || span.is_empty() {
                return None;
            }
            self.at = span.end;
            return Some(span.start);
        }
        let mut start = self.skip_blanks(self.at);
        // A comma after the last value, which the layout writes in its own way.
        if token.text != "," && self.rest(start).starts_with(',') {
            start = self.skip_blanks(start + 1);
        }
        if !self.rest(start).starts_with(&token.text) {
            return None;
        }
        self.at = start + token.text.len();
        Some(start)
    }

    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or("")
    }

    /// The next place that holds neither white space nor a comment.
    fn skip_blanks(&self, from: usize) -> usize {
        let mut rest = self.rest(from);
        loop {
            rest = rest.trim_start_matches(is_blank);
            if !rest.starts_with('#') {
                return self.text.len() - rest.len();
            }
            rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or("");
        }
    }
}
