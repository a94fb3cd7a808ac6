//! The lint `unknown-never-tested`.

use super::context::{Context, in_main_file};
use super::page::lint;
use super::shorten::shortened;
use super::walk::{self, Asked, Found, Root, Visited};
use crate::diagnostic::{Finding, Name};
use crate::rules::{
    Clause, Condition, Definition, DefinitionBody, DefinitionId, EntryFieldId, Expr, FieldId, Node, Pick, Rules,
    Subject, Test,
};
use crate::source::Place;
use std::collections::HashSet;

lint! {
    /// `not`, or a test such as `!=`, of a field that may be unknown: a lead of whom it is not known does not match either, since
    /// nobody can tell.
    ///
    /// ```qual
    /// when country != "US" then +10
    /// ```
    ///
    /// Say what is to become of such leads. If they are meant too:
    ///
    /// ```qual
    /// when country != "US" or country is unknown then +10
    /// ```
    ///
    /// If they are not, say that: then the next reader need not wonder.
    ///
    /// ```qual
    /// when country is known and country != "US" then +10
    /// ```
    ///
    /// A field with a default (`= no`) is always known, and not reported; neither is one of which the same condition asks
    /// something without `not`, so that a lead without it cannot match anyway. Where another rule of the score, or another choice
    /// of the label, asks whether it is known, such leads were thought of.
    UnknownNeverTested, find
}

/// Something that may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Unknown {
    Field(FieldId),
    Entry(FieldId, EntryFieldId),
    Definition(DefinitionId),
    /// What no entry of a list may have.
    Pick(FieldId, EntryFieldId),
}

/// How many tests of a definition are looked at.
const MOST: usize = 100;

fn find(context: &Context) -> Vec<Finding> {
    let unknowns = Unknowns::new(context.rules);
    let roots = walk::roots(context.rules);
    let mut told_apart: HashSet<(Place, Unknown)> = HashSet::new();
    for (root, whole) in roots.iter().filter_map(|root| Some((root, root.part_of?))) {
        walk::visit(root.asked, &mut |visited| {
            if let Visited::Clause(found) = visited {
                told_apart.extend(unknowns.asked_whether_known(&found).into_iter().map(|unknown| (whole, unknown)));
            }
        });
    }
    roots
        .iter()
        .filter(|root| !root.in_test && in_main_file(root.place))
        .flat_map(|root| of_root(root, &unknowns, &told_apart))
        .collect()
}

fn of_root(root: &Root, unknowns: &Unknowns, told_apart: &HashSet<(Place, Unknown)>) -> Vec<Finding> {
    // Each thing that may be unknown once, with the first test of it that says `not`.
    let mut denied: Vec<(Unknown, Denied)> = Vec::new();
    walk::visit(root.asked, &mut |visited| match visited {
        Visited::Clause(found) if says_not(&found) => {
            denied.extend(unknowns.of_test(&found).into_iter().map(|unknown| (unknown, Denied::Test(found))));
        }
        Visited::Defined(id, true) if unknowns.definition(id) => {
            denied.push((Unknown::Definition(id), Denied::Definition(id)));
        }
        _ => {}
    });
    if denied.is_empty() {
        return Vec::new();
    }
    let mut asked = HashSet::new();
    for asked_of in std::iter::once(root.asked).chain(root.under.iter().map(|condition| Asked::Condition(condition))) {
        unknowns.asked(asked_of, true, &mut asked);
    }
    let mut told = HashSet::new();
    let is_told_apart = |unknown| root.part_of.is_some_and(|whole| told_apart.contains(&(whole, unknown)));
    denied.retain(|(unknown, _)| !asked.contains(unknown) && !is_told_apart(*unknown));
    denied
        .into_iter()
        .filter(|(_, denied)| told.insert(denied.key()))
        .filter_map(|(_, denied)| denied.finding(root, unknowns))
        .collect()
}

/// What is said not to be so.
#[derive(Clone, Copy)]
enum Denied<'r> {
    Test(Found<'r>),
    Definition(DefinitionId),
}

impl Denied<'_> {
    /// What it is about, so that it is told once.
    fn key(&self) -> String {
        match self {
            Denied::Test(found) => format!("test {}", found.clause.said.subject),
            Denied::Definition(id) => format!("definition {}", id.0),
        }
    }

    fn finding(&self, root: &Root, unknowns: &Unknowns) -> Option<Finding> {
        let (place, subject, said) = match self {
            Denied::Test(found) => {
                let Clause { said, place, .. } = found.clause;
                let not = if found.negated { "not " } else { "" };
                let said_in_full = match said.asked.as_str() {
                    "" => format!("{not}{}", said.subject),
                    asked => format!("{not}{} {asked}", said.subject),
                };
                (*place, said.subject.as_str(), said_in_full)
            }
            Denied::Definition(id) => {
                let name = unknowns.rules.definitions.get(id.0)?.name.as_str();
                (root.place, name, format!("not {name}"))
            }
        };
        let (subject, said) = (shortened(subject), shortened(&said));
        let who = if matches!(self, Denied::Test(Found { of: Some(_), .. })) { "an entry" } else { "a lead" };
        let message = format!("`{said}` does not hold for {who} whose `{subject}` is not known");
        let such = match self {
            Denied::Test(Found { of: Some(_), .. }) => "such entries",
            _ => "such leads",
        };
        let mut help =
            format!("if {such} are meant too, add `or {subject} is unknown`; if not, say `{subject} is known and ...`");
        if let Denied::Test(Found { clause, of: None, .. }) = self
            && let Test::Yes(Expr::Field(_)) = clause.test
        {
            help.push_str(&format!(", or give the field a default: `{subject}: yes/no = no`"));
        }
        Some(Finding::new(Name::UnknownNeverTested, place, message).help(help))
    }
}

