//! What a layout is made of: tokens, the gaps between them, and groups of gaps that are broken together.

use crate::source::Span;

/// How far a block or a continued line is moved in, in columns.
pub(super) const INDENT: usize = 2;

/// One step of a layout, which is a flat sequence of them.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// A piece of text that is never broken.
    Token(Token),
    /// What stands between two tokens of a statement.
    Gap(Gap),
    /// A comma that stands only where its group is broken.
    TrailingComma,
    /// The end of a line, always.
    LineEnd(Blank),
    /// The start of a group: its breaking gaps become line ends all together, or none of them does.
    Open,
    /// The end of a group.
    Close,
    /// The start of what is one line, or else a block of rows.
    OpenRows,
    /// The end of it.
    CloseRows,
    /// What parts two rows: a line end, or so many blanks where they stand on one line.
    Row(usize, Blank),
    /// Lines from here on are moved in.
    Indent,
    /// Lines from here on are moved out again.
    Dedent,
    /// A comment, which the line ends after.
    Comment(CommentOp),
}

/// A piece of text that is never broken.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// The text as it is written.
    pub text: String,
    /// Where it stood, as far as the tree knows.
    pub at: Option<Span>,
    /// Which part it plays for comments beside it.
    pub role: Role,
    /// Whether a blank line stood before it.
    pub after_blank: bool,
}

/// The part a token plays for the comments beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// None in particular.
    Plain,
    /// It stays with the token before it; no comment comes between.
    Hugs,
    /// It closes a bracket; comments before it belong inside.
    Closes,
}

/// What stands between two tokens of a statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// How many blanks.
    pub width: usize,
    /// Whether it is a line end where its group is broken.
    pub breaks: bool,
    /// The column that begins after it, if neighbouring lines are aligned there.
    pub column: Option<Column>,
}

/// The columns in which neighbouring lines are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// What a `define` says.
    Defined,
    /// The type of a field.
    Type,
    /// What else is said of a field.
    Attributes,
    /// `then`
    Then,
    /// `needs`
    Needs,
}

/// Whether a blank line stands after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blank {
    /// Never.
    None,
    /// Where the author had one.
    Kept,
    /// Always.
    Always,
}

/// A comment on its way into the layout.
#[derive(Clone, Debug)]
pub(super) struct CommentOp {
    /// The text with its `#`.
    pub text: String,
    /// Whether it stood behind other text.
    pub trails: bool,
    /// Whether a blank line stood before it.
    pub after_blank: bool,
}

/// A layout being put together.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub ops: Vec<Op>,
}

impl Layout {
    /// Words or signs of the language, parted by blanks, whose place the tree does not know.
    pub fn word(&mut self, text: &str) -> &mut Self {
        for (at, word) in text.split(' ').enumerate() {
            if at > 0 {
                self.space();
            }
            self.token(word.to_owned(), None, Role::Plain);
        }
        self
    }

    /// A sign that stays with what stands before it.
    pub fn hug(&mut self, text: &str) -> &mut Self {
        self.token(text.to_owned(), None, Role::Hugs)
    }

    /// A closing bracket.
    pub fn closing(&mut self, text: &str) -> &mut Self {
        self.token(text.to_owned(), None, Role::Closes)
    }

    /// Text whose place the tree knows.
    pub fn placed(&mut self, text: String, at: Span) -> &mut Self {
        self.token(text, Some(at), Role::Plain)
    }

    fn token(&mut self, text: String, at: Option<Span>, role: Role) -> &mut Self {
        self.push(Op::Token(Token { text, at, role, after_blank: false }))
    }

    /// One blank, never a line end.
    pub fn space(&mut self) -> &mut Self {
        self.push(Op::Gap(Gap { width: 1, breaks: false, column: None }))
    }

    /// One blank, or a line end where the group is broken.
    pub fn line(&mut self) -> &mut Self {
        self.push(Op::Gap(Gap { width: 1, breaks: true, column: None }))
    }

    /// Nothing, or a line end where the group is broken.
    pub fn soft(&mut self) -> &mut Self {
        self.push(Op::Gap(Gap { width: 0, breaks: true, column: None }))
    }

    /// Any other gap.
    pub fn gap(&mut self, width: usize, breaks: bool, column: Option<Column>) -> &mut Self {
        self.push(Op::Gap(Gap { width, breaks, column }))
    }

    /// The end of a line, always.
    pub fn line_end(&mut self, blank: Blank) -> &mut Self {
        self.push(Op::LineEnd(blank))
    }

    /// A comma that stands only where the group is broken.
    pub fn trailing_comma(&mut self) -> &mut Self {
        self.push(Op::TrailingComma)
    }

    /// What is broken together.
    pub fn group(&mut self, content: impl FnOnce(&mut Self)) -> &mut Self {
        self.push(Op::Open);
        content(self);
        self.push(Op::Close)
    }

    /// What stands between braces: on one line where it fits, else one row a line as in a block.
    pub fn rows<T>(&mut self, rows: &[T], each: impl Fn(&mut Self, &T)) -> &mut Self {
        self.push(Op::OpenRows).word("{");
        self.nest(|inside| {
            for (at, row) in rows.iter().enumerate() {
                inside.push(if at > 0 { Op::Row(2, Blank::Kept) } else { Op::Row(1, Blank::None) });
                each(inside, row);
            }
        });
        self.push(Op::Row(usize::from(!rows.is_empty()), Blank::None)).closing("}").push(Op::CloseRows)
    }

    /// What is moved in.
    pub fn nest(&mut self, content: impl FnOnce(&mut Self)) -> &mut Self {
        self.push(Op::Indent);
        content(self);
        self.push(Op::Dedent)
    }

    /// A statement that is continued further in.
    pub fn statement(&mut self, content: impl FnOnce(&mut Self)) -> &mut Self {
        self.group(|group| {
            group.nest(content);
        })
    }

    /// Values parted by commas.
    pub fn commas<T>(&mut self, values: &[T], each: impl Fn(&mut Self, &T)) -> &mut Self {
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                self.hug(",").line();
            }
            each(self, value);
        }
        self
    }

    fn push(&mut self, op: Op) -> &mut Self {
        self.ops.push(op);
        self
    }

    /// The layout on one line.
    pub fn flat(&self) -> String {
        let mut text = String::new();
        for op in &self.ops {
            match op {
                Op::Token(token) => text.push_str(&token.text),
                Op::Gap(gap) => text.extend(std::iter::repeat_n(' ', gap.width)),
                Op::Row(width, _) => text.extend(std::iter::repeat_n(' ', *width)),
                _ => {}
            }
        }
        text
    }
}
