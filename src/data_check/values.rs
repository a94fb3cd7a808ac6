//! The texts that the rules name, and how often the leads have them.

use super::frequent::Frequent;
use super::walk::{self, Head, Seen};
use crate::rules::{Clause, EntryFieldId, Expr, Field, FieldId, Lead, List, NamedList, Rules, Test, Which};
use crate::source::Place;
use crate::value::{Text, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// Where values of leads stand: a field, or a field of the entries of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Column {
    pub(super) field: FieldId,
    pub(super) entry: Option<EntryFieldId>,
}

impl Column {
    fn of(expr: &Expr, list: Option<FieldId>) -> Option<Column> {
        match (expr, list) {
            (Expr::Field(field), _) => Some(Column { field: *field, entry: None }),
            (Expr::Entry(entry), Some(field)) => Some(Column { field, entry: Some(*entry) }),
            _ => None,
        }
    }

    /// The field that is declared.
    pub(super) fn declared(self, rules: &Rules) -> Option<&Field> {
        let field = rules.fields.get(self.field.0)?;
        match self.entry {
            Some(entry) => field.entries.as_ref()?.field(entry),
            None => Some(field),
        }
    }

    /// Its name as people know it.
    pub(super) fn name(self, rules: &Rules) -> String {
        let list = rules.fields.get(self.field.0).map(Field::written).unwrap_or_default();
        match self.entry.and_then(|_| self.declared(rules)) {
            Some(field) => format!("{list}.{}", field.name),
            None => list,
        }
    }
}

/// A column of which the rules name values.
pub(super) struct Named {
    pub(super) column: Column,
    exact: bool,
    /// The values that are named, as they are compared.
    numbers: HashMap<Box<str>, usize>,
    /// As they are written.
    pub(super) shown: Vec<Text>,
    /// How often each came.
    pub(super) came: Vec<u64>,
    /// All others.
    pub(super) others: Frequent,
    /// How many values there were.
    pub(super) values: u64,
}

/// A place that names values.
pub(super) struct Use {
    /// The column, by its number in the list of all.
    pub(super) named: usize,
    pub(super) shape: Shape,
    pub(super) place: Place,
    /// The values, by their numbers in the column, and where each stands if that is known.
    pub(super) values: Vec<(usize, Option<Place>)>,
}

/// How values are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One, in a test.
    Single,
    /// Several, in brackets.
    Brackets,
    /// A list of that name.
    List(String),
    /// The rows of a table by this value.
    Table(String),
}

/// All values that a ruleset names.
#[derive(Default)]
pub(super) struct Values {
    pub(super) all: Vec<Named>,
    pub(super) uses: Vec<Use>,
    /// What each test names, by where it stands: so that what never fires on account of it is known.
    by_place: HashMap<Place, usize>,
}

impl Values {
    pub(super) fn of(rules: &Rules) -> Values {
        let lists = rules.lists.iter().map(|list| (Arc::as_ptr(&list.entries), list)).collect();
        let mut gathering = Gathering { lists, ..Gathering::default() };
        walk::all(rules, &mut |seen| match seen {
            Seen::Clause(clause, list) => gathering.take_clause(clause, list),
            Seen::Head(head) => gathering.take_table(&head),
        });
        gathering.values
    }

    /// Counts the values of a lead.
    pub(super) fn add(&mut self, lead: &Lead, line: u64) {
        for named in &mut self.all {
            let Column { field, entry } = named.column;
            match entry {
                None => named.take(lead.get(field), line),
                Some(entry) => {
                    let Some(entries) = lead.entries(field) else { continue };
                    (0..entries.len()).for_each(|at| named.take(entries.get(at, entry), line));
                }
            }
        }
    }

    /// The use of values that a test makes, if none of them came.
    pub(super) fn only_absent(&self, clause: &Clause) -> Option<usize> {
        let at = *self.by_place.get(&clause.place)?;
        let one = self.uses.get(at)?;
        let named = self.all.get(one.named)?;
        one.values.iter().all(|(value, _)| named.came.get(*value) == Some(&0)).then_some(at)
    }
}

