//! The words of labels and ladders: which values and steps there are, known before any condition is checked.

use super::{Checker, names::Named};
use crate::diagnostic::{Finding, Name};
use crate::rules::{LabelId, LadderId};
use crate::source::{FileId, Place, Span};
use crate::syntax::tree::{self, ChoiceKind, Expr, ExprKind, ItemKind, LabelBody, RowGives, TableSource, Word};
use crate::value::{self, Text, Type};
use std::collections::{HashMap, HashSet};

/// The values of all labels and the steps of all ladders.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The values of labels that are chosen, without repetition.
    values: HashMap<LabelId, Vec<Text>>,
    /// The labels that are joined, by the names that are written.
    joined: HashMap<LabelId, Vec<tree::Name>>,
    /// The steps of ladders.
    steps: HashMap<LadderId, Vec<Text>>,
}

impl Words {
    pub(super) fn add_steps<'n>(&mut self, ladder: LadderId, names: impl Iterator<Item = &'n str>) {
        self.steps.insert(ladder, names.map(Text::new).collect());
    }

    pub(super) fn add_joined(&mut self, label: LabelId, names: Vec<tree::Name>) {
        self.joined.insert(label, names);
    }

    /// Sets the values that a label can have; those that differ only in capitals are one.
    pub(super) fn add_values<'n>(&mut self, label: LabelId, names: impl IntoIterator<Item = &'n str>) {
        let mut seen = HashSet::new();
        let values = names.into_iter().map(Text::new).filter(|value| seen.insert(value.folded().to_owned())).collect();
        self.values.insert(label, values);
    }

    /// Whether a label is joined from others.
    pub(super) fn is_joined(&self, label: LabelId) -> bool {
        self.joined.contains_key(&label)
    }

    /// The labels that a label is joined from, as they are written.
    pub(super) fn parts(&self, label: LabelId) -> &[tree::Name] {
        self.joined.get(&label).map_or(&[], Vec::as_slice)
    }

    /// The first value of a label that is chosen, as rules write it; dots where there is none.
    pub(super) fn first_value(&self, label: LabelId) -> String {
        self.values.get(&label).and_then(|values| values.first()).map_or("...".to_owned(), as_word)
    }

    /// The last step of a ladder, as rules write it; dots where there is none.
    pub(super) fn last_step(&self, ladder: LadderId) -> String {
        self.steps(ladder).last().map_or("...".to_owned(), as_word)
    }

    /// Whether a label that is chosen has a value, in lower case; one that could not be read may have any.
    fn chooses(&self, label: LabelId, value: &str) -> bool {
        self.values.get(&label).is_none_or(|values| values.iter().any(|one| one.folded() == value))
    }

    pub(super) fn steps(&self, ladder: LadderId) -> &[Text] {
        self.steps.get(&ladder).map_or(&[], Vec::as_slice)
    }
}

