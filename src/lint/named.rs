//! What conditions name: the fields that they look at, each with the values that it is compared with.

use crate::rules::{
    Condition, DefinitionBody, DefinitionId, EntryFieldId, Expr, FieldId, LabelId, List, Node, Rules, Selection,
    Subject, Test,
};
use crate::value::{Period, Range, Text};
use jiff::civil::Date;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

/// How many are remembered of one definition.
const MOST_OF_ONE: usize = 500;
/// How many values of a list are taken one by one.
const MOST_OF_A_LIST: usize = 24;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Subjects {
    Field(FieldId),
    Entry(FieldId, EntryFieldId),
    Label(LabelId),
}

/// What it is compared with.
#[derive(Clone, Debug)]
pub(super) enum Literal {
    Number(f64),
    Day(Date),
    Text(Text),
    Period(Period),
    /// All of a long list, by what it holds.
    List(u64),
    /// Nothing: it is looked at.
    Nothing,
}

/// A field, and a value that it is compared with.
pub(super) type Named = (Subjects, Literal);

/// The same number for two that are the same.
pub(super) fn hash_of(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

impl Literal {
    /// The same number for two that are the same.
    pub(super) fn hash(&self) -> u64 {
        match self {
            // Either zero is the same number.
            Literal::Number(number) => hash_of(&(0, (number + 0.0).to_bits())),
            Literal::Day(day) => hash_of(&(1, day)),
            Literal::Text(text) => hash_of(&(2, text.folded())),
            Literal::Period(period) => hash_of(&(3, period)),
            Literal::List(list) => hash_of(&(4, list)),
            Literal::Nothing => 5,
        }
    }
}

/// Tells what conditions name.
pub(super) struct Names {
    definitions: HashMap<DefinitionId, Rc<[Named]>>,
    lists: HashMap<*const List, u64>,
}

impl Names {
    pub(super) fn new(rules: &Rules) -> Names {
        let mut names = Names { definitions: HashMap::new(), lists: HashMap::new() };
        // Each after what it is made of, so that a long chain needs no stack.
        for node in &rules.order {
            let Node::Definition(id) = node else { continue };
            let Some(definition) = rules.definitions.get(id.0) else { continue };
            let mut named = Vec::new();
            match &definition.body {
                DefinitionBody::Condition(condition) => names.condition(condition, None, &mut named),
                DefinitionBody::Value(value, _) => names.compared(&[value], &[], None, &mut named),
            }
            named.sort_by_key(|(subject, literal)| (*subject, literal.hash()));
            named.dedup_by_key(|(subject, literal)| (*subject, literal.hash()));
            named.truncate(MOST_OF_ONE);
            names.definitions.insert(*id, named.into());
        }
        names
    }

    /// What a condition names; of the entries of a list, where one is given.
    pub(super) fn condition(&mut self, condition: &Condition, of: Option<FieldId>, all: &mut Vec<Named>) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().for_each(|part| self.condition(part, of, all));
            }
            Condition::Not(inner) => self.condition(inner, of, all),
            Condition::Defined(id) => {
                all.extend(self.definitions.get(id).into_iter().flat_map(|of| of.iter().cloned()))
            }
            Condition::Clause(clause) => self.test(&clause.test, of, all),
        }
    }

    /// What is asked of the entries of a list.
    pub(super) fn selection(&mut self, selection: &Selection, all: &mut Vec<Named>) {
        all.push((Subjects::Field(selection.list), Literal::Nothing));
        if let Some(condition) = &selection.condition {
            self.condition(condition, Some(selection.list), all);
        }
    }

    fn test(&mut self, test: &Test, of: Option<FieldId>, all: &mut Vec<Named>) {
        match test {
            Test::Yes(value) | Test::Known(Subject::Value(value), _) => self.compared(&[value], &[], of, all),
            Test::Compare(_, left, right) | Test::SameText { left, right, .. } => {
                self.compared(&[left, right], &[], of, all);
            }
            Test::InRange(value, range, _) => self.compared(&[value], &ends_of(range), of, all),
            Test::InList { value, list, .. } => {
                let literals = self.list(list);
                self.compared(&[value], &literals, of, all);
            }
            Test::Text(value, asked) => {
                let literals = self.list(&asked.texts);
                self.compared(&[value], &literals, of, all);
            }
            Test::Within { day, period, .. } => self.compared(&[day], &[Literal::Period(*period)], of, all),
            Test::Known(Subject::Condition(id), _) => self.condition(&Condition::Defined(*id), of, all),
            Test::Label(id, values, _) => {
                all.push((Subjects::Label(*id), Literal::Nothing));
                all.extend(values.iter().map(|value| (Subjects::Label(*id), Literal::Text(value.clone()))));
            }
            Test::Any(selection) => self.selection(selection, all),
            Test::Disqualified | Test::Step(..) => {}
        }
    }

    /// A list's values; where there are many, one that stands for all.
    fn list(&mut self, list: &Arc<List>) -> Vec<Literal> {
        let (texts, numbers, dates) = (&list.texts, &list.numbers, &list.dates);
        let each = texts.iter().map(|text| Literal::Text(text.clone()));
        let each = each.chain(numbers.iter().map(|number| Literal::Number(*number)));
        let each = each.chain(dates.iter().map(|day| Literal::Day(*day)));
        if texts.len() + numbers.len() + dates.len() <= MOST_OF_A_LIST {
            return each.collect();
        }
        let all = *self.lists.entry(Arc::as_ptr(list)).or_insert_with(|| {
            // The order of values does not matter, nor how often each stands there.
            let mut hashes: Vec<u64> = each.clone().map(|literal| literal.hash()).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hash_of(&hashes)
        });
        std::iter::once(Literal::List(all)).chain(each.take(MOST_OF_A_LIST)).collect()
    }

    /// Values that are compared with each other and with literals.
    pub(super) fn compared(
        &mut self,
        values: &[&Expr],
        literals: &[Literal],
        of: Option<FieldId>,
        all: &mut Vec<Named>,
    ) {
        let (mut subjects, mut literals) = (Vec::new(), literals.to_vec());
        let mut open: Vec<&Expr> = values.to_vec();
        let mut takes_domain = false;
        while let Some(value) = open.pop() {
            match value {
                Expr::Field(id) => subjects.push(Subjects::Field(*id)),
                Expr::Entry(id) => subjects.extend(of.map(|list| Subjects::Entry(list, *id))),
                Expr::Label(id) => subjects.push(Subjects::Label(*id)),
                Expr::Defined(id) => {
                    let named = self.definitions.get(id).cloned();
                    subjects.extend(named.iter().flat_map(|named| named.iter().map(|(subject, _)| *subject)));
                }
                Expr::Number(number) => literals.push(Literal::Number(*number)),
                Expr::Date(day) => literals.push(Literal::Day(*day)),
                Expr::Text(text) => literals.push(Literal::Text(text.clone())),
                Expr::DomainOf(inner) => {
                    takes_domain = true;
                    open.push(inner);
                }
                Expr::DaysSince(inner) | Expr::CountOf(inner) => open.push(inner),
                Expr::Arithmetic(first, rest) => {
                    open.push(first);
                    open.extend(rest.iter().map(|(_, value)| value));
                }
                Expr::Count(selection) => self.selection(selection, all),
                Expr::Pick(_, field, selection) => {
                    subjects.push(Subjects::Entry(selection.list, *field));
                    self.selection(selection, all);
                }
                Expr::Score(_) | Expr::YesNo(_) | Expr::Today => {}
            }
        }
        subjects.sort();
        subjects.dedup();
        for subject in subjects {
            all.push((subject, Literal::Nothing));
            all.extend(literals.iter().map(|literal| match literal {
                Literal::Text(text) if takes_domain => {
                    (subject, Literal::Text(Text::new(&format!("lead@{}", text.shown()))))
                }
                literal => (subject, literal.clone()),
            }));
        }
    }
}

/// The ends of a range.
pub(super) fn ends_of(range: &Range) -> Vec<Literal> {
    match range {
        Range::Numbers(range) => range.low.iter().chain(&range.high).map(|end| Literal::Number(*end)).collect(),
        Range::Dates { low, high, .. } => low.iter().chain(high).map(|end| Literal::Day(*end)).collect(),
    }
}
