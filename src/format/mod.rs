//! The one standard layout, of a rule file and of its parts.

mod align;
mod broken;
mod comments;
mod expression;
mod layout;
mod points;
mod print;
mod statement;
mod value;
mod verify;

pub use verify::{FormatError, verified};

use crate::source::Source;
use crate::syntax::tree::{
    Case, Expr, ExprKind, File, List, Literal, Name, Points, Range, RowKey, Selection, Text, Word,
};
use layout::Layout;

/// A file in the standard layout, its lines ended by `\n`; `None` where a part of it could not be read.
pub fn file(source: &Source, file: &File) -> Option<String> {
    if broken::is_broken(file) {
        return None;
    }
    let mut layout = Layout::default();
    layout.file(file);
    let layout = comments::weave(layout, &file.comments, source.text());
    Some(align::text(&print::print(&layout)))
}

/// A condition or value on one line: `company_size in 50..500`.
pub fn expression(expression: &Expr) -> String {
    one_line(|layout| layout.expression(expression))
}

/// What a comparison or predicate is about, and what it asks of it: `company_size` and `in 50..500`. A bare name is asked
/// nothing; `None` for everything else (`and`, `not`, arithmetic, a value).
pub fn clause(condition: &Expr) -> Option<(String, String)> {
    match (&condition.kind, expression::subject(condition)) {
        (ExprKind::Name(written), _) => Some((name(written), String::new())),
        (_, Some(subject)) => Some((expression(subject), one_line(|layout| layout.asked(condition)))),
        _ => None,
    }
}

/// A list and what is asked of its entries: `activity where (kind = "visit")`.
pub fn selection(selection: &Selection) -> String {
    one_line(|layout| layout.selection(selection))
}

/// Points on one line: `+5 per downloads up to +25`.
pub fn points(points: &Points) -> String {
    one_line(|layout| layout.points(points))
}

/// One case of a table's row: `50..500`.
pub fn case(case: &Case) -> String {
    one_line(|layout| layout.case(case))
}

/// The cases of a table's row: `"Software", "Fintech"`.
pub fn row_key(key: &RowKey) -> String {
    one_line(|layout| layout.row_key(key))
}

/// A range: `50..500`.
pub fn range(range: &Range) -> String {
    one_line(|layout| layout.range(range))
}

/// A list on one line: `["a", "b"]`.
pub fn list(list: &List) -> String {
    one_line(|layout| layout.list(list))
}

/// A value written down: `"Software"`, `500`.
pub fn literal(literal: &Literal) -> String {
    one_line(|layout| layout.literal(literal))
}

/// A name, in backticks where the author put them.
pub fn name(name: &Name) -> String {
    value::name_text(name)
}

/// A text in quotes, with its escapes.
pub fn text(text: &Text) -> String {
    value::text_text(&text.value)
}

/// A step or the value of a label: `hot`, `"very hot"`.
pub fn word(word: &Word) -> String {
    one_line(|layout| layout.value_word(word))
}

fn one_line(write: impl FnOnce(&mut Layout) -> &mut Layout) -> String {
    let mut layout = Layout::default();
    write(&mut layout);
    layout.flat()
}