impl Checker<'_> {
    /// Gathers values and steps, and reads the tables that come from files.
    pub(super) fn gather_words(&mut self, trees: &[(FileId, tree::File)]) {
        for (file, tree) in trees {
            self.file = *file;
            for item in &tree.items {
                match &item.kind {
                    ItemKind::Score(tree::Score { body: tree::ScoreBody::Rules(bodies), .. }) => {
                        self.read_tables(bodies)
                    }
                    ItemKind::Body(body) => self.read_tables(std::slice::from_ref(body)),
                    ItemKind::Label(label) => {
                        if let LabelBody::Choices(choices) = &label.body {
                            for choice in choices {
                                if let ChoiceKind::Table(tree::Table { rows: TableSource::From(path), .. }) =
                                    &choice.kind
                                {
                                    self.read_file_table(path, true);
                                }
                            }
                        }
                        if let Some(Named::Label(id)) = self.owned.get(&self.place(label.name.at.0)).copied() {
                            self.gather_values(id, label);
                        }
                    }
                    ItemKind::Ladder(ladder) => {
                        if let Some(Named::Ladder(id)) = self.owned.get(&self.place(ladder.name.at.0)).copied() {
                            let steps = ladder.steps.iter().filter_map(|step| step.name.as_ref());
                            self.words.add_steps(id, steps.map(Word::text));
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn read_tables(&mut self, bodies: &[tree::Body]) {
        for body in bodies {
            match &body.kind {
                tree::BodyKind::Table(tree::Table { rows: TableSource::From(path), .. }) => {
                    self.read_file_table(path, false)
                }
                tree::BodyKind::First(_, inner)
                | tree::BodyKind::Group(_, _, inner)
                | tree::BodyKind::When(_, inner) => {
                    self.read_tables(inner);
                }
                _ => {}
            }
        }
    }

    fn gather_values(&mut self, id: LabelId, label: &tree::Label) {
        let choices = match &label.body {
            LabelBody::Choices(choices) => choices,
            LabelBody::Joined(expr) => {
                self.words.add_joined(id, joined_names(expr));
                return;
            }
        };
        let mut values: Vec<&str> = Vec::new();
        for choice in choices {
            match &choice.kind {
                ChoiceKind::When(_, word, _) | ChoiceKind::Otherwise(word, _) => values.push(word.text()),
                ChoiceKind::Table(table) => match &table.rows {
                    TableSource::Written(rows) => {
                        for row in rows {
                            if let RowGives::Word(word) = &row.then {
                                values.push(word.text());
                            }
                        }
                    }
                    TableSource::From(path) => {
                        let rows = self.tables.get(&self.place(path.at.0)).into_iter().flatten();
                        values.extend(rows.map(|row| row.gives.as_str()));
                    }
                },
                ChoiceKind::Broken => {}
            }
        }
        self.words.add_values(id, values);
    }

    /// Whether a label can have a value, in lower case; the values of a joined label are put together from those of its parts.
    fn label_has(&self, label: LabelId, value: &str) -> bool {
        let Some(names) = self.words.joined.get(&label) else {
            return self.words.chooses(label, value);
        };
        // The places up to which the value can be put together from the parts so far.
        let mut reached = vec![0];
        for part in names.iter().filter_map(|name| self.label_of(name)) {
            let ends = value.char_indices().map(|(at, _)| at).chain([value.len()]);
            let can_end = |end: &usize| {
                reached.iter().any(|start| value.get(*start..*end).is_some_and(|piece| self.words.chooses(part, piece)))
            };
            reached = ends.filter(can_end).collect();
        }
        reached.contains(&value.len())
    }

    fn label_of(&self, name: &tree::Name) -> Option<LabelId> {
        match self.names.get(name) {
            Some(Named::Label(id)) => Some(id),
            _ => None,
        }
    }

    /// The value of a label that a word names; one that it cannot have is reported.
    pub(super) fn label_value(&mut self, label: LabelId, word: &str, span: Span) -> Option<Text> {
        let value = Text::new(word);
        if value.folded().len() <= 200 && self.label_has(label, value.folded()) {
            return Some(value);
        }
        let name = self.label_name(label);
        let values = self.words.values.get(&label).cloned().unwrap_or_default();
        let finding = self.no_such_word(span, word, &format!("the label `{name}`"), "value", &values);
        self.report(finding);
        None
    }

    /// The step of a ladder that a word names, by its number; one that it does not have is reported.
    pub(super) fn ladder_step(&mut self, ladder: LadderId, word: &str, span: Span) -> Option<usize> {
        let wanted = Text::new(word);
        let found = self.words.steps(ladder).iter().position(|step| *step == wanted);
        if found.is_none() {
            let name = self.ladder_name(ladder);
            let steps = self.words.steps(ladder).to_vec();
            let finding = self.no_such_word(span, word, &format!("the ladder `{name}`"), "step", &steps);
            self.report(finding);
        }
        found
    }

    /// A text among the values of a `one of`; one that is not is reported.
    pub(super) fn one_of(&mut self, text: &tree::Text, values: &[Text], field: &str) -> Option<Text> {
        let wanted = Text::new(&text.value);
        let found = values.iter().find(|value| **value == wanted).cloned();
        if found.is_none() {
            let finding = self.no_such_word(text.at.0, &text.value, &format!("`{field}`"), "value", values);
            self.report(finding);
        }
        found
    }

    fn no_such_word(&self, span: Span, word: &str, of: &str, kind: &str, words: &[Text]) -> Finding {
        let finding = self.at(span, Name::UnknownValue, format!("{of} has no {kind} `{word}`"));
        let near = self.suggestions.nearest(word, words.iter().map(Text::shown));
        let written = self.written(span);
        match near.first() {
            Some(nearest) => {
                let fixed = if written.starts_with('"') { format!("\"{nearest}\"") } else { (*nearest).to_owned() };
                finding.help(format!("did you mean `{nearest}`?")).fix(self.place(span), fixed)
            }
            None if words.is_empty() => finding.help(format!("{of} has no {kind}s that could be read")),
            None => {
                let mut shown: Vec<String> = words.iter().take(8).map(|word| format!("`{}`", word.shown())).collect();
                if words.len() > 8 {
                    shown.push(format!("and {} more", words.len() - 8));
                }
                finding.help(format!("the {kind}s are {}", shown.join(", ")))
            }
        }
    }

    fn label_name(&self, label: LabelId) -> String {
        self.name_of(Named::Label(label))
    }

    fn ladder_name(&self, ladder: LadderId) -> String {
        self.name_of(Named::Ladder(ladder))
    }

    pub(super) fn name_of(&self, named: Named) -> String {
        self.names.find(named).map(|declared| declared.name.clone()).unwrap_or_default()
    }

    /// A word that is written out as it stands must not be run as a formula by a spreadsheet.
    pub(super) fn refuse_formula(&mut self, text: &str, span: Span, what: &str) {
        if value::is_unsafe_in_spreadsheets(text) {
            let first = text.trim_start().chars().next().unwrap_or_default();
            let rest = text.trim_start_matches(|sign: char| !sign.is_alphanumeric());
            let help = match rest.is_empty() || rest.contains('"') {
                true => "begin it with a word".to_owned(),
                false => format!("begin it with a letter or a digit: `\"{rest}\"`"),
            };
            self.report(
                self.at(
                    span,
                    Name::FormulaText,
                    format!("{what} that begins with `{first}` would be run as a formula by spreadsheets"),
                )
                .help(help),
            );
        }
    }

    /// The text of a value of a label or a step, which must not be blank nor a formula.
    pub(super) fn word(&mut self, word: &Word, what: &str) -> String {
        let text = value::trim(word.text()).to_owned();
        if text.is_empty() {
            self.report(self.at(word.span(), Name::Syntax, format!("{what} cannot be blank")).help("give it a name"));
        }
        self.refuse_formula(&text, word.span(), what);
        if value::fold(&text) == "disqualified" {
            self.report(
                self.at(word.span(), Name::ReservedWord, format!("{what} cannot be `disqualified`"))
                    .help("that is what is written for leads that are out; choose another word, such as `not_for_us`"),
            );
        }
        text
    }

    /// The text of a value of a label. One that reads as if the value of a field were meant is reported; the name of a yes/no field
    /// is a natural word for the leads for which it is true.
    pub(super) fn label_word(&mut self, word: &Word) -> String {
        let text = self.word(word, "the value of a label");
        if let Word::Name(name) = word
            && let Some(Named::Field(id)) = self.names.get(name)
            && let Some(field) = self.checked.rules.fields.get(id.0)
            && (self.untyped.contains(&id) || *field.kind() != Type::YesNo)
        {
            let message = format!("`{text}` is a field, and a label gives words, not the value of a field");
            self.report(self.at(name.at.0, Name::WrongKind, message).help(format!(
                "a field is written out in a column of its own; if the word itself is meant, put it in quotes: `\"{text}\"`"
            )));
        }
        text
    }

    pub(super) fn step_places(&self, ladder: &tree::Ladder) -> Vec<(String, Place)> {
        let steps = ladder.steps.iter().filter_map(|step| step.name.as_ref());
        steps.map(|name| (Text::new(name.text()).folded().to_owned(), self.place(name.span()))).collect()
    }
}

/// A value or a step as rules write it: in quotes where it is not a plain word.
fn as_word(text: &Text) -> String {
    let shown = text.shown();
    let plain = shown.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
        && shown.chars().next().is_some_and(char::is_alphabetic);
    if plain { shown.to_owned() } else { format!("\"{shown}\"") }
}

/// The names of labels that are joined: `a + b`.
pub(super) fn joined_names(expr: &Expr) -> Vec<tree::Name> {
    match &expr.kind {
        ExprKind::Name(name) => vec![name.clone()],
        ExprKind::Arithmetic(first, rest) => {
            let parts = std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part));
            parts
                .filter_map(|part| if let ExprKind::Name(name) = &part.kind { Some(name.clone()) } else { None })
                .collect()
        }
        _ => Vec::new(),
    }
}
