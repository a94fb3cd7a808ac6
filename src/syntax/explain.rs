//! What is wrong with a statement that holds no slip we know: what was expected where, and what stands there.

use super::expected::Expected;
use super::mended::Mended;
use super::parser::Grammar;
use super::segment::{Context, Segment};
use super::slips::Slip;
use super::tokens::{Kind, Token, Tokens};
use super::words::{is_close, shorten};
use crate::diagnostic::{Finding, Name};
use crate::source::{FileId, Place, Span};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

/// Why a statement could not be read; places are those of the text that was parsed.
pub(super) struct Explained {
    /// The text to underline.
    pub span: Span,
    message: String,
    help: Option<String>,
    /// What it most likely should be, where that can be told.
    pub slip: Option<Slip>,
}

impl Explained {
    pub(super) fn finding(self, mended: &Mended, file: FileId) -> Finding {
        let place = Place { file, span: mended.original(self.span) };
        let finding = Finding::new(Name::Syntax, place, self.message);
        match self.help {
            Some(help) => finding.help(help),
            None => finding,
        }
    }
}

/// Explains one broken statement by parsing it alone.
pub(super) fn explain(segment: &Segment, text: &str) -> Explained {
    let start = segment.start(text);
    let alone = Span::new(start, segment.span.end).of(text);
    let with_block;
    let input = match segment.block {
        Some(_) => {
            with_block = format!("{alone} {{}}");
            with_block.as_str()
        }
        None => alone,
    };
    let (offset, rules) = match Grammar::parse(segment.context.rule(), input) {
        Ok(_) => (segment.span.start, Vec::new()),
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
            match error.variant {
                ErrorVariant::ParsingError { positives, .. } => (start + at, positives),
                ErrorVariant::CustomError { .. } => (start + at, Vec::new()),
            }
        }
    };
    let first = Tokens::new(text, start).next().map_or("", |token| token.span.of(text));
    let expected = Expected::new(&rules, segment.context, first);
    let found = Tokens::new(text, offset).find(|token| token.kind != Kind::Comment).filter(|token| {
        token.span.start < segment.span.end || segment.block.is_some_and(|block| token.span.start == block.start)
    });
    match found {
        Some(token) => at_token(&expected, token, segment, text),
        None => at_end(&expected, segment, text),
    }
}

fn at_token(expected: &Expected, token: Token, segment: &Segment, text: &str) -> Explained {
    let written = shorten(token.span.of(text));
    let (message, help) = if expected.is_statement() && token.span.start == segment.span.start {
        let line = text.get(token.span.start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let rule = matches!(segment.context, Context::Item | Context::Body);
        if segment.context == Context::Item && line.matches(',').count() > 1 && !line.contains(['"', '{', '(']) {
            let help = "keep the leads in a file of their own, and write here what makes a good one";
            ("this looks like a table of leads, not rules".to_owned(), Some(help.to_owned()))
        } else if rule {
            let help = "for example, a rule looks like `when company_size > 50 then +20`";
            (format!("a line cannot begin with `{written}`"), Some(help.to_owned()))
        } else {
            let what = what(segment.context);
            (format!("{what} cannot begin with `{written}`"), Some(format!("expected {}", expected.words())))
        }
    } else if expected.may_end {
        let words = expected.words();
        let help = match words.as_str() {
            "" => "begin the next rule on a line of its own".to_owned(),
            _ => format!("what may follow here: {words}, or the next rule"),
        };
        (format!("`{written}` cannot stand here"), Some(help))
    } else if expected.is_empty() {
        (format!("`{written}` cannot stand here"), None)
    } else {
        (format!("expected {}, found `{written}`", expected.words()), expected.example())
    };
    let slip = misspelt(expected, token, text).or_else(|| missing_sign(expected, token, text));
    Explained { span: token.span, message, help, slip }
}

fn at_end(expected: &Expected, segment: &Segment, text: &str) -> Explained {
    let last = Tokens::new(text, segment.start(text))
        .take_while(|token| token.span.start < segment.span.end)
        .filter(|token| token.kind != Kind::Comment)
        .last();
    let span = last.map_or(segment.span, |token| token.span);
    let message = if expected.is_empty() {
        format!("`{}` cannot stand here", shorten(span.of(text)))
    } else if last.is_none() {
        format!("expected {}", expected.words())
    } else {
        format!("expected {} after `{}`", expected.words(), shorten(span.of(text)))
    };
    let gap = Span::new(span.end, span.end);
    let slip = expected.only_brace().then(|| {
        let span = word_that_ends(span, text);
        let message = format!("`{{` is missing after `{}`", shorten(span.of(text)));
        Slip::new(Name::Syntax, span, message, "put a block in `{` and `}`").mend(gap, " {").guess()
    });
    Explained { span, message, help: expected.example(), slip }
}

/// The last token with what touches it before: `0..100`.
fn word_that_ends(last: Span, text: &str) -> Span {
    let before = text.get(..last.start).unwrap_or("");
    let touching =
        before.len() - before.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_')).len();
    Span::new(last.start - touching, last.end)
}

/// A word that is nearly one that was expected.
fn misspelt(expected: &Expected, token: Token, text: &str) -> Option<Slip> {
    let written = token.span.of(text);
    if token.kind != Kind::Word {
        return None;
    }
    let distance = |word: &&'static str| strsim::damerau_levenshtein(&written.to_lowercase(), word);
    let meant = expected.keywords().filter(|word| is_close(written, word)).min_by_key(distance)?;
    if meant == written {
        return None;
    }
    let capitals = written.eq_ignore_ascii_case(meant);
    let name = if capitals { Name::ForeignWord } else { Name::Syntax };
    let (message, hint) = if capitals {
        (format!("write `{meant}` instead of `{written}`"), "words of the language are in small letters".to_owned())
    } else {
        (format!("`{written}` is not a word of the language"), format!("did you mean `{meant}`?"))
    };
    let slip = Slip::new(name, token.span, message, hint).mend(token.span, meant);
    let opens = matches!(meant, "score" | "label" | "ladder" | "lead" | "test" | "by");
    Some(if opens { slip.opens_block() } else { slip })
}

/// A `:` or `{` that was left out.
fn missing_sign(expected: &Expected, token: Token, text: &str) -> Option<Slip> {
    let before = text.get(..token.span.start)?;
    let end = before.trim_end_matches(super::tokens::is_blank).len();
    let gap = Span::new(end, end);
    let new_line = before.get(end..).is_some_and(|blank| blank.contains('\n'));
    if expected.only_brace() && new_line {
        let line = before.get(..end)?.rfind('\n').map_or(0, |at| at + 1);
        let slip = Slip::new(
            Name::Syntax,
            Span::new(line, end),
            "`{` is missing at the end of this line",
            "put a block in `{` and `}`",
        );
        return Some(slip.mend(gap, " {").guess().opens_block());
    }
    None
}

/// What cannot begin so, in words.
fn what(context: Context) -> &'static str {
    match context {
        Context::Item | Context::Body => "a line",
        Context::Field => "a field",
        Context::Row | Context::ChoiceRow => "a row of a table",
        Context::Choice => "a line of a label",
        Context::Step => "a step",
        Context::TestPart => "a part of a test",
        Context::Condition => "a condition",
    }
}
