//! What each name stands for.

use crate::rules::{DefinitionId, EntryFieldId, FieldId, LabelId, LadderId, ListId, Node, ScoreId};
use crate::source::Place;
use crate::syntax::tree;
use crate::value::fold;
use std::collections::{HashMap, HashSet};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Field(FieldId),
    /// A field of the entries of a list, by the list.
    EntryField(FieldId, EntryFieldId),
    List(ListId),
    Definition(DefinitionId),
    Score(ScoreId),
    Ladder(LadderId),
    Label(LabelId),
}

impl Named {
    /// The kind, in words.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Named::Field(_) | Named::EntryField(..) => "field",
            Named::List(_) => "list",
            Named::Definition(_) => "definition",
            Named::Score(_) => "score",
            Named::Ladder(_) => "ladder",
            Named::Label(_) => "label",
        }
    }

    /// What is worked out under that name, if anything.
    pub(super) fn node(self) -> Option<Node> {
        match self {
            Named::Field(_) | Named::EntryField(..) | Named::List(_) => None,
            Named::Definition(id) => Some(Node::Definition(id)),
            Named::Score(id) => Some(Node::Score(id)),
            Named::Ladder(id) => Some(Node::Ladder(id)),
            Named::Label(id) => Some(Node::Label(id)),
        }
    }
}

/// All names of a ruleset.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the name in lower case: the name as declared, what it stands for, and where.
    by_folded: HashMap<String, Declared>,
    /// Names that were declared although they were taken, or in a statement that could not be read: what uses them is not
    /// reported again.
    doubtful: HashSet<String>,
    /// The fields of the entries of each list.
    entries: HashMap<FieldId, EntryNames>,
    /// The lists whose entries have a field of a name in lower case, in the order of the file.
    lists_by_field: HashMap<String, Vec<(FieldId, EntryFieldId)>>,
    /// The list whose entries a condition is about, inside of `where (...)`.
    looks_at: Option<FieldId>,
}

/// The names of the fields of the entries of a list.
#[derive(Debug, Default)]
struct EntryNames {
    by_folded: HashMap<String, Declared>,
    doubtful: HashSet<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Declared {
    pub(super) name: String,
    pub(super) named: Named,
    pub(super) place: Place,
}

/// The key under which a name is kept: a name in backticks that holds a dot is another one than the path without.
pub(super) fn key(text: &str, quoted: bool) -> String {
    if quoted && text.contains('.') { format!("`{text}`") } else { text.to_owned() }
}

impl Names {
    /// What a name stands for, if its case is right too.
    pub(super) fn get(&self, name: &tree::Name) -> Option<Named> {
        let key = key(&name.text, name.quoted);
        let found = self.entry_field(&key).or_else(|| self.by_folded.get(fold(&key).as_ref()))?;
        (found.name == key).then_some(found.named)
    }

    /// Begins to look at the entries of a list, or at the lead as a whole again.
    pub(super) fn look_at(&mut self, list: Option<FieldId>) {
        self.looks_at = list;
    }

    /// The list whose entries are looked at.
    pub(super) fn looks_at(&self) -> Option<FieldId> {
        self.looks_at
    }

    /// Where a name, inside of `where (...)`, is of the entry and of the lead or its rules: where the one is declared, and the
    /// other.
    pub(super) fn ambiguity(&self, name: &tree::Name) -> Option<(Place, &Declared)> {
        let key = key(&name.text, name.quoted);
        Some((self.entry_field(&key)?.place, self.by_folded.get(fold(&key).as_ref())?))
    }

    /// The field of the entry that is looked at, if it has one of that name.
    pub(super) fn entry_field(&self, key: &str) -> Option<&Declared> {
        self.entries.get(&self.looks_at?)?.by_folded.get(fold(key).as_ref())
    }

    pub(super) fn add_entry_field(&mut self, list: FieldId, key: String, id: EntryFieldId, place: Place) {
        let folded = fold(&key).into_owned();
        self.lists_by_field.entry(folded.clone()).or_default().push((list, id));
        let declared = Declared { name: key, named: Named::EntryField(list, id), place };
        self.entries.entry(list).or_default().by_folded.insert(folded, declared);
    }

    /// Notes a field of an entry whose declaration has an error of its own.
    pub(super) fn doubt_entry_field(&mut self, list: FieldId, key: String) {
        self.entries.entry(list).or_default().doubtful.insert(key);
    }

    pub(super) fn is_doubtful_entry_field(&self, list: FieldId, name: &tree::Name) -> bool {
        self.entries.get(&list).is_some_and(|entry| entry.doubtful.contains(&key(&name.text, name.quoted)))
    }

    /// Whether a name has an error of its own where it is declared.
    pub(super) fn is_doubtful(&self, name: &tree::Name) -> bool {
        self.doubtful.contains(&key(&name.text, name.quoted))
            || self.looks_at.is_some_and(|list| self.is_doubtful_entry_field(list, name))
    }

    /// The lists whose entries have a field of that name, each with the field.
    pub(super) fn lists_with(&self, name: &tree::Name) -> &[(FieldId, EntryFieldId)] {
        let lists = self.lists_by_field.get(fold(&key(&name.text, name.quoted)).as_ref());
        lists.map(Vec::as_slice).unwrap_or_default()
    }

    /// The list and the field of its entries that a path such as `orders.amount` names.
    pub(super) fn path_into<'n>(&self, name: &'n tree::Name) -> Option<(FieldId, &'n str)> {
        let (list, field) = name.text.rsplit_once('.').filter(|_| !name.quoted)?;
        let Named::Field(list) = self.by_folded.get(fold(list).as_ref())?.named else { return None };
        self.entries.get(&list)?.by_folded.contains_key(fold(field).as_ref()).then_some((list, field))
    }

    /// Whether a name is declared, or another that differs from it only in case.
    pub(super) fn is_taken(&self, name: &tree::Name) -> bool {
        self.holder(&key(&name.text, name.quoted)).is_some()
    }

    /// Who holds a name already, in any case.
    pub(super) fn holder(&self, key: &str) -> Option<&Declared> {
        self.entry_field(key).or_else(|| self.by_folded.get(fold(key).as_ref()))
    }

    /// Notes a name whose declaration has an error of its own.
    pub(super) fn doubt(&mut self, name: &tree::Name) {
        self.doubtful.insert(key(&name.text, name.quoted));
    }

    pub(super) fn add(&mut self, key: String, named: Named, place: Place) {
        self.by_folded.insert(fold(&key).into_owned(), Declared { name: key, named, place });
    }

    /// The name under which something is declared.
    pub(super) fn find(&self, named: Named) -> Option<&Declared> {
        self.by_folded.values().find(|declared| declared.named == named)
    }

    /// All names as they are declared.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        let entry = self.looks_at.and_then(|list| self.entries.get(&list));
        let of_entry = entry.into_iter().flat_map(|entry| entry.by_folded.values());
        of_entry.chain(self.by_folded.values()).map(|declared| declared.name.trim_matches('`'))
    }
}

/// A field's name as rules write it: in backticks where it is no plain name.
pub(super) fn quoted_if_needed(name: &str) -> String {
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.')
        && name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    if plain { name.to_owned() } else { format!("`{name}`") }
}