/// Values while they are gathered.
#[derive(Default)]
struct Gathering<'r> {
    values: Values,
    lists: HashMap<*const List, &'r NamedList>,
    columns: HashMap<(Column, bool), usize>,
    /// Named lists that were met already, with the column that they were asked of: each is one use.
    met: HashMap<(*const List, usize), usize>,
}

impl Gathering<'_> {
    fn take_clause(&mut self, clause: &Clause, of: Option<FieldId>) {
        let (column, exact, texts, list) = match &clause.test {
            Test::SameText { left, right, exact, .. } => match (left, right) {
                (field, Expr::Text(text)) | (Expr::Text(text), field) => {
                    (Column::of(field, of), *exact, std::slice::from_ref(text), None)
                }
                _ => return,
            },
            Test::InList { value, list, exact, .. } => {
                (Column::of(value, of), *exact, list.texts.as_slice(), Some(Arc::as_ptr(list)))
            }
            Test::Text(value, asked) if asked.how == Which::Entry => {
                (Column::of(value, of), asked.exact, asked.texts.texts.as_slice(), Some(Arc::as_ptr(&asked.texts)))
            }
            _ => return,
        };
        let Some(column) = column.filter(|_| !texts.is_empty()) else { return };
        let named = self.named(column, exact);
        let next = self.values.uses.len();
        let list = list.and_then(|list| Some((list, *self.lists.get(&list)?)));
        let at = list.map_or(next, |(list, _)| *self.met.entry((list, named)).or_insert(next));
        self.values.by_place.insert(clause.place, at);
        if at != next {
            return;
        }
        let (shape, place) = match list {
            Some((_, one)) => (Shape::List(one.name.clone()), one.place),
            None if texts.len() == 1 => (Shape::Single, clause.place),
            None => (Shape::Brackets, clause.place),
        };
        let values = texts.iter().map(|text| (self.number(named, text), None)).collect();
        self.values.uses.push(Use { named, shape, place, values });
    }

    fn take_table(&mut self, head: &Head) {
        let Some(column) = Column::of(head.by, None).filter(|_| !head.rows.is_empty()) else { return };
        let named = self.named(column, head.exact);
        let rows = head.rows.iter().flat_map(|(texts, place)| texts.iter().map(|text| (text, Some(*place))));
        let values = rows.map(|(text, place)| (self.number(named, text), place)).collect();
        self.values.uses.push(Use { named, shape: Shape::Table(head.said.to_owned()), place: head.place, values });
    }

    fn named(&mut self, column: Column, exact: bool) -> usize {
        let all = &mut self.values.all;
        *self.columns.entry((column, exact)).or_insert_with(|| {
            all.push(Named {
                column,
                exact,
                numbers: HashMap::new(),
                shown: Vec::new(),
                came: Vec::new(),
                others: Frequent::default(),
                values: 0,
            });
            all.len() - 1
        })
    }

    fn number(&mut self, named: usize, text: &Text) -> usize {
        let Some(named) = self.values.all.get_mut(named) else { return 0 };
        let next = named.shown.len();
        let number = *named.numbers.entry(text.compared(named.exact).into()).or_insert(next);
        if number == next {
            named.shown.push(text.clone());
            named.came.push(0);
        }
        number
    }
}

impl Named {
    fn take(&mut self, value: Option<&Value>, line: u64) {
        match value {
            Some(Value::Text(text)) => self.take_text(text, line),
            Some(Value::List(texts)) => texts.iter().for_each(|text| self.take_text(text, line)),
            _ => {}
        }
    }

    fn take_text(&mut self, text: &Text, line: u64) {
        self.values += 1;
        match self.numbers.get(text.compared(self.exact)).and_then(|at| self.came.get_mut(*at)) {
            Some(came) => *came += 1,
            None => self.others.add(text.shown(), line),
        }
    }
}
