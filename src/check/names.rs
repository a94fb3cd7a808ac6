//! What each name stands for.

use super::{Checker, Used, entries::quoted, suggest};
use crate::diagnostic::{Finding, Name};
use crate::rules::{DefinitionId, EntryFieldId, FieldId, LabelId, LadderId, ListId, Node, ScoreId};
use crate::source::{Place, Span};
use crate::syntax::tree;
use crate::value::{Type, fold};
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
    fn ambiguity(&self, name: &tree::Name) -> Option<(Place, &Declared)> {
        let key = key(&name.text, name.quoted);
        Some((self.entry_field(&key)?.place, self.by_folded.get(fold(&key).as_ref())?))
    }

    fn entry_field(&self, key: &str) -> Option<&Declared> {
        self.entries.get(&self.looks_at?)?.by_folded.get(fold(key).as_ref())
    }

    pub(super) fn add_entry_field(&mut self, list: FieldId, key: String, id: EntryFieldId, place: Place) {
        let declared = Declared { name: key.clone(), named: Named::EntryField(list, id), place };
        self.entries.entry(list).or_default().by_folded.insert(fold(&key).into_owned(), declared);
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

    /// The lists whose entries have a field of that name.
    pub(super) fn lists_with(&self, name: &tree::Name) -> Vec<FieldId> {
        let key = fold(&key(&name.text, name.quoted)).into_owned();
        let lists = self.entries.iter().filter(|(_, entry)| entry.by_folded.contains_key(&key));
        let mut lists: Vec<FieldId> = lists.map(|(list, _)| *list).collect();
        lists.sort();
        lists
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

impl Checker<'_> {
    /// Declares a name, or reports that it is taken; whether it was free.
    pub(super) fn declare_name(&mut self, name: &tree::Name, named: Named) -> bool {
        let place = self.place(name.at.0);
        if name.quoted && !matches!(named, Named::Field(_)) {
            self.report(
                self.at(name.at.0, Name::Syntax, format!("the name of a {} needs no backticks", named.kind()))
                    .help("backticks are for fields; use letters, digits and `_` here"),
            );
        }
        let key = key(&name.text, name.quoted);
        if let Some(holder) = self.names.holder(&key) {
            let finding = taken(&key, named, holder, place);
            self.report(finding);
            self.names.doubtful.insert(key);
            return false;
        }
        self.names.add(key, named, place);
        true
    }

    /// What a name stands for; a name that nothing declares is reported, with what it may have meant.
    pub(super) fn resolve(&mut self, name: &tree::Name) -> Option<Named> {
        let Some(named) = self.names.get(name) else {
            if self.names.is_doubtful(name) {
                return None;
            }
            let finding = self.unknown_name(name);
            self.report(finding);
            return None;
        };
        if let Some((of_entry, other)) = self.names.ambiguity(name) {
            let (also, there, place) = match other.named {
                Named::Field(_) => ("of the lead too".to_owned(), "of the lead".to_owned(), other.place),
                named => (
                    format!("there is a {} of that name too", named.kind()),
                    format!("the {}", named.kind()),
                    other.place,
                ),
            };
            let help = match other.named {
                Named::Field(_) => {
                    "give one of the two another name; `from \"...\"` says under which it stands in the file"
                }
                _ => "give one of the two another name",
            };
            self.report(
                self.at(name.at.0, Name::AmbiguousName, format!("`{}` is a field of the entry, and {also}", name.text))
                    .related(of_entry, "of the entry")
                    .related(place, there)
                    .help(help),
            );
            return None;
        }
        self.note_use(named, name.at.0);
        Some(named)
    }

    /// As [`Checker::resolve`], where only one kind of name can stand; `example` is how one is declared.
    pub(super) fn resolve_as(&mut self, name: &tree::Name, kind: &str, example: &str) -> Option<Named> {
        if self.names.get(name).is_none() && !self.names.is_doubtful(name) {
            let shown = &name.text;
            let help = format!("there is no {kind} `{shown}`; add one: `{kind} {shown} {example}`");
            let finding = self.unknown_name_or(name, help);
            self.report(finding);
            return None;
        }
        self.resolve(name)
    }

    /// Notes that something refers to what a name stands for.
    pub(super) fn note_use(&mut self, named: Named, span: Span) {
        match named {
            Named::Field(id) if !self.in_test => {
                self.checked.used.insert(Used::Field(id));
            }
            Named::EntryField(list, id) if !self.in_test => self.use_entry_field(list, id),
            Named::List(id) => {
                self.checked.used.insert(Used::List(id));
            }
            Named::Definition(id) => {
                self.checked.used.insert(Used::Definition(id));
            }
            _ => {}
        }
        if let Some(node) = named.node() {
            self.refer(node, span);
        }
    }

    /// The finding of a name that nothing declares.
    pub(super) fn unknown_name(&self, name: &tree::Name) -> Finding {
        let help = format!(
            "if it is a field, add it to the `lead` block, for example `{}: text`\nif it is a text, put it in double quotes",
            quoted_if_needed(&name.text)
        );
        self.unknown_name_or(name, help)
    }

    /// The same, with the help where no name is near.
    pub(super) fn unknown_name_or(&self, name: &tree::Name, otherwise: String) -> Finding {
        let shown = &name.text;
        let finding = self.at(name.at.0, Name::UnknownName, format!("nothing here is named `{shown}`"));
        let key = key(&name.text, name.quoted);
        if let Some(help) = self.help_on_reason(name).or_else(|| self.help_on_entries(name)) {
            return finding.help(help);
        }
        if let Some(holder) = self.names.holder(&key) {
            let declared = holder.name.clone();
            return finding
                .help(format!("names are written the same everywhere: `{declared}`"))
                .related(holder.place, "declared here")
                .fix(self.place(name.at.0), declared);
        }
        let near = self.suggestions.nearest(shown, self.names.all());
        match near.as_slice() {
            [only] => {
                let only = (*only).to_owned();
                finding.help(format!("did you mean `{only}`?")).fix(self.place(name.at.0), quoted_if_needed(&only))
            }
            [] => match self.names.looks_at().and_then(|list| self.checked.rules.fields.get(list.0)) {
                Some(list) => finding.help(format!(
                    "it is neither a field of the lead nor of an entry of `{}`, which has {}",
                    list.name,
                    quoted(&self.names.looks_at().map(|list| self.entry_names(list)).unwrap_or_default())
                )),
                None => finding.help(otherwise),
            },
            _ => {
                let help = suggest::did_you_mean(shown, near.iter().copied()).unwrap_or_default();
                finding.help(help)
            }
        }
    }
}

impl Checker<'_> {
    /// What to write where a field of the entries of some list is meant, and none of them is looked at.
    fn help_on_entries(&self, name: &tree::Name) -> Option<String> {
        if let Some(help) = self.help_on_path(name) {
            return Some(help);
        }
        let lists = self.names.lists_with(name);
        let id = lists.iter().find(|list| self.names.looks_at().is_none_or(|here| here != **list))?;
        let list = quoted_if_needed(&self.checked.rules.fields.get(id.0)?.name);
        let shown = quoted_if_needed(&name.text);
        if let Some(here) = self.names.looks_at() {
            let here = quoted_if_needed(&self.checked.rules.fields.get(here.0)?.name);
            return self.names.entry_field(&key(&name.text, name.quoted)).is_none().then(|| {
                format!("`{shown}` is a field of the entries of `{list}`, and these are the entries of `{here}`")
            });
        }
        let ask = if self.entry_names_of(*id, &Type::Date).contains(&shown) {
            format!("`latest {shown} of {list}`")
        } else {
            format!("`any {list} where ({shown} = ...)`")
        };
        Some(format!("`{shown}` is a field of the entries of `{list}`: ask, for example, {ask}"))
    }
}

