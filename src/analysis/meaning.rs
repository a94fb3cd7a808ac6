//! Whether two versions of a ruleset mean the same.

use super::Analysis;
use crate::rules::{
    Award, Choice, Condition, DefinitionBody, Expr, Field, Fires, Label, LabelBody, Ladder, List, Part, Rule, Rules,
    Score, ScoreBody, Selection, Subject, Table, Test,
};
use jiff::civil::Date;

/// Whether two rulesets are proved to mean the same: they have the same parts in the same order, and each condition of one comes
/// to the same truth value as that of the other for every lead. What gives no `because` may be worded differently.
pub(super) fn same(old: &Rules, new: &Rules, today: Date) -> bool {
    let two = Two { analysis: Analysis::new(old, today), old, new };
    two.fields() && two.definitions() && two.scores() && two.outcomes()
}

/// Two versions. What the new one says is asked about as if it stood in the old one: where names and order are the same, ids mean
/// the same, and what a condition rests on was compared before it.
struct Two<'r> {
    analysis: Analysis<'r>,
    old: &'r Rules,
    new: &'r Rules,
}

/// Whether two rows are of one length, and each two of them the same.
fn each<T>(old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
}

impl<'r> Two<'r> {
    fn fields(&self) -> bool {
        self.old.timezone == self.new.timezone && each(&self.old.fields, &self.new.fields, same_field)
    }

    fn definitions(&self) -> bool {
        let (old, new) = (&self.old.definitions, &self.new.definitions);
        old.len() == new.len()
            && old.iter().zip(new).all(|(old, new)| {
                old.name == new.name
                    && match (&old.body, &new.body) {
                        (DefinitionBody::Condition(old), DefinitionBody::Condition(new)) => self.condition(old, new),
                        (DefinitionBody::Value(old, kind), DefinitionBody::Value(new, other)) => {
                            kind == other && self.value(old, new)
                        }
                        _ => false,
                    }
            })
    }

