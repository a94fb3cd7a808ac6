//! The first pass: every name that the files declare, so that names may be used before they are declared.

use super::{Checker, names::Named};
use crate::diagnostic::Name;
use crate::rules::{DefinitionId, LabelId, LadderId, ListId, NamedList, ScoreId};
use crate::source::{FileId, Place};
use crate::syntax::tree::{self, ItemKind};
use jiff::tz::TimeZone;
use std::collections::HashMap;
use std::sync::Arc;

/// What declared a name, to see whether two files say the same of it.
#[derive(PartialEq)]
enum Declaration<'t> {
    Field(&'t tree::Field),
    Item(&'t ItemKind),
}

impl Checker<'_> {
    pub(super) fn declare(&mut self) {
        let trees = std::mem::take(&mut self.checked.trees);
        self.settings(&trees);
        let mut seen: HashMap<String, (FileId, Declaration)> = HashMap::new();
        for (file, tree) in &trees {
            self.file = *file;
            for item in &tree.items {
                if file.0 != 0 {
                    self.refuse_unshareable(item);
                }
                match &item.kind {
                    ItemKind::Lead(fields) => {
                        self.declared = true;
                        for field in fields {
                            if self.is_new(&mut seen, &field.name, Declaration::Field(field)) {
                                self.declare_field(field);
                            }
                        }
                    }
                    ItemKind::Broken(Some(name)) => self.names.doubt(name),
                    kind => {
                        let Some(name) = declared_name(kind) else { continue };
                        if self.is_new(&mut seen, name, Declaration::Item(kind)) {
                            self.declare_item(name, kind);
                        }
                    }
                }
            }
        }
        self.declare_score_of_loose_rules(&trees);
        self.check_keys();
        self.gather_words(&trees);
        self.checked.trees = trees;
    }

    /// Whether a name is declared for the first time; another file may say the same again.
    fn is_new<'t>(
        &mut self,
        seen: &mut HashMap<String, (FileId, Declaration<'t>)>,
        name: &tree::Name,
        declaration: Declaration<'t>,
    ) -> bool {
        let key = super::names::key(&name.text, name.quoted);
        match seen.get(&key) {
            Some((file, before)) if *file != self.file && *before == declaration => false,
            Some(_) => true,
            None => {
                seen.insert(key, (self.file, declaration));
                true
            }
        }
    }

    fn declare_item(&mut self, name: &tree::Name, kind: &ItemKind) {
        let rules = &self.checked.rules;
        let place = self.place(name.at.0);
        let named = match kind {
            ItemKind::List(..) => Named::List(ListId(rules.lists.len())),
            ItemKind::Define(..) => Named::Definition(DefinitionId(self.definitions.len())),
            ItemKind::Score(_) => Named::Score(ScoreId(self.scores.len())),
            ItemKind::Ladder(_) => Named::Ladder(LadderId(self.ladders.len())),
            ItemKind::Label(_) => Named::Label(LabelId(self.labels.len())),
            _ => return,
        };
        if !self.declare_name(name, named) {
            return;
        }
        self.refuse_added_column(name, named);
        self.owned.insert(place, named);
        match kind {
            ItemKind::List(_, source) => {
                let entries = match source {
                    tree::ListSource::Written(list) => self.written_list(list),
                    tree::ListSource::From(path) => self.load_list(path).map(|lines| self.list_of_lines(lines)),
                };
                let entries = Arc::new(entries.unwrap_or_default());
                self.checked.rules.lists.push(NamedList { name: name.text.clone(), entries, place });
            }
            ItemKind::Define(..) => self.definitions.push(None),
            ItemKind::Score(_) => self.scores.push(None),
            ItemKind::Ladder(_) => self.ladders.push(None),
            ItemKind::Label(_) => self.labels.push(None),
            _ => {}
        }
    }

    /// What is written out under its name must not have the name of a column that is added anyway.
    fn refuse_added_column(&mut self, name: &tree::Name, named: Named) {
        let is_written = matches!(named, Named::Score(_) | Named::Ladder(_) | Named::Label(_));
        let folded = crate::value::fold(&name.text);
        if is_written && ["reasons", "disqualified_because"].contains(&folded.as_ref()) {
            self.report(
                self.at(
                    name.at.0,
                    Name::DuplicateName,
                    format!("`{}` is a column that scoring adds by itself", name.text),
                )
                .help(format!("give this {} another name", named.kind())),
            );
        }
    }

    /// Rules outside any block add up in a score named `score`, which stands where the first of them does.
    fn declare_score_of_loose_rules(&mut self, trees: &[(FileId, tree::File)]) {
        let loose = trees.iter().filter(|(file, _)| file.0 == 0).flat_map(|(file, tree)| {
            tree.items.iter().filter(|item| matches!(item.kind, ItemKind::Body(_))).map(move |item| (*file, item))
        });
        let Some((file, first)) = loose.into_iter().next() else { return };
        self.file = file;
        let name = tree::Name { text: "score".to_owned(), quoted: false, at: first.at };
        if let Some(holder) = self.names.holder("score") {
            let holder = holder.place;
            self.report(
                self.at(
                    first.at.0,
                    Name::DuplicateName,
                    "rules outside any block add up in a score named `score`, and that name is taken",
                )
                .related(holder, "taken here")
                .help("put these rules into a block of their own: `score points { ... }`"),
            );
            return;
        }
        let id = ScoreId(self.scores.len());
        self.names.add(name.text.clone(), Named::Score(id), self.place(first.at.0));
        self.scores.push(None);
        self.loose = Some(id);
    }

    fn refuse_unshareable(&mut self, item: &tree::Item) {
        let what = match &item.kind {
            ItemKind::Ruleset(_) => "a `ruleset` header",
            ItemKind::Timezone(_) => "a `timezone`",
            ItemKind::Blanks(_) => "`blank values`",
            ItemKind::Score(_) => "a score",
            ItemKind::Body(_) => "a rule",
            ItemKind::Disqualify(_) => "a `disqualify`",
            ItemKind::Ladder(_) => "a ladder",
            _ => return,
        };
        self.report(
            self.at(item.at.0, Name::NotShareable, format!("a file brought in by `use` cannot hold {what}")).help(
                "it may hold `lead` fields, lists, definitions, labels and tests; move the rest to the main file",
            ),
        );
    }

    /// What the main file says of itself: its name, its time zone, its blank values.
    fn settings(&mut self, trees: &[(FileId, tree::File)]) {
        let Some((file, tree)) = trees.first() else { return };
        self.file = *file;
        let (mut header, mut zone): (Option<Place>, Option<Place>) = (None, None);
        for item in &tree.items {
            let place = self.place(item.at.0);
            match &item.kind {
                ItemKind::Ruleset(name) => {
                    self.refuse_second(header.replace(place), place, "ruleset");
                    self.checked.rules.name = Some(name.value.clone());
                }
                ItemKind::Timezone(name) => {
                    self.refuse_second(zone.replace(place), place, "timezone");
                    self.set_timezone(name);
                }
                ItemKind::Blanks(values) => {
                    for value in values {
                        self.add_global_blank(value);
                    }
                }
                _ => {}
            }
        }
    }

    fn refuse_second(&mut self, before: Option<Place>, place: Place, word: &str) {
        if let Some(before) = before {
            self.report(
                self.at(place.span, Name::DuplicateName, format!("`{word}` is here a second time"))
                    .related(before, "said here first")
                    .help("keep one of the two"),
            );
        }
    }

    fn set_timezone(&mut self, name: &tree::Text) {
        match TimeZone::get(&name.value) {
            Ok(zone) => self.checked.rules.timezone = Some(zone),
            Err(_) => {
                let zones: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
                let near = zones
                    .iter()
                    .find(|zone| zone.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(&name.value)));
                let help = match near {
                    Some(zone) => format!("did you mean `\"{zone}\"`?"),
                    None => super::suggest::did_you_mean(&name.value, zones.iter().map(String::as_str))
                        .unwrap_or_else(|| "zones are named by continent and city: `\"Europe/Paris\"`, `\"America/New_York\"`, or `\"UTC\"`".to_owned()),
                };
                self.report(
                    self.at(name.at.0, Name::BadTimezone, format!("there is no time zone `{}`", name.value)).help(help),
                );
            }
        }
    }
}

fn declared_name(kind: &ItemKind) -> Option<&tree::Name> {
    match kind {
        ItemKind::List(name, _) | ItemKind::Define(name, _) => Some(name),
        ItemKind::Score(score) => Some(&score.name),
        ItemKind::Ladder(ladder) => Some(&ladder.name),
        ItemKind::Label(label) => Some(&label.name),
        _ => None,
    }
}
