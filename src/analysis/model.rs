//! From the typed rule tree to formulas: every definition, label, ladder and table once, in the order in which they rest on each
//! other.

use super::formula::{Formula, FormulaId, Formulas};
use super::selections::Selections;
use super::single::{LooksAt, SingleTest, leaves, looked_into, selection_of};
use super::truths::Truths;
use crate::rules::{
    Choice, CompareOp, Condition, DefinitionBody, DefinitionId, Expr, FieldId, Label, LabelBody, LabelId, Ladder,
    LadderId, List, Node, Rules, Selection, Subject, Table, TableRow, Test,
};
use crate::value::{Range, Text, Truth};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// How many ways in which the values of labels can be joined are looked at.
const MOST_JOINED: usize = 1_000;

/// How many selections of entries, each asked for in the condition of the one before, are looked into.
const DEEPEST_ENTRIES: usize = 4;

/// A ruleset as formulas.
#[derive(Debug)]
pub(super) struct Model<'r> {
    pub(super) rules: &'r Rules,
    pub(super) formulas: Formulas,
    pub(super) selections: Selections,
    /// All single tests, in the order in which they were come by.
    pub(super) tests: Vec<SingleTest<'r>>,
    definitions: HashMap<DefinitionId, FormulaId>,
    /// How many selections of entries stand around what is being taken apart.
    inside: usize,
    disqualified: Option<FormulaId>,
    /// For each ladder and step: whether a lead stands there or higher.
    ladders: HashMap<LadderId, Vec<FormulaId>>,
    /// For each label its values in lower case, and when it has each.
    labels: HashMap<LabelId, Values>,
}

/// When a label has each of its values, in lower case; `None` where they are too many to be told apart.
type Values = Option<Vec<(String, FormulaId)>>;

/// When each row of a table decides.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Those with cases.
    pub(super) cases: Vec<FormulaId>,
    pub(super) unknown: Option<FormulaId>,
    pub(super) other: Option<FormulaId>,
}