    fn scores(&self) -> bool {
        let (old, new) = (&self.old.scores, &self.new.scores);
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.score(old, new))
    }

    fn score(&self, old: &'r Score, new: &'r Score) -> bool {
        (&old.name, old.low, old.high) == (&new.name, new.low, new.high)
            && match (&old.body, &new.body) {
                (ScoreBody::Rules(old), ScoreBody::Rules(new)) => self.parts(old, new),
                (
                    ScoreBody::Computed { constant, terms, .. },
                    ScoreBody::Computed { constant: other, terms: others, .. },
                ) => constant == other && terms == others,
                _ => false,
            }
    }

    fn parts(&self, old: &'r [Part], new: &'r [Part]) -> bool {
        old.len() == new.len()
            && old.iter().zip(new).all(|(old, new)| match (old, new) {
                (Part::Rule(old), Part::Rule(new)) => self.rule(old, new),
                (Part::Table(old), Part::Table(new)) => self.table(old, new, |old, new| self.award(old, new)),
                (Part::First(old), Part::First(new)) => {
                    old.name == new.name && self.all(&old.rules, &new.rules, |old, new| self.rule(old, new))
                }
                (Part::Group(old), Part::Group(new)) => {
                    (&old.name, old.low, old.high) == (&new.name, new.low, new.high)
                        && self.parts(&old.parts, &new.parts)
                }
                (Part::When(old), Part::When(new)) => {
                    self.condition(&old.condition, &new.condition) && self.parts(&old.parts, &new.parts)
                }
                _ => false,
            })
    }

    fn all<T>(&self, old: &'r [T], new: &'r [T], same: impl Fn(&'r T, &'r T) -> bool) -> bool {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
    }

    fn rule(&self, old: &'r Rule, new: &'r Rule) -> bool {
        let fires = match (&old.fires, &new.fires) {
            (Fires::When(old), Fires::When(new)) => self.condition(old, new),
            (Fires::Each(old), Fires::Each(new)) => self.selection(old, new),
            _ => false,
        };
        fires
            && same_reason((old.has_because, &old.reason), (new.has_because, &new.reason))
            && self.award(&old.award, &new.award)
    }

    fn award(&self, old: &'r Award, new: &'r Award) -> bool {
        let limits = (old.amount, &old.up_to_per, old.up_to) == (new.amount, &new.up_to_per, new.up_to);
        let per = match (&old.per, &new.per) {
            (Some(old), Some(new)) => old.count == new.count && self.value(&old.value, &new.value),
            (None, None) => true,
            _ => false,
        };
        let losing = match (&old.losing, &new.losing) {
            (Some(old), Some(new)) => {
                (old.percent, old.every) == (new.percent, new.every) && self.value(&old.since, &new.since)
            }
            (None, None) => true,
            _ => false,
        };
        limits && per && losing
    }

    fn table<G>(&self, old: &'r Table<G>, new: &'r Table<G>, gives: impl Fn(&'r G, &'r G) -> bool) -> bool {
        let rows = |table: &'r Table<G>| table.rows().collect::<Vec<_>>();
        let (one, other) = (rows(old), rows(new));
        let shape = (old.rows.len(), old.unknown.is_some(), old.other.is_some(), old.exact)
            == (new.rows.len(), new.unknown.is_some(), new.other.is_some(), new.exact);
        shape
            && self.value(&old.by, &new.by)
            && one.into_iter().zip(other).all(|(old, new)| {
                (&old.ranges, &old.yes_no, &old.texts) == (&new.ranges, &new.yes_no, &new.texts)
                    && same_reason((old.has_because, &old.reason), (new.has_because, &new.reason))
                    && gives(&old.gives, &new.gives)
            })
    }

    fn outcomes(&self) -> bool {
        self.all(&self.old.disqualifiers, &self.new.disqualifiers, |old, new| {
            self.condition(&old.condition, &new.condition)
                && same_reason((old.reason != old.said, &old.reason), (new.reason != new.said, &new.reason))
        }) && self.all(&self.old.ladders, &self.new.ladders, |old, new| self.ladder(old, new))
            && self.all(&self.old.labels, &self.new.labels, |old, new| self.label(old, new))
    }

    fn ladder(&self, old: &'r Ladder, new: &'r Ladder) -> bool {
        (&old.name, old.never_below) == (&new.name, new.never_below)
            && self.all(&old.steps, &new.steps, |old, new| {
                old.name == new.name
                    && match (&old.needs, &new.needs) {
                        (Some(old), Some(new)) => self.condition(old, new),
                        (None, None) => true,
                        _ => false,
                    }
            })
    }

    fn label(&self, old: &'r Label, new: &'r Label) -> bool {
        old.name == new.name
            && match (&old.body, &new.body) {
                (LabelBody::Joined(old), LabelBody::Joined(new)) => old == new,
                (
                    LabelBody::Choices { choices, otherwise },
                    LabelBody::Choices { choices: others, otherwise: other },
                ) => {
                    let rest =
                        |one: &'r Option<crate::rules::Otherwise>| one.as_ref().map(|one| (&one.value, &one.because));
                    rest(otherwise) == rest(other) && self.all(choices, others, |old, new| self.choice(old, new))
                }
                _ => false,
            }
    }

    fn choice(&self, old: &'r Choice, new: &'r Choice) -> bool {
        match (old, new) {
            (
                Choice::When { condition, value, because, .. },
                Choice::When { condition: other, value: gives, because: why, .. },
            ) => (value, because) == (gives, why) && self.condition(condition, other),
            (Choice::Table(old), Choice::Table(new)) => self.table(old, new, |old, new| old == new),
            _ => false,
        }
    }

    fn condition(&self, old: &'r Condition, new: &'r Condition) -> bool {
        if self.alike(old, new) {
            return true;
        }
        let (old, new) = (self.analysis.formula(old), self.analysis.formula(new));
        self.analysis.proves_same(old, new)
    }

    /// Whether two conditions are put together alike, of the same tests.
    fn alike(&self, old: &'r Condition, new: &'r Condition) -> bool {
        match (old, new) {
            (Condition::All(old), Condition::All(new)) | (Condition::Any(old), Condition::Any(new)) => {
                self.all(old, new, |old, new| self.alike(old, new))
            }
            (Condition::AtLeast(count, old), Condition::AtLeast(other, new)) => {
                count == other && self.all(old, new, |old, new| self.alike(old, new))
            }
            (Condition::Not(old), Condition::Not(new)) => self.alike(old, new),
            (Condition::Defined(old), Condition::Defined(new)) => old == new,
            (Condition::Clause(old), Condition::Clause(new)) => self.test(&old.test, &new.test),
            _ => false,
        }
    }

    fn test(&self, old: &'r Test, new: &'r Test) -> bool {
        match (old, new) {
            (Test::Yes(old), Test::Yes(new)) => self.value(old, new),
            (Test::Disqualified, Test::Disqualified) => true,
            (Test::Compare(op, left, right), Test::Compare(other, one, two)) => {
                op == other && self.value(left, one) && self.value(right, two)
            }
            (
                Test::SameText { left, right, exact, negated },
                Test::SameText { left: one, right: two, exact: case, negated: not },
            ) => (exact, negated) == (case, not) && self.value(left, one) && self.value(right, two),
            (Test::InRange(old, range, negated), Test::InRange(new, other, not)) => {
                (range, negated) == (other, not) && self.value(old, new)
            }
            (
                Test::InList { value, list, exact, negated },
                Test::InList { value: other, list: of, exact: case, negated: not },
            ) => (exact, negated) == (case, not) && same_list(list, of) && self.value(value, other),
            (Test::Known(Subject::Value(old), known), Test::Known(Subject::Value(new), other)) => {
                known == other && self.value(old, new)
            }
            (Test::Known(Subject::Condition(old), known), Test::Known(Subject::Condition(new), other)) => {
                (old, known) == (new, other)
            }
            (Test::Text(old, asked), Test::Text(new, other)) => {
                (asked.how, asked.all, asked.exact) == (other.how, other.all, other.exact)
                    && same_list(&asked.texts, &other.texts)
                    && self.value(old, new)
            }
            (
                Test::Within { day, period, next, negated },
                Test::Within { day: other, period: long, next: ahead, negated: not },
            ) => (period, next, negated) == (long, ahead, not) && self.value(day, other),
            (Test::Label(old, values, negated), Test::Label(new, others, not)) => {
                (old, values, negated) == (new, others, not)
            }
            (Test::Any(old), Test::Any(new)) => self.selection(old, new),
            (Test::Step(old, op, step), Test::Step(new, other, of)) => (old, op, step) == (new, other, of),
            _ => false,
        }
    }

    fn selection(&self, old: &'r Selection, new: &'r Selection) -> bool {
        let alike = match (&old.condition, &new.condition) {
            (Some(old), Some(new)) => self.alike(old, new),
            (None, None) => true,
            _ => false,
        };
        if alike {
            return old.list == new.list;
        }
        let (one, other) = (self.analysis.of_entry(old), self.analysis.of_entry(new));
        // An entry counts where the condition is true; false and unknown are the same to it.
        old.list == new.list && self.analysis.proves(one, other) && self.analysis.proves(other, one)
    }

    fn value(&self, old: &'r Expr, new: &'r Expr) -> bool {
        match (old, new) {
            (Expr::Arithmetic(old, rest), Expr::Arithmetic(new, others)) => {
                self.value(old, new)
                    && self.all(rest, others, |(op, old), (other, new)| op == other && self.value(old, new))
            }
            (Expr::DaysSince(old), Expr::DaysSince(new))
            | (Expr::DomainOf(old), Expr::DomainOf(new))
            | (Expr::CountOf(old), Expr::CountOf(new)) => self.value(old, new),
            (Expr::Count(old), Expr::Count(new)) => self.selection(old, new),
            (Expr::Pick(pick, field, old), Expr::Pick(other, of, new)) => {
                (pick, field) == (other, of) && self.selection(old, new)
            }
            (Expr::Field(old), Expr::Field(new)) => old == new,
            (Expr::Entry(old), Expr::Entry(new)) => old == new,
            (Expr::Score(old), Expr::Score(new)) => old == new,
            (Expr::Defined(old), Expr::Defined(new)) => old == new,
            (Expr::Label(old), Expr::Label(new)) => old == new,
            (Expr::Number(old), Expr::Number(new)) => old == new,
            (Expr::Date(old), Expr::Date(new)) => old == new,
            (Expr::Text(old), Expr::Text(new)) => old.shown() == new.shown(),
            (Expr::YesNo(old), Expr::YesNo(new)) => old == new,
            (Expr::Today, Expr::Today) => true,
            _ => false,
        }
    }
}

fn same_list(old: &List, new: &List) -> bool {
    let texts = |list: &List| list.texts.iter().map(|text| text.shown().to_owned()).collect::<Vec<_>>();
    (&old.numbers, &old.dates) == (&new.numbers, &new.dates) && texts(old) == texts(new)
}

/// A reason in the author's words stays as it is.
fn same_reason(old: (bool, &str), new: (bool, &str)) -> bool {
    old.0 == new.0 && (!old.0 || old.1 == new.1)
}

fn same_field(old: &Field, new: &Field) -> bool {
    let entries = |field: &Field| {
        field.entries.as_ref().map(|entries| format!("{:?}", entries.joined_by.as_ref().map(|by| &by.name)))
    };
    let fields = |field: &'_ Field| field.entries.as_ref().map(|entries| entries.fields.clone()).unwrap_or_default();
    (&old.name, old.quoted, &old.from, &old.default, old.key, old.required, &old.ask)
        == (&new.name, new.quoted, &new.from, &new.default, new.key, new.required, &new.ask)
        && format!("{:?}", old.read) == format!("{:?}", new.read)
        && entries(old) == entries(new)
        && each(&fields(old), &fields(new), same_field)
}