impl Checker<'_> {
    /// `reason != "x"` in a test.
    fn help_on_reason(&self, name: &tree::Name) -> Option<String> {
        (self.in_test && name.text == "reason" && !name.quoted).then(|| {
            "a test asks for a reason with `reason \"...\"`; it cannot ask for one that must not be given, but for the points: `expect fit = 0`"
                .to_owned()
        })
    }

    /// `orders.amount`, `orders.count`: no entry of the list is said to be meant.
    fn help_on_path(&self, name: &tree::Name) -> Option<String> {
        let Some((id, field)) = self.names.path_into(name) else { return self.help_on_path_to_none(name) };
        let list = quoted_if_needed(&self.checked.rules.fields.get(id.0)?.name);
        Some(format!("`{list}` is a list: ask, for example, `any {list} where ({field} = ...)`"))
    }
}

impl Checker<'_> {
    /// `orders.count`, `orders.latest`, `orders.price`: a path that leads from a list to no field of its entries.
    fn help_on_path_to_none(&self, name: &tree::Name) -> Option<String> {
        let (list, asked) = name.text.rsplit_once('.').filter(|_| !name.quoted)?;
        let Named::Field(id) = self.names.by_folded.get(fold(list).as_ref())?.named else { return None };
        self.checked.rules.fields.get(id.0)?.entries.as_ref()?;
        let list = quoted_if_needed(list);
        let first = |kind: &Type| self.entry_names_of(id, kind).into_iter().next();
        let picked = match asked.to_lowercase().as_str() {
            "count" | "length" | "len" | "size" | "total" | "number" | "num" => {
                return Some(format!("did you mean `count of {list}`?"));
            }
            "latest" | "last" | "newest" => first(&Type::Date).map(|date| format!("latest {date}")),
            "earliest" | "first" | "oldest" => first(&Type::Date).map(|date| format!("earliest {date}")),
            "sum" => first(&Type::Number).map(|number| format!("sum {number}")),
            "max" | "highest" => first(&Type::Number).map(|number| format!("highest {number}")),
            "min" | "lowest" => first(&Type::Number).map(|number| format!("lowest {number}")),
            _ => None,
        };
        Some(match picked {
            Some(picked) => format!("did you mean `{picked} of {list}`?"),
            None => format!("an entry of `{list}` has no field `{asked}`; it has {}", quoted(&self.entry_names(id))),
        })
    }
}

/// A field's name as rules write it: in backticks where it is no plain name.
pub(super) fn quoted_if_needed(name: &str) -> String {
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.')
        && name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    if plain { name.to_owned() } else { format!("`{name}`") }
}

fn taken(key: &str, named: Named, holder: &Declared, place: Place) -> Finding {
    let message = if holder.name == key {
        format!("there is already a {} named `{key}`", holder.named.kind())
    } else {
        format!("`{key}` and `{}` differ only in capitals, and readers would mix them up", holder.name)
    };
    Finding::new(Name::DuplicateName, place, message).related(holder.place, "declared here first").help(
        match (holder.named, named) {
            (Named::Score(_), Named::Score(_)) if holder.name == key => {
                format!("put all the rules into one `score {key} {{ }}`, or give this one another name")
            }
            (Named::Field(_), Named::Field(_)) if holder.name == key => "delete one of the two lines".to_owned(),
            _ => format!("give this {} another name", named.kind()),
        },
    )
}
