//! The fields of a `lead` block: types of other languages, a missing `:`.

use super::view::is_reserved;
use super::{Slip, View};
use crate::diagnostic::Name;
use crate::source::Span;
use crate::syntax::segment::Context;
use crate::syntax::tokens::Kind;

pub(super) fn slip(view: &View, at: usize) -> Option<Slip> {
    if view.context != Context::Field {
        return None;
    }
    if at == 0 {
        return no_type(view);
    }
    let colon = |at: usize| view.is(at, ":");
    if at > view.first && colon(at - 1) && at - view.first <= 8 && !(view.first..at - 1).any(colon) {
        return kind(view, at);
    }
    if at == 1 {
        return missing_colon(view, at);
    }
    let span = view.span(at);
    (view.is(at, "?") && view.touches_previous(at)).then(|| {
        Slip::new(
            Name::ForeignWord,
            span,
            "no `?` is needed after a type",
            "every field may be missing, unless it says `required`",
        )
        .mend(span, "")
    })
}

/// `title` alone, `title:`
fn no_type(view: &View) -> Option<Slip> {
    let alone = view.tokens.len() == 1 || view.tokens.len() == 2 && view.is(1, ":");
    if !alone || !matches!(view.kind(0), Some(Kind::Word | Kind::Backticked)) || is_reserved(view.written(0)) {
        return None;
    }
    let field = view.written(0);
    let message = format!("`{field}` does not say what it holds");
    let hint = format!("for example `{field}: text` (or `number`, `date`, `yes/no`)");
    Some(Slip::new(Name::Syntax, view.span(0), message, hint))
}

/// A type in the words of another language, and where it ends.
fn foreign_type(view: &View, at: usize) -> Option<(&'static str, usize)> {
    let word = view.word(at);
    let right = match word.as_str() {
        "string" | "str" | "varchar" | "char" | "email" | "url" | "phone" | "textarea" => "text",
        "boolean" | "bool" | "checkbox" | "yesno" | "flag" | "logical" => "yes/no",
        "integer" | "int" | "float" | "decimal" | "double" | "currency" | "numeric" | "money" | "percent" | "num" => {
            "number"
        }
        "datetime" | "timestamp" | "day" | "time" => "date",
        "enum" | "picklist" | "select" | "choice" | "dropdown" => "one of",
        "array" | "texts" | "strings" | "multiselect" => "list of text",
        "yes" if matches!(view.written(at + 1), "/" | "-" | "or") && view.is(at + 2, "no") => {
            return Some(("yes/no", at + 2));
        }
        "true" if view.is(at + 1, "/") => return Some(("yes/no", at + 2)),
        "list" if view.is(at + 1, "of") && matches!(view.word(at + 2).as_str(), "texts" | "string" | "strings") => {
            return Some(("list of text", at + 2));
        }
        _ => return None,
    };
    Some((right, at))
}

fn kind(view: &View, at: usize) -> Option<Slip> {
    let (right, end) = foreign_type(view, at)?;
    let span = view.spans(at, end);
    if span.of(view.text) == right {
        return None;
    }
    let message = format!("write `{right}` instead of `{}`", span.of(view.text));
    let types = "types are `number`, `number or range`, `text`, `yes/no`, `date`, `one of`, `list of text`";
    let slip = Slip::new(Name::ForeignWord, span, message, types);
    if right == "one of" {
        return Some(if view.kind(end + 1) == Some(Kind::Text) { slip.mend(span, right) } else { slip });
    }
    Some(slip.mend(span, right))
}

/// `size number`
fn missing_colon(view: &View, at: usize) -> Option<Slip> {
    let known = matches!(view.written(at), "number" | "text" | "yes" | "date" | "one" | "list")
        || foreign_type(view, at).is_some();
    let field = matches!(view.kind(0), Some(Kind::Word | Kind::Backticked));
    if !known || !field || view.begins_line(at) || view.find_sign(":").is_some() {
        return None;
    }
    let end = view.span(0).end;
    let span = view.spans(0, at);
    let message = format!("`:` is missing after `{}`", view.written(0));
    let mut slip = Slip::new(Name::Syntax, span, message, "a field is `name: type`").mend(Span::new(end, end), ":");
    if let Some((right, last)) = foreign_type(view, at) {
        slip = slip.mend(view.spans(at, last), right);
    }
    Some(slip)
}
