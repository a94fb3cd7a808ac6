//! From syntax to rules: names, types and values are checked, and all that is wrong is found in one run.

mod ask;
mod award;
mod bounds;
mod compare;
mod computed;
mod condition;
mod declare;
mod echoes;
mod entry_fields;
mod entry_refusals;
mod entry_type;
mod fields;
mod files;
mod half_condition;
mod infer;
mod joined_labels;
mod labels;
mod loader;
mod losing;
mod membership;
mod names;
mod order;
mod outcomes;
mod period_limit;
mod points;
mod resolve;
mod selections;
mod sets;
pub(crate) mod suggest;
mod table_files;
mod tables;
mod tests;
mod texts;
mod today;
mod unknown_name;
mod values;

pub use ask::{Asked, check_condition};
pub use loader::{LoadError, Loaded, Loader, NoFiles};

use crate::diagnostic::{Finding, Name};
use crate::rules::{Definition, FieldId, Label, Ladder, Node, Rules, Score, ScoreId};
use crate::source::{FileId, Place, Source, Sources, Span};
use crate::syntax::tree;
use crate::value::Blanks;
use names::Names;
use std::collections::{HashMap, HashSet};

/// What checking a ruleset brought to light.
#[derive(Debug, Default)]
pub struct Checked {
    /// All files: the main one, those it uses, and the lists and tables that they name.
    pub sources: Sources,
    /// The syntax trees of the rule files among them.
    pub trees: Vec<(FileId, tree::File)>,
    /// What the ruleset means; parts that have errors are missing.
    pub rules: Rules,
    /// What was found, in the order of the files.
    pub findings: Vec<Finding>,
    /// What something refers to, outside tests for fields, anywhere for the rest.
    pub used: HashSet<Used>,
}

impl Checked {
    /// Whether anything was found that keeps the ruleset from running.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(Finding::is_error)
    }
}

/// Something that other parts refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Used {
    /// A field.
    Field(FieldId),
    /// A named list.
    List(crate::rules::ListId),
    /// A definition.
    Definition(crate::rules::DefinitionId),
}

/// Checks a rule file and the files that it names.
pub fn check(source: Source, loader: &dyn Loader) -> Checked {
    let mut checker = Checker::new(loader);
    let main = checker.checked.sources.add(source);
    checker.read_rule_file(main, None);
    checker.declare();
    checker.check_joins();
    checker.infer();
    checker.bodies();
    checker.order();
    checker.tests();
    checker.name_fields_meant();
    checker.forget_chained();
    let mut checked = checker.checked;
    checked.findings.sort_by_key(|finding| finding.place);
    checked.findings.dedup();
    files::keep_first_bad_lines(&mut checked.findings);
    keep_the_first(&mut checked.findings);
    checked
}

/// How many findings are told of one ruleset: whoever has more begins with these.
const MOST: usize = 1_000;

fn keep_the_first(findings: &mut Vec<Finding>) {
    let more = findings.len().saturating_sub(MOST);
    findings.truncate(MOST);
    if let Some(last) = findings.last_mut().filter(|_| more > 0) {
        let help = last.help.take().unwrap_or_default();
        last.help = Some(format!("{help}\n{more} more findings are not shown").trim().to_owned());
    }
}

/// The state of one check: what is known so far, and where we are.
struct Checker<'a> {
    loader: &'a dyn Loader,
    checked: Checked,
    /// The file whose statements are being checked.
    file: FileId,
    /// Files that were read, by name, so that each counts once.
    files: HashMap<String, FileId>,
    names: Names,
    /// Declared names, by where they stand.
    owned: HashMap<Place, names::Named>,
    /// What each definition turned out to be; `None` where it is not checked yet, or has an error.
    definitions: Vec<Option<Definition>>,
    /// Likewise the scores.
    scores: Vec<Option<Score>>,
    /// Likewise the ladders.
    ladders: Vec<Option<Ladder>>,
    /// Likewise the labels.
    labels: Vec<Option<Label>>,
    /// The score that rules outside any block add up in, if there are any.
    loose: Option<ScoreId>,
    /// The values that stand for blank in every field.
    blanks: Blanks,
    /// What a definition, score, label or ladder refers to, with where it does.
    depends: HashMap<Node, Vec<(Node, Place)>>,
    /// Whose references are being gathered.
    current: Option<Node>,
    /// The values of labels and steps of ladders, known before any condition is checked.
    words: labels::Words,
    /// The rows of tables that come from files, by where the path is written.
    tables: HashMap<Place, Vec<table_files::FileRow>>,
    /// The scores that are computed from others.
    computed: HashSet<ScoreId>,
    /// Whether a test is being checked: what it uses does not make a field used.
    in_test: bool,
    /// Whether the lead's fields are declared.
    declared: bool,
    /// Fields whose type could not be told; what uses them is not reported again.
    untyped: HashSet<FieldId>,
    suggestions: suggest::Suggestions,
    /// What depends on today's date.
    dated: today::Dated,
}

impl<'a> Checker<'a> {
    fn new(loader: &'a dyn Loader) -> Self {
        Checker {
            loader,
            checked: Checked::default(),
            file: FileId(0),
            files: HashMap::new(),
            names: Names::default(),
            owned: HashMap::new(),
            definitions: Vec::new(),
            scores: Vec::new(),
            ladders: Vec::new(),
            labels: Vec::new(),
            loose: None,
            blanks: Blanks::default(),
            depends: HashMap::new(),
            current: None,
            words: labels::Words::default(),
            tables: HashMap::new(),
            computed: HashSet::new(),
            in_test: false,
            declared: false,
            untyped: HashSet::new(),
            suggestions: suggest::Suggestions::default(),
            dated: today::Dated::default(),
        }
    }

    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    fn report(&mut self, finding: Finding) {
        self.checked.findings.push(finding);
    }

    /// A finding at a span of the current file, to be completed and reported.
    fn at(&self, span: Span, name: Name, message: impl Into<String>) -> Finding {
        Finding::new(name, self.place(span), message)
    }

    /// What a span of the current file says.
    fn written(&self, span: Span) -> String {
        self.checked.sources.text(self.place(span)).to_owned()
    }

    /// Notes that what is being checked refers to something that is worked out.
    fn refer(&mut self, node: Node, span: Span) {
        let place = self.place(span);
        if self.in_test {
            self.dated.of_test.push(node);
        }
        if let Some(current) = self.current {
            self.depends.entry(current).or_default().push((node, place));
        }
    }
}
