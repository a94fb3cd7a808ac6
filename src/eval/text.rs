//! What a text is asked: whether it holds other texts.

use super::scope::Scope;
use crate::rules::{Expr, TextTest, Which};
use crate::value::{Text, Truth, words};
use std::borrow::Cow;

impl Scope<'_> {
    /// `contains`, `contains word`, `starts with`, `ends with`, with one text or several.
    pub(super) fn text_test(&self, expr: &Expr, asked: &TextTest) -> Truth {
        let held = match asked.how {
            Which::Entry => self.list(expr).map(|entries| holds_entries(entries, asked)),
            _ => self.text(expr).map(|text| holds_texts(&text, asked)),
        };
        Truth::from_option(held)
    }

    /// Which of the texts that are looked for a text or a list of texts holds.
    pub(super) fn texts_found<'t>(&self, expr: &Expr, asked: &'t TextTest) -> Vec<&'t Text> {
        let each = asked.texts.texts.iter().zip(asked.texts.words(asked.exact));
        let found: Vec<_> = match asked.how {
            Which::Entry => {
                let entries = self.list(expr).unwrap_or_default();
                each.filter(|(text, _)| has_entry(entries, text.compared(asked.exact), asked.exact)).collect()
            }
            how => {
                let Some(text) = self.text(expr) else { return Vec::new() };
                let text = looked_at(&text, asked);
                each.filter(|(looked_for, word)| holds(how, &text, looked_for.compared(asked.exact), word)).collect()
            }
        };
        found.into_iter().map(|(text, _)| text).collect()
    }
}

fn holds_entries(entries: &[Text], asked: &TextTest) -> bool {
    all_or_any(asked, |looked_for, _| has_entry(entries, looked_for, asked.exact))
}

fn has_entry(entries: &[Text], looked_for: &str, exact: bool) -> bool {
    entries.iter().any(|entry| entry.compared(exact) == looked_for)
}

fn holds_texts(text: &Text, asked: &TextTest) -> bool {
    let text = looked_at(text, asked);
    all_or_any(asked, |looked_for, word| holds(asked.how, &text, looked_for, word))
}

/// A text as it is searched: its words where words are looked for.
fn looked_at<'t>(text: &'t Text, asked: &TextTest) -> Cow<'t, str> {
    let text = text.compared(asked.exact);
    if asked.how == Which::Word { Cow::Owned(words(text)) } else { Cow::Borrowed(text) }
}

/// Whether a text holds one that is looked for, which is also given as words between spaces.
fn holds(how: Which, text: &str, looked_for: &str, word: &str) -> bool {
    match how {
        Which::Anywhere => text.contains(looked_for),
        // A text of punctuation only has no words, and is not found.
        Which::Word => word != " " && text.contains(word),
        Which::Start => text.starts_with(looked_for),
        Which::End => text.ends_with(looked_for),
        Which::Entry => text == looked_for,
    }
}

/// Whether all the texts that are looked for are there, or, where one is enough, any of them.
fn all_or_any(asked: &TextTest, is_there: impl Fn(&str, &str) -> bool) -> bool {
    let mut each = asked
        .texts
        .texts
        .iter()
        .zip(asked.texts.words(asked.exact))
        .map(|(text, word)| is_there(text.compared(asked.exact), word));
    if asked.all { each.all(|there| there) } else { each.any(|there| there) }
}
