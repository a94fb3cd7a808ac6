//! Single tests, and what each looks at.

use super::formula::FormulaId;
use super::selections::Selections;
use crate::rules::{DefinitionBody, EntryFieldId, Expr, FieldId, Pick, Rules, ScoreId, Selection, Subject, Test};
use crate::value::Range;
use jiff::civil::Date;
use std::borrow::Cow;

/// A single test that names no definition.
#[derive(Clone, Debug)]
pub(super) struct SingleTest<'r> {
    pub(super) test: Cow<'r, Test>,
    /// What decides it.
    pub(super) looks_at: LooksAt,
    /// The list whose entries it is asked of, where it is.
    pub(super) of: Option<FieldId>,
    /// The list whose entries are counted or picked from, and when one counts.
    pub(super) entries: Option<(FieldId, FormulaId)>,
}

/// What decides a test.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LooksAt {
    /// The value of one thing.
    One(Thing),
    /// A score.
    Score(ScoreId),
    /// Nothing of a lead: the day alone.
    Nothing,
    /// Several things; no more is known of it than which.
    Several,
    /// It is too large to be looked into.
    Unclear,
}

/// Something that has a value for each lead.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Thing {
    /// A field of the lead.
    Field(FieldId),
    /// A field of the entry that is looked at.
    Entry(EntryFieldId),
    /// What is worked out from entries, or from several fields: two that are said alike are the same.
    Worked(Worked),
}

/// A value that is worked out, as far as it is reasoned about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Worked {
    /// How it is said.
    pub(super) said: String,
    /// What it may be.
    pub(super) kind: WorkedKind,
    /// Where entries are counted: which.
    pub(super) counts: Option<Counted>,
}

/// Entries that are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Counted {
    pub(super) list: FieldId,
    /// How they are said; `None` where all are counted.
    pub(super) said: Option<String>,
    /// Whether others are counted beside them that are among them.
    pub(super) holds_others: bool,
}

/// What a value that is worked out may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum WorkedKind {
    /// How many: a whole number from 0, never unknown.
    Count,
    /// A number that is never unknown.
    Sum,
    /// A number, or unknown.
    Number,
    /// A day, or unknown.
    Day,
}

/// How deep and how large a value may be that is looked into.
const DEEPEST: usize = 24;
const LARGEST: usize = 200;

/// A test without definitions, and what it looks at; `None` where it is too large to be looked into.
pub(super) fn looked_into<'r>(
    test: &'r Test,
    rules: &'r Rules,
    selections: &Selections,
    of: Option<FieldId>,
) -> Option<SingleTest<'r>> {
    let mut test = Cow::Borrowed(test);
    if test.operands().iter().any(|expr| names_definition(expr, 0)) {
        let mut left = LARGEST;
        for expr in test.to_mut().operands_mut() {
            *expr = without_definitions(expr, rules, DEEPEST, &mut left)?;
        }
    }
    let looks_at = looks_at(&test, selections);
    Some(SingleTest { test, looks_at, of, entries: None })
}

fn names_definition(expr: &Expr, depth: usize) -> bool {
    match expr {
        Expr::Defined(_) => true,
        // What lies deeper is taken to name one, and turns out to be too large.
        _ if depth > DEEPEST => true,
        Expr::Arithmetic(first, rest) => {
            names_definition(first, depth + 1) || rest.iter().any(|(_, expr)| names_definition(expr, depth + 1))
        }
        Expr::DaysSince(expr) | Expr::DomainOf(expr) | Expr::CountOf(expr) => names_definition(expr, depth + 1),
        _ => false,
    }
}

/// The same value with each definition replaced by what it stands for.
pub(super) fn without_definitions(expr: &Expr, rules: &Rules, depth: usize, left: &mut usize) -> Option<Expr> {
    let depth = depth.checked_sub(1)?;
    *left = left.checked_sub(1)?;
    Some(match expr {
        Expr::Defined(id) => match &rules.definitions.get(id.0)?.body {
            DefinitionBody::Value(expr, _) => without_definitions(expr, rules, depth, left)?,
            DefinitionBody::Condition(_) => return None,
        },
        Expr::Arithmetic(first, rest) => {
            let first = Box::new(without_definitions(first, rules, depth, left)?);
            let mut parts = Vec::with_capacity(rest.len());
            for (op, expr) in rest {
                parts.push((*op, without_definitions(expr, rules, depth, left)?));
            }
            Expr::Arithmetic(first, parts)
        }
        Expr::DaysSince(expr) => Expr::DaysSince(Box::new(without_definitions(expr, rules, depth, left)?)),
        Expr::DomainOf(expr) => Expr::DomainOf(Box::new(without_definitions(expr, rules, depth, left)?)),
        Expr::CountOf(expr) => Expr::CountOf(Box::new(without_definitions(expr, rules, depth, left)?)),
        other => other.clone(),
    })
}

