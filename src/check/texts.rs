//! Looking for texts in texts, and in lists of texts.

use super::{
    Checker,
    values::{Kind, Typed},
};
use crate::diagnostic::Name;
use crate::rules::{Condition, List, Test, TextTest, Which as How};
use crate::syntax::tree::{Expr, Set, Which};
use crate::value::{Text, Type, trim, words};
use std::sync::Arc;

impl Checker<'_> {
    pub(super) fn contains(&mut self, expr: &Expr, value: &Expr, which: &Which, word: bool) -> Option<Condition> {
        let typed = self.value(value);
        let texts = self.texts(which);
        let (typed, texts) = (typed?, texts?);
        let how = match &typed.kind {
            Kind::Of(Type::ListOfText) if word => {
                let written = self.shortened(value.at.0);
                self.report(
                    self.at(
                        value.at.0,
                        Name::TypeMismatch,
                        format!("`{written}` is a list, and its entries are compared as a whole"),
                    )
                    .help(format!("leave `word` out: `{written} contains ...`")),
                );
                return None;
            }
            Kind::Of(Type::ListOfText) => How::Entry,
            kind if kind.is_text() && word => How::Word,
            kind if kind.is_text() => How::Anywhere,
            _ => return self.no_text(value, &typed, "`contains` needs a text or a list of texts"),
        };
        if how == How::Word && !self.all_have_words(which, &texts) {
            return None;
        }
        Some(self.text_clause(expr, typed, how, which, texts))
    }

    pub(super) fn starts_or_ends(
        &mut self,
        expr: &Expr,
        value: &Expr,
        which: &Which,
        starts: bool,
    ) -> Option<Condition> {
        let typed = self.value(value);
        let texts = self.texts(which);
        let (typed, texts) = (typed?, texts?);
        if !typed.kind.is_text() {
            let why = if starts { "`starts with` needs a text" } else { "`ends with` needs a text" };
            return self.no_text(value, &typed, why);
        }
        let how = if starts { How::Start } else { How::End };
        Some(self.text_clause(expr, typed, how, which, texts))
    }

    fn text_clause(&mut self, expr: &Expr, typed: Typed, how: How, which: &Which, texts: Arc<List>) -> Condition {
        let exact = typed.kind.is_exact();
        let all = matches!(which, Which::All(_));
        self.clause(expr, Test::Text(typed.value, TextTest { how, texts, all, exact }))
    }

    fn no_text(&mut self, value: &Expr, typed: &Typed, needs: &str) -> Option<Condition> {
        let written = self.shortened(value.at.0);
        let help = match &typed.kind {
            Kind::Of(Type::Number | Type::NumberOrRange) => {
                format!("compare it with a number: `{written} >= 50`, `{written} in 50..500`")
            }
            Kind::Of(Type::Date) => {
                format!("compare it with a date: `{written} within 14 days`, `{written} >= 2026-01-31`")
            }
            Kind::Of(Type::YesNo) => format!("a yes/no field is asked by its name: `{written}`, `not {written}`"),
            Kind::Label(_) => format!("compare it with its values: `{written} = ...`, `{written} in [...]`"),
            Kind::Ladder(_) => format!("compare it with a step: `{written} >= ...`"),
            Kind::Of(_) => "use a text here".to_owned(),
        };
        self.report(
            self.at(value.at.0, Name::TypeMismatch, format!("{needs}, and `{written}` is a {}", typed.kind)).help(help),
        );
        None
    }

    /// The texts that are looked for.
    fn texts(&mut self, which: &Which) -> Option<Arc<List>> {
        let set = match which {
            Which::One(text) => {
                if trim(&text.value).is_empty() {
                    self.report(
                        self.at(text.at.0, Name::BlankComparison, "every text contains a blank, so this tells nothing")
                            .help("say what to look for, or ask `is known`"),
                    );
                    return None;
                }
                return Some(Arc::new(List::of_texts(vec![Text::new(&text.value)])));
            }
            Which::Any(set) | Which::All(set) => set,
        };
        let (list, span) = match set {
            Set::List(list) => (Arc::new(self.written_list(list)?), list.at.0),
            Set::Name(name) => (self.named_list(name)?, name.at.0),
            Set::Range(range) => {
                self.report(
                    self.at(
                        range.at.0,
                        Name::TypeMismatch,
                        "a range holds numbers or dates, and texts are looked for here",
                    )
                    .help("list the texts: `any of [\"a\", \"b\"]`"),
                );
                return None;
            }
        };
        if list.texts.is_empty() && !(list.numbers.is_empty() && list.dates.is_empty()) {
            self.report(
                self.at(span, Name::TypeMismatch, "texts are looked for here, and the list holds none")
                    .help("put texts in double quotes: `[\"2026\", \"2027\"]`"),
            );
            return None;
        }
        Some(list)
    }

    /// A word of punctuation alone is never found.
    fn all_have_words(&mut self, which: &Which, texts: &List) -> bool {
        let empty = texts.texts.iter().find(|text| words(text.shown()) == " ").map(|text| text.shown().to_owned());
        let Some(text) = empty else { return true };
        let span = match which {
            Which::One(text) => text.at.0,
            Which::Any(Set::List(list)) | Which::All(Set::List(list)) => list.at.0,
            Which::Any(Set::Name(name)) | Which::All(Set::Name(name)) => name.at.0,
            Which::Any(Set::Range(range)) | Which::All(Set::Range(range)) => range.at.0,
        };
        self.report(
            self.at(
                span,
                Name::TypeMismatch,
                format!("`\"{text}\"` holds no word, only punctuation, so it is never found"),
            )
            .help("leave `word` out to look for it anywhere in the text"),
        );
        false
    }
}
