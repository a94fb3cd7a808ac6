//! What a text declares, as far as it tells what is meant by a slip: which names are lists, what their entries hold, and which
//! names are dates.

use crate::syntax::tokens::{Kind, Token, Tokens};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// How many names are compared at most with those that nobody declared: after that it would take long.
const MOST_COMPARED: usize = 50_000;
/// How much of a name is compared, in characters.
const LONGEST: usize = 40;

/// Names that are declared somewhere in a text, right or nearly.
#[derive(Debug, Default)]
pub(in crate::syntax) struct Declared<'t> {
    /// All names, as they are compared.
    names: Vec<String>,
    compared: Cell<usize>,
    dates: HashSet<&'t str>,
    /// Where the list of each name stands in `order`.
    lists: HashMap<&'t str, usize>,
    order: Vec<DeclaredList<'t>>,
    /// Whether another file is used, which may declare more.
    uses: bool,
    /// Whether there is a `lead` block.
    leads: bool,
}

/// A list, and what its entries hold.
#[derive(Debug)]
pub(super) struct DeclaredList<'t> {
    pub name: &'t str,
    /// The name and the first word of the type of each field; empty for a list of plain texts.
    fields: Vec<(&'t str, &'t str)>,
}

impl<'t> DeclaredList<'t> {
    /// The first field of a type.
    pub(super) fn first(&self, kind: &str) -> Option<&'t str> {
        self.fields.iter().find(|(_, of)| *of == kind).map(|(name, _)| *name)
    }

    /// Each field and its type.
    pub(super) fn fields(&self) -> &[(&'t str, &'t str)] {
        &self.fields
    }
}

impl<'t> Declared<'t> {
    /// Looks for `name: list of { name: type ... }` and `name: type`.
    pub(in crate::syntax) fn find(text: &'t str) -> Self {
        let mut declared = Declared::default();
        let (mut name, mut colon): (Option<Token>, bool) = (None, false);
        // The list whose bracket may open next, and the one whose bracket is open.
        let (mut begun, mut open): (Option<usize>, Option<usize>) = (None, None);
        for token in Tokens::new(text, 0) {
            let written = token.span.of(text);
            declared.uses |= token.kind == Kind::Text && name.is_some_and(|before| before.span.of(text) == "use");
            declared.leads |= written == "{" && name.is_some_and(|before| before.span.of(text) == "lead");
            match (token.kind, written) {
                (Kind::Sign, "{" | "[" | "(") if begun.is_some() => open = begun.take(),
                (Kind::Sign, "}" | "]" | ")") => open = None,
                _ => {}
            }
            match (token.kind, name) {
                (Kind::Comment, _) => {}
                (Kind::Sign, Some(_)) if written == ":" && !colon => colon = true,
                (_, Some(named)) if colon => {
                    let named = named.span.of(text);
                    begun = declared.add(named, written, open);
                    if begun.is_some() && matches!(written, "[" | "{") {
                        open = begun.take();
                    }
                    (name, colon) = (None, false);
                }
                (Kind::Word | Kind::Backticked, _) => (name, colon) = (Some(token), false),
                _ => (name, colon) = (None, false),
            }
        }
        declared
    }

    /// Adds a name of a type; where it is a list, its place.
    fn add(&mut self, name: &'t str, kind: &'t str, inside: Option<usize>) -> Option<usize> {
        self.names.push(loose(name));
        if kind == "date" {
            self.dates.insert(name);
        }
        if let Some(list) = inside.and_then(|list| self.order.get_mut(list)) {
            list.fields.push((name, kind));
            return None;
        }
        if !matches!(kind, "list" | "array" | "[" | "{") {
            return None;
        }
        let at = self.order.len();
        self.lists.insert(name, at);
        self.order.push(DeclaredList { name, fields: Vec::new() });
        Some(at)
    }

    /// Whether a name is declared as a list.
    pub(super) fn is_list(&self, name: &str) -> bool {
        self.lists.contains_key(name)
    }

    /// Whether a name is declared as a date.
    pub(super) fn is_date(&self, name: &str) -> bool {
        self.dates.contains(name)
    }

    /// The list of a name.
    pub(super) fn list(&self, name: &str) -> Option<&DeclaredList<'t>> {
        self.order.get(*self.lists.get(name)?)
    }

    /// The first date of the entries of a list; `at`, as most call it, where none is declared.
    pub(super) fn date_of(&self, list: &str) -> &'t str {
        self.list(list).and_then(|list| list.first("date")).unwrap_or("at")
    }

    /// The lists of entries, in order.
    pub(super) fn lists_of_entries(&self) -> impl Iterator<Item = &DeclaredList<'t>> {
        self.order.iter().filter(|list| !list.fields.is_empty())
    }

    /// Whether there is a `lead` block.
    pub(super) fn has_lead(&self) -> bool {
        self.leads
    }

    /// Whether a name with spaces may be meant for one that is declared, here or in another file.
    pub(super) fn may_declare(&self, name: &str) -> bool {
        let wanted = loose(name);
        let most = wanted.chars().count() / 3;
        self.compared.set(self.compared.get().saturating_add(self.names.len()));
        let is_near = |other: &String| {
            other.starts_with(&wanted)
                || other.len().abs_diff(wanted.len()) <= most * 4 && strsim::damerau_levenshtein(other, &wanted) <= most
        };
        self.uses || self.compared.get() > MOST_COMPARED || self.names.iter().any(is_near)
    }
}

/// A name as it is compared: without what people write in one way or another.
fn loose(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | ' ' | '-' | '.' | '`'))
        .flat_map(char::to_lowercase)
        .take(LONGEST)
        .collect()
}