fn looks_at(test: &Test, selections: &Selections) -> LooksAt {
    if let Test::Any(selection) = test {
        return LooksAt::One(Thing::Worked(count_of(selection, selections)));
    }
    let operands = test.operands();
    let changing: Vec<&Expr> = operands.into_iter().filter(|expr| !leaves(expr).is_empty()).collect();
    let only = match changing.as_slice() {
        [] if !matches!(
            test,
            Test::Known(Subject::Condition(_), _) | Test::Disqualified | Test::Label(..) | Test::Step(..)
        ) =>
        {
            return LooksAt::Nothing;
        }
        [only] => only,
        _ => return LooksAt::Several,
    };
    match leaves(only).as_slice() {
        [Expr::Score(id)] => LooksAt::Score(*id),
        [leaf] if is_plain(only) => thing(leaf, selections).map_or(LooksAt::Several, LooksAt::One),
        all if all.iter().any(|leaf| matches!(leaf, Expr::Score(_) | Expr::Label(_))) => LooksAt::Several,
        _ => match said(only, selections) {
            Some(said) if matches!(only, Expr::Arithmetic(..)) => {
                LooksAt::One(Thing::Worked(Worked { said, kind: WorkedKind::Number, counts: None }))
            }
            _ => LooksAt::Several,
        },
    }
}

/// Whether a value follows from its only source without arithmetic between numbers.
fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::DaysSince(inner) | Expr::DomainOf(inner) | Expr::CountOf(inner) => is_plain(inner),
        Expr::Arithmetic(..) => false,
        _ => true,
    }
}

/// What has a value for each lead, by itself.
fn thing(leaf: &Expr, selections: &Selections) -> Option<Thing> {
    match leaf {
        Expr::Field(id) => Some(Thing::Field(*id)),
        Expr::Entry(id) => Some(Thing::Entry(*id)),
        Expr::Count(selection) => Some(Thing::Worked(count_of(selection, selections))),
        Expr::Pick(pick, field, selection) => {
            let kind = match pick {
                Pick::Sum => WorkedKind::Sum,
                pick if pick.is_of_days() => WorkedKind::Day,
                _ => WorkedKind::Number,
            };
            let said = format!("{} {} of {}", pick.written(), field.0, of_list(selection, selections));
            Some(Thing::Worked(Worked { said, kind, counts: None }))
        }
        _ => None,
    }
}

fn count_of(selection: &Selection, selections: &Selections) -> Worked {
    let counts = Counted {
        list: selection.list,
        said: selection.condition.as_ref().map(|_| selections.said(selection).to_owned()),
        holds_others: selections.holds_another(selection),
    };
    let said = format!("count of {}", of_list(selection, selections));
    Worked { said, kind: WorkedKind::Count, counts: Some(counts) }
}

fn of_list(selection: &Selection, selections: &Selections) -> String {
    format!("{} {}", selection.list.0, selections.said(selection))
}

/// What a value is made of that differs from lead to lead, each time that it stands there.
pub(super) fn leaves(expr: &Expr) -> Vec<&Expr> {
    fn gather<'e>(expr: &'e Expr, leaves: &mut Vec<&'e Expr>) {
        match expr {
            Expr::Arithmetic(first, rest) => {
                gather(first, leaves);
                rest.iter().for_each(|(_, expr)| gather(expr, leaves));
            }
            Expr::DaysSince(expr) | Expr::DomainOf(expr) | Expr::CountOf(expr) => gather(expr, leaves),
            Expr::Number(_) | Expr::Date(_) | Expr::Text(_) | Expr::YesNo(_) | Expr::Today => {}
            Expr::Field(_)
            | Expr::Entry(_)
            | Expr::Score(_)
            | Expr::Label(_)
            | Expr::Defined(_)
            | Expr::Count(_)
            | Expr::Pick(..) => leaves.push(expr),
        }
    }
    let mut all = Vec::new();
    gather(expr, &mut all);
    all
}

