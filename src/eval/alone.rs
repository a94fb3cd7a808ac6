//! Single tests, asked of a lead by themselves: no definition, score, label or ladder is worked out for them.

use super::scope::{Entry, Scope};
use super::{Judged, Verdict};
use crate::rules::{Award, Expr, FieldId, Lead, Test};
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
