//! Which single tests decided a condition, and the values that they looked at.

use super::counted::looked_at;
use super::walk::Walk;
use super::{CountedEntries, Fact, Judged};
use crate::rules::{Award, Clause, Condition, DefinitionBody, DefinitionId, Expr, Selection, Subject, Test, Which};
use crate::value::{Text, Truth, Value};
use std::ops::ControlFlow;

/// How many facts are shown for one condition.
const A_HANDFUL: usize = 6;

impl Judged<'_> {
    /// The facts that decided a condition: of what is joined, the parts that came out as the whole did. Definitions are
    /// looked into; each test stands once, and there are at most a handful.
    pub fn decided_by(&self, condition: &Condition) -> Vec<Fact> {
        let mut facts: Vec<Fact> = Vec::new();
        // It is broken off once there are enough.
        let _ = Walk::new(self.rules).tests(condition, Some(self.scope()), &mut |clause| {
            let said = |fact: &Fact| fact.subject == clause.said.subject && fact.asked == clause.said.asked;
            if !facts.iter().any(said) {
                facts.push(self.fact(clause));
            }
            if facts.len() < A_HANDFUL { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        facts
    }

    /// The fact that a single test looked at.
    fn fact(&self, clause: &Clause) -> Fact {
        let truth = self.test(&clause.test);
        let mut fact = Fact {
            subject: clause.said.subject.clone(),
            value: None,
            asked: clause.said.asked.clone(),
            truth,
            found: None,
            compared_with: None,
            unknown_fields: Vec::new(),
            entries: self.entries_of(&clause.test),
            is_name: false,
            only_entries: only_entries(&clause.test),
        };
        let owned = |expr: &Expr| self.value(expr).map(|value| value.into_owned());
        match &clause.test {
            Test::Yes(expr) | Test::InRange(expr, ..) | Test::InList { value: expr, .. } => fact.value = owned(expr),
            Test::Within { day, .. } => fact.value = owned(day),
            Test::Disqualified => fact.value = Some(Value::YesNo(self.verdict.is_disqualified())),
            Test::Compare(_, left, right) | Test::SameText { left, right, .. } => {
                fact.value = owned(left);
                fact.compared_with = if is_literal(right) { None } else { owned(right) };
            }
            Test::Known(Subject::Value(expr), _) => fact.value = owned(expr),
            Test::Known(Subject::Condition(id), _) => {
                let truth = self.verdict.definition(*id);
                fact.value = truth.is_known().then_some(Value::YesNo(truth.is_true()));
            }
            Test::Text(expr, asked) => {
                fact.value = owned(expr);
                if truth.is_true() && !asked.all && asked.texts.texts.len() > 1 {
                    fact.found = self.scope().texts_found(expr, asked).first().map(|text| said_found(asked.how, text));
                }
            }
            Test::Label(id, ..) => {
                fact.value = self.verdict.label(*id).cloned().map(Value::Text);
                fact.is_name = true;
            }
            Test::Any(_) => fact.value = Some(Value::YesNo(truth.is_true())),
            Test::Step(id, ..) => {
                let ladder = self.rules.ladders.get(id.0);
                let step = self.verdict.step(*id).and_then(|step| ladder?.steps.get(step));
                let name = step.map_or("disqualified", |step| &step.name);
                fact.value = Some(Value::Text(Text::new(name)));
                fact.is_name = true;
            }
        }
        if truth == Truth::Unknown {
            fact.unknown_fields = self.unknown_fields(&looked_at(&clause.test));
        }
        fact
    }

    /// A value that was looked at without being tested, as one that is counted.
    pub(super) fn looked_at(&self, expr: &Expr, said: &str) -> Fact {
        let value = self.value(expr).map(|value| value.into_owned());
        let unknown_fields = match (&value, expr) {
            (Some(_), _) => Vec::new(),
            (None, Expr::Defined(id)) if !self.is_value(*id) => self.fields_that_leave_open(*id),
            (None, _) => self.unknown_fields(&[expr]),
        };
        Fact {
            subject: said.to_owned(),
            truth: if value.is_some() { Truth::True } else { Truth::Unknown },
            value,
            asked: String::new(),
            found: None,
            compared_with: None,
            unknown_fields,
            entries: self.counted_for(&[expr]),
            is_name: matches!(expr, Expr::Label(_)),
            only_entries: is_of_entries(expr),
        }
    }

    /// What heads a table; of a condition that has a name also what decided it.
    pub(super) fn headed_by(&self, expr: &Expr, said: &str) -> Vec<Fact> {
        let head = self.looked_at(expr, said);
        let decided = match expr {
            Expr::Defined(id) if head.value.is_some() && !self.is_value(*id) => {
                self.decided_by(&Condition::Defined(*id))
            }
            _ => Vec::new(),
        };
        std::iter::once(head).chain(decided).collect()
    }

    fn is_value(&self, id: DefinitionId) -> bool {
        let body = self.rules.definitions.get(id.0).map(|definition| &definition.body);
        matches!(body, Some(DefinitionBody::Value(..)))
    }

    /// The fields for want of which a condition that was defined cannot be decided.
    fn fields_that_leave_open(&self, id: DefinitionId) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for fact in self.decided_by(&Condition::Defined(id)) {
            names.extend(fact.unknown_fields.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
        }
        names
    }

    /// The entries that give a rule its points.
    pub(super) fn given_for(&self, selection: &Selection, award: &Award) -> Fact {
        let entries = self.giving(selection, award);
        Fact {
            subject: format!("count of {}", selection.said),
            value: Some(Value::Number(entries.count as f64)),
            asked: String::new(),
            truth: Truth::True,
            found: None,
            compared_with: None,
            unknown_fields: Vec::new(),
            entries: vec![entries],
            is_name: false,
            only_entries: true,
        }
    }

    /// The entries that a test looked at.
    fn entries_of(&self, test: &Test) -> Vec<CountedEntries> {
        match test {
            Test::Any(selection) => vec![self.counted(selection, None)],
            Test::Known(Subject::Value(expr), _) => self.counted_for(&[expr]),
            _ => self.counted_for(&looked_at(test)),
        }
    }
}

/// Whether a test looks at the entries of a list, and at nothing else.
fn only_entries(test: &Test) -> bool {
    match test {
        Test::Any(_) => true,
        Test::Known(Subject::Value(expr), _) => is_of_entries(expr),
        Test::Compare(_, left, right) => is_of_entries(left) && is_literal(right),
        _ => matches!(looked_at(test).as_slice(), [one] if is_of_entries(one)),
    }
}

fn is_of_entries(expr: &Expr) -> bool {
    match expr {
        Expr::Count(_) | Expr::Pick(..) => true,
        Expr::DaysSince(expr) => is_of_entries(expr),
        _ => false,
    }
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr, Expr::Number(_) | Expr::Date(_) | Expr::Text(_) | Expr::YesNo(_))
}

fn said_found(how: Which, text: &Text) -> String {
    let asked = match how {
        Which::Anywhere | Which::Entry => "contains",
        Which::Word => "contains word",
        Which::Start => "starts with",
        Which::End => "ends with",
    };
    format!("{asked} \"{}\"", text.shown())
}
