//! A condition that is asked of leads on the command line: `--where 'stage = mql'`.

use super::{Checker, NoFiles, Used, names::Named};
use crate::diagnostic::Finding;
use crate::rules::{
    Condition, DefinitionId, EntryFieldId, FieldId, LabelBody, LabelId, LadderId, ListId, Rules, ScoreId,
};
use crate::source::{FileId, Place, Source, Sources};
use crate::syntax::{self, tree};

/// A condition over the names of a ruleset, and over columns that the ruleset does not declare.
#[derive(Debug)]
pub struct Asked {
    /// What it means; `None` where it has errors.
    pub condition: Option<Condition>,
    /// The ruleset, with the fields added that only the condition names.
    pub rules: Rules,
    /// The condition as a source, for showing the findings.
    pub sources: Sources,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

/// Checks a condition. Names that the ruleset does not have are taken as columns, whose types follow from use.
///
/// ```
/// use qualify::check::{NoFiles, check, check_condition};
/// use qualify::source::Source;
/// let checked = check(Source::new("a.qual", "when downloads >= 2 then +20"), &NoFiles);
/// let asked = check_condition("score >= 20 and country = \"DE\"", &checked.rules);
/// assert!(asked.condition.is_some() && asked.findings.is_empty());
/// assert_eq!(asked.rules.fields.len(), 2);
/// ```
pub fn check_condition(text: &str, rules: &Rules) -> Asked {
    let mut checker = Checker::new(&NoFiles);
    let source = Source::new("the condition", text);
    let file = checker.checked.sources.add(source.clone());
    checker.know(rules);
    let (expr, findings) = syntax::parse_condition(&source, file);
    let broken = findings.iter().any(Finding::is_error);
    checker.checked.findings = findings;
    let mut condition = None;
    if let Some(expr) = expr.filter(|_| !broken) {
        checker.infer_condition(&expr);
        condition = checker.condition(&expr);
    }
    let Checker { mut checked, .. } = checker;
    // What only the condition refers to is needed for it, whether the ruleset declares it or not.
    for (at, field) in checked.rules.fields.iter_mut().enumerate() {
        field.used |= checked.used.contains(&Used::Field(FieldId(at)));
    }
    let failed = checked.findings.iter().any(Finding::is_error);
    Asked {
        condition: condition.filter(|_| !failed),
        rules: checked.rules,
        sources: checked.sources,
        findings: checked.findings,
    }
}

impl Checker<'_> {
    /// Takes over all names of a ruleset that was checked before.
    fn know(&mut self, rules: &Rules) {
        // Places of the ruleset's own files mean nothing in the condition.
        let nowhere = Place { file: FileId(usize::MAX), ..Place::default() };
        for (list, field) in rules.fields.iter().enumerate() {
            for (at, of_entry) in field.entries.iter().flat_map(|entry| entry.fields.iter().enumerate()) {
                let key = super::names::key(&of_entry.name, of_entry.quoted);
                self.names.add_entry_field(FieldId(list), key, EntryFieldId(at), nowhere);
            }
        }
        let mut add = |name: &str, named| self.names.add(name.to_owned(), named, nowhere);
        for (at, field) in rules.fields.iter().enumerate() {
            add(&super::names::key(&field.name, field.quoted), Named::Field(FieldId(at)));
        }
        for (at, list) in rules.lists.iter().enumerate() {
            add(&list.name, Named::List(ListId(at)));
        }
        for (at, definition) in rules.definitions.iter().enumerate() {
            add(&definition.name, Named::Definition(DefinitionId(at)));
        }
        for (at, score) in rules.scores.iter().enumerate() {
            add(&score.name, Named::Score(ScoreId(at)));
        }
        for (at, ladder) in rules.ladders.iter().enumerate() {
            add(&ladder.name, Named::Ladder(LadderId(at)));
        }
        for (at, label) in rules.labels.iter().enumerate() {
            add(&label.name, Named::Label(LabelId(at)));
        }
        for (at, ladder) in rules.ladders.iter().enumerate() {
            self.words.add_steps(LadderId(at), ladder.steps.iter().map(|step| step.name.as_str()));
        }
        for (at, label) in rules.labels.iter().enumerate() {
            let id = LabelId(at);
            match &label.body {
                LabelBody::Joined(parts) => {
                    let names = parts.iter().filter_map(|part| rules.labels.get(part.0)).map(|part| tree::Name {
                        text: part.name.clone(),
                        quoted: false,
                        at: tree::At::default(),
                    });
                    self.words.add_joined(id, names.collect());
                }
                LabelBody::Choices { .. } => {
                    self.words.add_values(id, label.values().into_iter().map(|(value, _)| value));
                }
            }
        }
        self.definitions = rules.definitions.iter().cloned().map(Some).collect();
        self.checked.rules = rules.clone();
    }
}