/// The entries that a test counts or picks from, also through definitions.
pub(super) fn selection_of<'r>(test: &'r Test, rules: &'r Rules) -> Option<&'r Selection> {
    fn of<'r>(expr: &'r Expr, rules: &'r Rules, depth: usize) -> Option<&'r Selection> {
        let depth = depth.checked_sub(1)?;
        leaves(expr).into_iter().find_map(|leaf| match leaf {
            Expr::Count(selection) | Expr::Pick(_, _, selection) => Some(&**selection),
            Expr::Defined(id) => match &rules.definitions.get(id.0)?.body {
                DefinitionBody::Value(expr, _) => of(expr, rules, depth),
                DefinitionBody::Condition(_) => None,
            },
            _ => None,
        })
    }
    match test {
        Test::Any(selection) => Some(selection),
        _ => test.operands().into_iter().find_map(|expr| of(expr, rules, DEEPEST)),
    }
}

/// How a value is said, so that two that are said alike are the same.
fn said(expr: &Expr, selections: &Selections) -> Option<String> {
    Some(match expr {
        Expr::Number(number) => format!("{number}"),
        Expr::Date(date) => format!("{date}"),
        Expr::Today => "today".to_owned(),
        Expr::Field(id) => format!("field {}", id.0),
        Expr::Entry(id) => format!("entry {}", id.0),
        Expr::Count(_) | Expr::Pick(..) => match thing(expr, selections)? {
            Thing::Worked(worked) => worked.said,
            _ => return None,
        },
        Expr::DaysSince(expr) => format!("days since ({})", said(expr, selections)?),
        Expr::CountOf(expr) => format!("count of ({})", said(expr, selections)?),
        Expr::Arithmetic(first, rest) => {
            let mut all = format!("({})", said(first, selections)?);
            for (op, expr) in rest {
                all.push_str(&format!(" {} ({})", op.written(), said(expr, selections)?));
            }
            all
        }
        _ => return None,
    })
}

/// The same test with what is worked out in it replaced by a value.
pub(super) fn with_value(test: &Test, value: &Expr) -> Test {
    replaced(test, &|expr| matches!(expr, Expr::Arithmetic(..) | Expr::Count(_) | Expr::Pick(..)), value)
}

/// The same test with the score in it replaced by a value.
pub(super) fn with_score(test: &Test, value: &Expr) -> Test {
    replaced(test, &|expr| matches!(expr, Expr::Score(_)), value)
}

fn replaced(test: &Test, is_replaced: &impl Fn(&Expr) -> bool, value: &Expr) -> Test {
    let mut test = test.clone();
    for expr in test.operands_mut() {
        replace(expr, is_replaced, value);
    }
    test
}

fn replace(expr: &mut Expr, is_replaced: &impl Fn(&Expr) -> bool, value: &Expr) {
    match expr {
        expr if is_replaced(expr) && !leaves(expr).is_empty() => *expr = value.clone(),
        Expr::DaysSince(inner) | Expr::DomainOf(inner) | Expr::CountOf(inner) => replace(inner, is_replaced, value),
        Expr::Arithmetic(first, rest) => {
            replace(first, is_replaced, value);
            rest.iter_mut().for_each(|(_, expr)| replace(expr, is_replaced, value));
        }
        _ => {}
    }
}

/// Whether it rests on today's date how a test comes out.
pub(super) fn rests_on_today(test: &Test) -> bool {
    fn in_value(expr: &Expr) -> bool {
        match expr {
            Expr::Today | Expr::DaysSince(_) => true,
            Expr::Arithmetic(first, rest) => in_value(first) || rest.iter().any(|(_, expr)| in_value(expr)),
            Expr::DomainOf(expr) | Expr::CountOf(expr) => in_value(expr),
            // Of entries it is not looked into what is asked.
            Expr::Count(selection) | Expr::Pick(_, _, selection) => selection.condition.is_some(),
            _ => false,
        }
    }
    match test {
        Test::Within { .. } => true,
        Test::Any(selection) => selection.condition.is_some(),
        _ => test.operands().into_iter().any(in_value),
    }
}

/// The days that a test names.
pub(super) fn days_named(test: &Test) -> Vec<Date> {
    let mut days: Vec<Date> = Vec::new();
    match test {
        Test::InRange(_, Range::Dates { low, high, .. }, _) => days.extend(low.iter().chain(high)),
        Test::InList { list, .. } => days.extend(&list.dates),
        _ => {}
    }
    days.extend(
        test.operands().into_iter().filter_map(|expr| if let Expr::Date(day) = expr { Some(*day) } else { None }),
    );
    days
}