/// Whether a test holds for what is different from what it names.
fn says_not(found: &Found) -> bool {
    use crate::rules::CompareOp::NotEqual;
    let negated = match &found.clause.test {
        Test::Compare(NotEqual, ..)
        | Test::SameText { negated: true, .. }
        | Test::InRange(_, _, true)
        | Test::InList { negated: true, .. }
        | Test::Within { negated: true, .. } => true,
        Test::Known(..) | Test::Disqualified | Test::Label(..) | Test::Any(_) | Test::Step(..) => return false,
        _ => false,
    };
    negated != found.negated
}

/// What may be unknown in a ruleset.
struct Unknowns<'r> {
    rules: &'r Rules,
    definitions: Vec<bool>,
}

impl<'r> Unknowns<'r> {
    fn new(rules: &'r Rules) -> Unknowns<'r> {
        let mut unknowns = Unknowns { rules, definitions: vec![false; rules.definitions.len()] };
        // What a definition rests on comes before it.
        for node in &rules.order {
            let Node::Definition(id) = node else { continue };
            let Some(Definition { body, .. }) = rules.definitions.get(id.0) else { continue };
            let may_be = match body {
                DefinitionBody::Condition(condition) => unknowns.condition(condition),
                DefinitionBody::Value(value, _) => !unknowns.of_value(value, None).is_empty(),
            };
            if let Some(place) = unknowns.definitions.get_mut(id.0) {
                *place = may_be;
            }
        }
        unknowns
    }

    fn definition(&self, id: DefinitionId) -> bool {
        self.definitions.get(id.0) == Some(&true)
    }

    fn condition(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                parts.iter().any(|part| self.condition(part))
            }
            Condition::Not(inner) => self.condition(inner),
            Condition::Defined(id) => self.definition(*id),
            Condition::Clause(clause) => !self.of_test(&Found { clause, of: None, negated: false }).is_empty(),
        }
    }

    /// What may be unknown of all that a test looks at.
    fn of_test(&self, found: &Found) -> Vec<Unknown> {
        if matches!(found.clause.test, Test::Known(..)) {
            return Vec::new();
        }
        found.clause.test.operands().into_iter().flat_map(|value| self.of_value(value, found.of)).collect()
    }

    fn of_value(&self, value: &Expr, of: Option<FieldId>) -> Vec<Unknown> {
        match value {
            Expr::Field(id) => {
                let field = self.rules.fields.get(id.0);
                let may_be = field.is_some_and(|field| field.default.is_none() && !field.key);
                if may_be { vec![Unknown::Field(*id)] } else { Vec::new() }
            }
            Expr::Entry(id) => {
                let list = of.and_then(|of| Some((of, self.rules.fields.get(of.0)?.entries.as_ref()?.field(*id)?)));
                let unknown = list.filter(|(_, field)| field.default.is_none());
                unknown.map(|(of, _)| Unknown::Entry(of, *id)).into_iter().collect()
            }
            Expr::Defined(id) if self.definition(*id) => vec![Unknown::Definition(*id)],
            Expr::Arithmetic(first, rest) => std::iter::once(&**first)
                .chain(rest.iter().map(|(_, value)| value))
                .flat_map(|value| self.of_value(value, of))
                .collect(),
            // A list that is not there has 0 entries, or texts.
            Expr::DaysSince(inner) | Expr::DomainOf(inner) | Expr::CountOf(inner) => self.of_value(inner, of),
            Expr::Pick(Pick::Latest | Pick::Earliest | Pick::Highest | Pick::Lowest, field, selection) => {
                vec![Unknown::Pick(selection.list, *field)]
            }
            _ => Vec::new(),
        }
    }

    /// What a test asks of whether it is known.
    fn asked_whether_known(&self, found: &Found) -> Vec<Unknown> {
        match &found.clause.test {
            Test::Known(Subject::Value(value), _) => self.of_value(value, found.of),
            Test::Known(Subject::Condition(id), _) => vec![Unknown::Definition(*id)],
            _ => Vec::new(),
        }
    }

    /// What a condition asks of without `not`, or asks whether it is known.
    fn asked(&self, asked: Asked<'r>, follow: bool, found: &mut HashSet<Unknown>) {
        let mut left = MOST;
        walk::visit(asked, &mut |visited| match visited {
            Visited::Clause(clause) => match &clause.clause.test {
                Test::Known(..) => found.extend(self.asked_whether_known(&clause)),
                _ if !says_not(&clause) => found.extend(self.of_test(&clause)),
                _ => {}
            },
            Visited::Defined(id, false) => {
                found.insert(Unknown::Definition(id));
                let body = self.rules.definitions.get(id.0).map(|definition| &definition.body);
                if let (true, Some(DefinitionBody::Condition(condition))) = (follow && left > 0, body) {
                    left -= 1;
                    self.asked(Asked::Condition(condition), false, found);
                }
            }
            Visited::Defined(..) => {}
        });
    }
}
