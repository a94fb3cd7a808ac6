//! Lays a sequence of steps out in lines.

use super::layout::{Blank, Column, CommentOp, Gap, INDENT, Layout, Op, Role, Token};

/// Lines are broken where they would be longer than this.
pub(super) const WIDTH: usize = 100;

/// One line of the layout.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// How far it is moved in.
    pub indent: usize,
    /// Its text, parted where neighbouring lines may be aligned.
    pub cells: Vec<Cell>,
    /// The comment behind it.
    pub comment: Option<String>,
    /// Whether it is part of a statement of several lines, which is aligned with nothing.
    pub partial: bool,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
}

/// A stretch of a line.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// The column it begins, unless it is the first of its line.
    pub column: Option<Column>,
    /// The least number of blanks before it.
    pub gap: usize,
    /// What it says.
    pub text: String,
}

/// The lines of a layout.
pub(super) fn print(layout: &Layout) -> Vec<Line> {
    let mut printer = Printer::new(&layout.ops);
    for (at, op) in layout.ops.iter().enumerate() {
        match op {
            Op::Token(token) => printer.token(token),
            Op::Gap(gap) => printer.gap(gap),
            Op::TrailingComma => printer.trailing_comma(),
            Op::LineEnd(blank) => printer.line_end(*blank),
            Op::Open => printer.open(at),
            Op::Close => _ = printer.broken.pop(),
            Op::OpenRows => printer.open_rows(at),
            Op::CloseRows => printer.close_rows(),
            Op::Row(width, blank) => printer.row(*width, *blank),
            Op::Indent => printer.indent += INDENT,
            Op::Dedent => printer.indent = printer.indent.saturating_sub(INDENT),
            Op::Comment(comment) => printer.comment(comment),
        }
    }
    printer.end_line(false);
    printer.lines
}

struct Printer<'a> {
    ops: &'a [Op],
    /// For each `Open`, whether its group holds a comment.
    commented: Vec<bool>,
    lines: Vec<Line>,
    line: Line,
    width: usize,
    indent: usize,
    /// How far the next line is moved in.
    next_indent: usize,
    /// For each group that is open, whether it is broken.
    broken: Vec<bool>,
    /// How many blocks of rows are open that stand on one line.
    rows_on_one_line: usize,
    /// Whether the line must end before the next text.
    must_end: bool,
    /// Whether the next text starts a statement, and what stands before it.
    starts: Option<Blank>,
}

impl<'a> Printer<'a> {
    fn new(ops: &'a [Op]) -> Self {
        Printer {
            ops,
            commented: commented_groups(ops),
            lines: Vec::new(),
            line: Line::default(),
            width: 0,
            indent: 0,
            next_indent: 0,
            broken: Vec::new(),
            rows_on_one_line: 0,
            must_end: false,
            starts: Some(Blank::None),
        }
    }

    fn token(&mut self, token: &Token) {
        self.prepare(token.after_blank && token.role != Role::Closes);
        self.starts = None;
        self.write(&token.text);
    }

    fn write(&mut self, text: &str) {
        if self.line.cells.is_empty() {
            self.line.indent = self.next_indent;
            self.width = self.next_indent;
            self.line.cells.push(Cell::default());
        }
        self.width += text.chars().count();
        if let Some(cell) = self.line.cells.last_mut() {
            cell.text.push_str(text);
        }
    }

    fn comment(&mut self, comment: &CommentOp) {
        let behind = comment.trails && !self.line.cells.is_empty() && !self.must_end;
        if behind {
            self.line.comment = Some(comment.text.clone());
        } else {
            self.must_end = true;
            self.next_indent = self.indent;
            self.prepare(comment.after_blank);
            self.write(&comment.text);
            self.line.partial = true;
        }
        self.must_end = true;
        self.next_indent = self.indent;
    }

    /// Ends the line before the next text if it must end, with a blank line if there is one.
    fn prepare(&mut self, blank_in_source: bool) {
        if self.must_end {
            self.end_line(self.starts.is_none());
        }
        let blank = match self.starts {
            Some(Blank::Always) => true,
            Some(Blank::Kept) => blank_in_source,
            Some(Blank::None) | None => false,
        };
        if blank && self.line.cells.is_empty() && !self.lines.is_empty() {
            self.line.after_blank = true;
        }
        if self.starts.is_some() {
            self.starts = Some(Blank::Kept);
        }
    }

