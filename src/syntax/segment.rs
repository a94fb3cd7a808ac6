//! A stretch of text that could not be read.

use super::parser::Rule;
use crate::source::Span;

/// What was to be read where something else stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// A statement at the top of the file.
    Item,
    /// A statement that gives points, in a block.
    Body,
    /// A field of a `lead` block.
    Field,
    /// A row of a table that gives points.
    Row,
    /// A choice of a label.
    Choice,
    /// A row of a table in a label.
    ChoiceRow,
    /// A step of a ladder.
    Step,
    /// A part of a test.
    TestPart,
    /// A condition that stands alone.
    Condition,
}

impl Context {
    /// The rule that reads one such part alone.
    pub(super) fn rule(self) -> Rule {
        match self {
            Context::Item => Rule::only_item,
            Context::Body => Rule::only_body,
            Context::Field => Rule::only_field,
            Context::Row => Rule::only_row,
            Context::Choice => Rule::only_choice,
            Context::ChoiceRow => Rule::only_choice_row,
            Context::Step => Rule::only_step,
            Context::TestPart => Rule::only_test_part,
            Context::Condition => Rule::only_condition,
        }
    }
}

/// A stretch of text that could not be read: a statement, or what stands before a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// Where it stands in the text that was parsed.
    pub span: Span,
    /// What was to be read there.
    pub context: Context,
    /// The block that follows, whose inside was read.
    pub block: Option<Span>,
    /// The statement before it in the same block.
    pub after: Option<Span>,
}

impl Segment {
    /// Whether it begins as a part of a test does, so that it has nothing to do with the one before it.
    fn begins_part(&self, text: &str) -> bool {
        let part = self.span.of(text);
        let word = part.split(|c: char| !super::tokens::is_name_char(c)).next().unwrap_or("");
        self.context == Context::TestPart && matches!(word, "today" | "given" | "expect")
    }

    /// Where the statement begins: with the one before it, where that stands on the same line.
    pub(super) fn start(&self, text: &str) -> usize {
        match self.after {
            Some(after)
                if !self.begins_part(text) && !Span::new(after.end, self.span.start).of(text).contains('\n') =>
            {
                after.start
            }
            _ => self.span.start,
        }
    }
}
