//! What a text declares, as far as it tells what is meant by a slip: which names are lists, and which are dates.

use crate::syntax::tokens::{Kind, Token, Tokens};
use std::collections::HashSet;

/// Names that are declared somewhere in a text, right or nearly.
#[derive(Debug, Default)]
pub(in crate::syntax) struct Declared<'t> {
    lists: HashSet<&'t str>,
    dates: HashSet<&'t str>,
}

impl<'t> Declared<'t> {
    /// Looks for `name: list ...` and `name: date`.
    pub(in crate::syntax) fn find(text: &'t str) -> Self {
        let mut declared = Declared::default();
        let (mut name, mut colon): (Option<Token>, bool) = (None, false);
        for token in Tokens::new(text, 0) {
            let written = token.span.of(text);
            match (token.kind, name) {
                (Kind::Comment, _) => {}
                (Kind::Sign, Some(_)) if written == ":" && !colon => colon = true,
                (_, Some(named)) if colon => {
                    let kind = match written {
                        "list" | "array" | "[" | "{" => Some(&mut declared.lists),
                        "date" => Some(&mut declared.dates),
                        _ => None,
                    };
                    kind.map(|names| names.insert(named.span.of(text)));
                    (name, colon) = (None, false);
                }
                (Kind::Word | Kind::Backticked, _) => (name, colon) = (Some(token), false),
                _ => (name, colon) = (None, false),
            }
        }
        declared
    }

    /// Whether a name is declared as a list.
    pub(super) fn is_list(&self, name: &str) -> bool {
        self.lists.contains(name)
    }

    /// Whether a name is declared as a date.
    pub(super) fn is_date(&self, name: &str) -> bool {
        self.dates.contains(name)
    }
}