    fn end_line(&mut self, within_statement: bool) {
        self.must_end = false;
        if self.line.cells.is_empty() {
            return;
        }
        self.line.partial |= within_statement;
        self.lines.push(std::mem::take(&mut self.line));
        self.line.partial = within_statement;
    }

    fn line_end(&mut self, blank: Blank) {
        self.must_end = true;
        self.next_indent = self.indent;
        self.starts = Some(blank);
    }

    fn gap(&mut self, gap: &Gap) {
        if gap.breaks && self.broken.last() == Some(&true) {
            self.must_end = true;
            self.next_indent = self.indent;
        } else if self.must_end || self.line.cells.is_empty() {
            // The line ends here anyway.
        } else if self.rows_on_one_line > 0 {
            // Two blanks part the rows themselves.
            self.write(if gap.width > 0 { " " } else { "" });
        } else if gap.column.is_some() {
            self.width += gap.width;
            self.line.cells.push(Cell { column: gap.column, gap: gap.width, text: String::new() });
        } else {
            self.write(if gap.width > 1 {
                "  "
            } else if gap.width == 1 {
                " "
            } else {
                ""
            });
        }
    }

    fn trailing_comma(&mut self) {
        if self.broken.last() == Some(&true) {
            self.write(",");
        }
    }

    fn open(&mut self, at: usize) {
        // Where the parent stays on one line, it fitted with all that it holds.
        let parent_on_one_line = self.broken.last() == Some(&false);
        let commented = self.commented.get(at) == Some(&true);
        self.broken.push(!parent_on_one_line && (commented || !self.fits(at)));
    }

    fn open_rows(&mut self, at: usize) {
        self.open(at);
        self.rows_on_one_line += usize::from(self.broken.last() == Some(&false));
    }

    fn close_rows(&mut self) {
        let on_one_line = self.broken.pop() == Some(false);
        self.rows_on_one_line = self.rows_on_one_line.saturating_sub(usize::from(on_one_line));
    }

    fn row(&mut self, width: usize, blank: Blank) {
        if self.broken.last() == Some(&true) {
            self.line_end(blank);
        } else {
            self.write(if width > 1 {
                "  "
            } else if width == 1 {
                " "
            } else {
                ""
            });
        }
    }

    /// Whether the group that opens here fits on the line, with what follows it up to the next place where a line may end.
    fn fits(&self, open: usize) -> bool {
        let mut width = if self.must_end || self.line.cells.is_empty() { self.next_indent } else { self.width };
        let (mut depth, mut rows) = (0usize, self.rows_on_one_line);
        let mut ended = false;
        for op in self.ops.iter().skip(open) {
            match op {
                Op::Open | Op::OpenRows => {
                    depth += 1;
                    rows += usize::from(matches!(op, Op::OpenRows));
                }
                Op::Close | Op::CloseRows => {
                    depth = depth.saturating_sub(1);
                    ended |= depth == 0;
                    rows = rows.saturating_sub(usize::from(matches!(op, Op::CloseRows)));
                }
                Op::Token(token) => width += token.text.chars().count(),
                Op::Gap(gap) if ended && gap.breaks => return true,
                Op::Gap(gap) => width += if rows > 0 { gap.width.min(1) } else { gap.width },
                Op::Row(..) if ended => return true,
                Op::Row(blanks, _) => width += blanks,
                Op::LineEnd(_) | Op::Comment(_) => return true,
                Op::TrailingComma | Op::Indent | Op::Dedent => {}
            }
            if width > WIDTH {
                return false;
            }
        }
        true
    }
}

/// For each step that opens a group, whether a comment stands in the group.
fn commented_groups(ops: &[Op]) -> Vec<bool> {
    let mut commented = vec![false; ops.len()];
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, op) in ops.iter().enumerate() {
        match op {
            Op::Open | Op::OpenRows => open.push((at, false)),
            Op::Comment(_) => {
                if let Some((_, holds)) = open.last_mut() {
                    *holds = true;
                }
            }
            Op::Close | Op::CloseRows => {
                let Some((start, true)) = open.pop() else { continue };
                if let Some(flag) = commented.get_mut(start) {
                    *flag = true;
                }
                if let Some((_, holds)) = open.last_mut() {
                    *holds = true;
                }
            }
            _ => {}
        }
    }
    commented
}