impl<'r> Model<'r> {
    pub(super) fn new(rules: &'r Rules, selections: Selections) -> Model<'r> {
        let mut model = Model {
            rules,
            formulas: Formulas::default(),
            selections,
            tests: Vec::new(),
            definitions: HashMap::new(),
            inside: 0,
            disqualified: None,
            ladders: HashMap::new(),
            labels: HashMap::new(),
        };
        for node in &rules.order {
            match *node {
                Node::Definition(id) => {
                    if let Some(DefinitionBody::Condition(condition)) =
                        rules.definitions.get(id.0).map(|definition| &definition.body)
                    {
                        let formula = model.condition(condition, None);
                        model.definitions.insert(id, formula);
                    }
                }
                Node::Score(_) => {}
                Node::Disqualified => {
                    let all = rules.disqualifiers.iter().map(|one| model.condition(&one.condition, None)).collect();
                    let any = model.formulas.joined(all, false);
                    model.disqualified = Some(model.formulas.is(Truths::TRUE, any));
                }
                Node::Ladder(id) => {
                    if let Some(ladder) = rules.ladders.get(id.0) {
                        let steps = model.ladder(ladder);
                        model.ladders.insert(id, steps);
                    }
                }
                Node::Label(id) => {
                    if let Some(label) = rules.labels.get(id.0) {
                        let values = model.label(label);
                        model.labels.insert(id, values);
                    }
                }
            }
        }
        model
    }

    /// A condition; of the entries of a list, where one is given.
    pub(super) fn condition(&mut self, condition: &'r Condition, of: Option<FieldId>) -> FormulaId {
        match condition {
            Condition::All(parts) => {
                let parts = parts.iter().map(|part| self.condition(part, of)).collect();
                self.formulas.joined(parts, true)
            }
            Condition::Any(parts) => {
                let parts = parts.iter().map(|part| self.condition(part, of)).collect();
                self.formulas.joined(parts, false)
            }
            Condition::Not(inner) => {
                let inner = self.condition(inner, of);
                self.formulas.add(Formula::Not(inner))
            }
            Condition::AtLeast(count, parts) => {
                let parts = parts.iter().map(|part| self.condition(part, of)).collect();
                self.formulas.add(Formula::AtLeast(*count, parts))
            }
            Condition::Defined(id) => self.defined(*id),
            Condition::Clause(clause) => self.test(Cow::Borrowed(&clause.test), of),
        }
    }

    fn defined(&mut self, id: DefinitionId) -> FormulaId {
        match self.definitions.get(&id) {
            Some(formula) => *formula,
            None => self.formulas.constant(Truth::Unknown),
        }
    }

    /// A single test.
    pub(super) fn test(&mut self, test: Cow<'r, Test>, of: Option<FieldId>) -> FormulaId {
        match &*test {
            Test::Disqualified => self.disqualified(),
            Test::Known(Subject::Condition(id), known) => {
                let wanted = if *known { Truths::KNOWN } else { Truths::UNKNOWN };
                let of = self.defined(*id);
                self.formulas.is(wanted, of)
            }
            Test::Label(id, values, negated) => {
                let is = self.label_is(*id, values);
                if *negated { self.formulas.add(Formula::Not(is)) } else { is }
            }
            Test::Step(id, op, step) => self.step(*id, *op, *step),
            _ => self.single(test, of),
        }
    }

    fn single(&mut self, test: Cow<'r, Test>, of: Option<FieldId>) -> FormulaId {
        let (mut single, selection) = match test {
            Cow::Borrowed(test) => {
                (looked_into(test, self.rules, &self.selections, of), selection_of(test, self.rules))
            }
            Cow::Owned(test) => {
                let single = looked_into(&test, self.rules, &self.selections, of);
                (single.map(|one| SingleTest { test: Cow::Owned(one.test.into_owned()), ..one }), None)
            }
        };
        if let (Some(single), Some(selection)) = (&mut single, selection) {
            single.entries = Some(self.entries(selection));
        }
        match single {
            Some(single) => self.add_test(single),
            None => self.unclear(),
        }
    }

    fn add_test(&mut self, single: SingleTest<'r>) -> FormulaId {
        self.tests.push(single);
        self.formulas.add(Formula::Test(self.tests.len() - 1))
    }

    /// Whether any entry of a list counts.
    pub(super) fn any(&mut self, selection: &'r Selection) -> FormulaId {
        let test = Test::Any(Box::new(selection.clone()));
        let entries = Some(self.entries(selection));
        match looked_into(&test, self.rules, &self.selections, None) {
            Some(single) => {
                let test = Cow::Owned(single.test.into_owned());
                self.add_test(SingleTest { test, looks_at: single.looks_at, of: None, entries })
            }
            None => self.unclear(),
        }
    }

    /// When an entry of a list counts.
    pub(super) fn entries(&mut self, selection: &'r Selection) -> (FieldId, FormulaId) {
        let counts = match &selection.condition {
            // A definition that is asked for there may count entries itself, and so on: a long chain must not use up the stack.
            Some(_) if self.inside >= DEEPEST_ENTRIES => self.unclear(),
            Some(condition) => {
                self.inside += 1;
                let counts = self.condition(condition, Some(selection.list));
                self.inside -= 1;
                counts
            }
            None => self.formulas.constant(Truth::True),
        };
        (selection.list, counts)
    }

    fn disqualified(&mut self) -> FormulaId {
        match self.disqualified {
            Some(formula) => formula,
            None => self.formulas.constant(Truth::False),
        }
    }

    fn step(&mut self, id: LadderId, op: CompareOp, step: usize) -> FormulaId {
        let steps = self.ladders.get(&id);
        let at = |step: usize| steps.and_then(|steps| steps.get(step)).copied();
        let (Some(here), next) = (at(step), at(step + 1)) else { return self.unclear() };
        match op {
            CompareOp::AtLeast => here,
            CompareOp::Less => self.formulas.add(Formula::Not(here)),
            CompareOp::Equal | CompareOp::NotEqual => {
                let is = match next {
                    Some(next) => {
                        let not_higher = self.formulas.add(Formula::Not(next));
                        self.formulas.add(Formula::All(vec![here, not_higher]))
                    }
                    None => here,
                };
                if op == CompareOp::NotEqual { self.formulas.add(Formula::Not(is)) } else { is }
            }
            CompareOp::AtMost | CompareOp::More => self.unclear(),
        }
    }

    /// For each step, whether a lead stands there or higher.
    fn ladder(&mut self, ladder: &'r Ladder) -> Vec<FormulaId> {
        let disqualified = self.disqualified();
        let stays = self.formulas.add(Formula::Not(disqualified));
        // Whether the floor is that step or a higher one, from the highest down.
        let mut floors = Vec::new();
        if let Some(field) = ladder.never_below {
            let mut floor = self.formulas.constant(Truth::False);
            for step in ladder.steps.iter().rev() {
                let list = Arc::new(List::of_texts(vec![Text::new(&step.name)]));
                let test = Test::InList { value: Expr::Field(field), list, exact: false, negated: false };
                let here = self.single(Cow::Owned(test), None);
                let here = self.formulas.is(Truths::TRUE, here);
                floor = self.formulas.add(Formula::Any(vec![here, floor]));
                floors.push(floor);
            }
            floors.reverse();
        }
        let mut climbed = self.formulas.constant(Truth::True);
        let mut reached = Vec::with_capacity(ladder.steps.len());
        for (at, step) in ladder.steps.iter().enumerate() {
            if let Some(needs) = &step.needs {
                let needs = self.condition(needs, None);
                let needs = self.formulas.is(Truths::TRUE, needs);
                climbed = self.formulas.add(Formula::All(vec![climbed, needs]));
            }
            let here = match floors.get(at) {
                Some(floor) => self.formulas.add(Formula::Any(vec![climbed, *floor])),
                None => climbed,
            };
            reached.push(self.formulas.add(Formula::All(vec![stays, here])));
        }
        reached
    }

    /// Whether a label has one of these values.
    fn label_is(&mut self, id: LabelId, values: &[Text]) -> FormulaId {
        let Some(Some(of)) = self.labels.get(&id) else { return self.unclear() };
        let of = of.iter();
        let fitting = of.filter(|(value, _)| values.iter().any(|one| one.folded() == value)).map(|(_, is)| *is);
        let fitting: Vec<FormulaId> = fitting.collect();
        self.formulas.joined(fitting, false)
    }

    /// The values that a label may have, in lower case, and when it has each.
    fn label(&mut self, label: &'r Label) -> Values {
        match &label.body {
            LabelBody::Choices { choices, otherwise } => {
                let mut values: Vec<(String, Vec<FormulaId>)> = Vec::new();
                let mut at: HashMap<String, usize> = HashMap::new();
                for (value, when) in self.choices(choices, otherwise.as_ref().map(|one| one.value.as_str())) {
                    let value = Text::new(&value).folded().to_owned();
                    let place = *at.entry(value.clone()).or_insert_with(|| {
                        values.push((value, Vec::new()));
                        values.len() - 1
                    });
                    if let Some((_, all)) = values.get_mut(place) {
                        all.push(when);
                    }
                }
                Some(values.into_iter().map(|(value, when)| (value, self.formulas.joined(when, false))).collect())
            }
            LabelBody::Joined(ids) => {
                let mut joined = vec![(String::new(), self.formulas.constant(Truth::True))];
                for id in ids {
                    let values = self.labels.get(id).cloned().flatten()?;
                    if joined.len() * values.len() > MOST_JOINED {
                        return None;
                    }
                    let mut next = Vec::with_capacity(joined.len() * values.len());
                    for (so_far, when) in &joined {
                        for (value, is) in &values {
                            let both = self.formulas.add(Formula::All(vec![*when, *is]));
                            next.push((format!("{so_far}{value}"), both));
                        }
                    }
                    joined = next;
                }
                Some(joined)
            }
        }
    }

    /// A test of which nothing is known.
    pub(super) fn unclear(&mut self) -> FormulaId {
        self.add_test(SingleTest {
            test: Cow::Owned(Test::Known(Subject::Value(Expr::Today), true)),
            looks_at: LooksAt::Unclear,
            of: None,
            entries: None,
        })
    }

    /// What a label gives, choice by choice and row by row, and when.
    fn choices(&mut self, choices: &'r [Choice], otherwise: Option<&str>) -> Vec<(String, FormulaId)> {
        let mut given = Vec::new();
        let mut passed_on = self.formulas.constant(Truth::True);
        for choice in choices {
            let mut decided = Vec::new();
            match choice {
                Choice::When { condition, value, .. } => {
                    let condition = self.condition(condition, None);
                    decided.push((value, self.formulas.is(Truths::TRUE, condition)));
                }
                Choice::Table(table) => {
                    let rows = self.rows(table);
                    let all = table.rows.iter().zip(rows.cases);
                    let all =
                        all.chain(table.unknown.iter().zip(rows.unknown)).chain(table.other.iter().zip(rows.other));
                    decided.extend(all.map(|(row, decides)| (&row.gives, decides)));
                }
            }
            for (value, decides) in &decided {
                let here = self.formulas.add(Formula::All(vec![passed_on, *decides]));
                given.push(((*value).clone(), here));
            }
            let any = self.formulas.joined(decided.into_iter().map(|(_, decides)| decides).collect(), false);
            let none = self.formulas.add(Formula::Not(any));
            passed_on = self.formulas.add(Formula::All(vec![passed_on, none]));
        }
        given.push((otherwise.unwrap_or_default().to_owned(), passed_on));
        given
    }

    /// When each row of a table decides.
    pub(super) fn rows<G>(&mut self, table: &'r Table<G>) -> Rows {
        let cases: Vec<FormulaId> = table.rows.iter().map(|row| self.case(table, row)).collect();
        let mut rows = Rows::default();
        // Whether one of the rows so far is not false.
        let mut any_before = self.formulas.constant(Truth::False);
        let mut undecided = Vec::new();
        for case in &cases {
            let reached = self.formulas.is(Truths::FALSE, any_before);
            let holds = self.formulas.is(Truths::TRUE, *case);
            rows.cases.push(self.formulas.add(Formula::All(vec![reached, holds])));
            let unknown = self.formulas.is(Truths::UNKNOWN, *case);
            undecided.push(self.formulas.add(Formula::All(vec![reached, unknown])));
            any_before = self.formulas.add(Formula::Any(vec![any_before, *case]));
        }
        let known = self.known(table);
        if table.unknown.is_some() {
            undecided.push(self.formulas.is(Truths::FALSE, known));
            rows.unknown = Some(self.formulas.joined(undecided, false));
        }
        if table.other.is_some() {
            let none = self.formulas.is(Truths::FALSE, any_before);
            rows.other = Some(self.formulas.add(Formula::All(vec![known, none])));
        }
        rows
    }

    /// Whether what a table goes by is known.
    fn known<G>(&mut self, table: &Table<G>) -> FormulaId {
        match &table.by {
            Expr::Label(_) => self.formulas.constant(Truth::True),
            Expr::Defined(id) if self.definitions.contains_key(id) => {
                let of = self.defined(*id);
                self.formulas.is(Truths::KNOWN, of)
            }
            by => self.single(Cow::Owned(Test::Known(Subject::Value(by.clone()), true)), None),
        }
    }

    /// Whether a value lies in a range.
    pub(super) fn in_range(&mut self, value: &'r Expr, range: Range) -> FormulaId {
        let test = Test::InRange(value.clone(), range, false);
        let Some(single) = looked_into(&test, self.rules, &self.selections, None) else { return self.unclear() };
        let selection = leaves(value).into_iter().find_map(|leaf| match leaf {
            Expr::Count(selection) | Expr::Pick(_, _, selection) => Some(&**selection),
            _ => None,
        });
        let entries = selection.map(|selection| self.entries(selection));
        let (test, looks_at) = (Cow::Owned(single.test.into_owned()), single.looks_at);
        self.add_test(SingleTest { test, looks_at, of: None, entries })
    }

    /// How true the case of a row is.
    pub(super) fn case<G>(&mut self, table: &'r Table<G>, row: &TableRow<G>) -> FormulaId {
        let by = || table.by.clone();
        let mut any = Vec::new();
        for range in &row.ranges {
            any.push(self.in_range(&table.by, range.clone()));
        }
        for yes in &row.yes_no {
            any.push(match &table.by {
                Expr::Defined(id) if self.definitions.contains_key(id) => {
                    let is = self.defined(*id);
                    if *yes { is } else { self.formulas.add(Formula::Not(is)) }
                }
                _ => {
                    let test = Test::Compare(CompareOp::Equal, by(), Expr::YesNo(*yes));
                    self.single(Cow::Owned(test), None)
                }
            });
        }
        if !row.texts.is_empty() {
            any.push(match &table.by {
                Expr::Label(id) => self.label_is(*id, &row.texts),
                _ => {
                    let list = Arc::new(List::of_texts(row.texts.clone()));
                    let test = Test::InList { value: by(), list, exact: table.exact, negated: false };
                    self.single(Cow::Owned(test), None)
                }
            });
        }
        self.formulas.joined(any, false)
    }

    /// The tests that formulas rest on, each once.
    pub(super) fn tests_under(&self, formulas: impl IntoIterator<Item = FormulaId>) -> Vec<&SingleTest<'r>> {
        let mut looked_at = HashSet::new();
        let mut open: Vec<FormulaId> = formulas.into_iter().collect();
        let mut tests = Vec::new();
        while let Some(id) = open.pop() {
            if !looked_at.insert(id) {
                continue;
            }
            let formula = self.formulas.get(id);
            if let Formula::Test(number) = formula {
                tests.extend(self.tests.get(*number));
            }
            open.extend(formula.parts());
        }
        tests
    }

    /// How many formulas there are under formulas, themselves included.
    pub(super) fn size(&self, formulas: &[FormulaId]) -> usize {
        let mut looked_at = HashSet::new();
        let mut open = formulas.to_vec();
        while let Some(id) = open.pop() {
            if looked_at.insert(id) {
                open.extend(self.formulas.get(id).parts());
            }
        }
        looked_at.len()
    }
}
