//! Single parts of the language, asked of a lead by themselves: no more is worked out than what is asked for.

use super::judge::put;
use super::scope::{Entry, Scope};
use super::{Judged, Labelled, Standing, Verdict};
use crate::rules::{Award, Choice, DefinitionId, Expr, FieldId, Label, Ladder, Lead, Part, Rules, Test};
use crate::value::{Points, Truth, Value};
use jiff::civil::Date;

/// How a test comes out that names no definition, score, label or ladder. In a list of entries it is asked of the first one.
pub(crate) fn test_alone(test: &Test, lead: &Lead, of: Option<FieldId>, today: Date) -> Truth {
    let verdict = Verdict::default();
    let entry = of.and_then(|list| Some(Entry { of: lead.entries(list)?, at: 0 }));
    Scope { lead, today, verdict: &verdict, entry }.test(test)
}

impl Judged<'_> {
    /// How a test comes out for the lead; in a list of entries for the first one.
    pub(crate) fn test_of(&self, test: &Test, of: Option<FieldId>) -> Truth {
        let entry = of.and_then(|list| Some(Entry { of: self.lead.entries(list)?, at: 0 }));
        Scope { entry, ..self.scope() }.test(test)
    }
}

/// What else a plan asks, part by part; what a part rests on stands in the verdict already.
impl<'a> Judged<'a> {
    /// A lead of which so much has come out.
    pub(crate) fn so_far(rules: &'a Rules, lead: &'a Lead, today: Date, verdict: Verdict) -> Judged<'a> {
        Judged { rules, lead, today, verdict }
    }

    /// What has come out.
    pub(crate) fn into_verdict(self) -> Verdict {
        self.verdict
    }

    /// Works out what a definition stands for.
    pub(crate) fn define(&mut self, id: DefinitionId) {
        if let Some(definition) = self.rules.definitions.get(id.0) {
            let defined = self.defined(&definition.body);
            put(&mut self.verdict.definitions, id.0, defined);
        }
    }

    /// What a part of a score gives inside of blocks whose conditions are that true; its rules leave their outcomes in the verdict.
    pub(crate) fn gives(&mut self, part: &Part, gate: Truth) -> Points {
        self.part(part, gate)
    }

    /// Where the lead stands on a ladder.
    pub(crate) fn stands(&self, ladder: &Ladder) -> Standing {
        self.standing(ladder)
    }

    /// The value of a label.
    pub(crate) fn labels(&self, label: &Label) -> Labelled {
        self.labelled(label)
    }

    /// What a choice of a label gives, by its number.
    pub(crate) fn chooses(&self, at: usize, choice: &Choice) -> Option<Labelled> {
        self.chosen(at, choice)
    }
}

/// What a value comes to that is made of nothing of a lead.
pub(crate) fn constant_value(expr: &Expr, today: Date) -> Option<Value> {
    let (verdict, lead) = (Verdict::default(), Lead::default());
    Scope { lead: &lead, today, verdict: &verdict, entry: None }.value(expr).map(|value| value.into_owned())
}

/// What an award gives that names no definition; `None` where it depends on something unknown.
pub(crate) fn award_alone(award: &Award, lead: &Lead, today: Date) -> Option<Points> {
    let verdict = Verdict::default();
    Scope { lead, today, verdict: &verdict, entry: None }.points(award)
}
