//! What an undecided rule could give once more is known: for one rule by itself, whatever stands around it.

use super::points::{given, may_decide};
use super::{CouldBe, Judged};
use crate::rules::{Award, Selection, Table};
use crate::value::{Points, Truth};

impl CouldBe {
    const NOTHING: CouldBe = CouldBe { low: Some(Points::ZERO), high: Some(Points::ZERO) };

    /// The shortest span that holds both.
    fn or(self, other: CouldBe) -> CouldBe {
        CouldBe {
            low: self.low.zip(other.low).map(|(one, two)| one.min(two)),
            high: self.high.zip(other.high).map(|(one, two)| one.max(two)),
        }
    }
}

impl Judged<'_> {
    /// What an award gives if its condition is true.
    pub(super) fn award_could_be(&self, award: &Award) -> CouldBe {
        let (fewest, most) = match &award.per {
            None => (1, Some(1)),
            Some(per) => self.scope().counted(per).map_or((0, None), |count| (count, Some(count))),
        };
        let (least_lost, most_lost) = match &award.losing {
            None => (0, 0),
            Some(losing) => self.scope().lost_percent(losing).map_or((0, 100), |lost| (lost, lost)),
        };
        let near = given(award, fewest, most_lost);
        let far = match most {
            Some(count) => Some(given(award, count, least_lost)),
            // As often as can be: only the limit ends it.
            None if award.amount == Points::ZERO || least_lost == 100 => Some(Points::ZERO),
            None => award.up_to,
        };
        match award.amount < Points::ZERO {
            true => CouldBe { low: far, high: Some(near) },
            false => CouldBe { low: Some(near), high: far },
        }
    }

    /// What a rule gives for the entries that count, of none of which it is known yet: from nothing to all of it for each.
    pub(super) fn each_could_be(&self, selection: &Selection, award: &Award) -> CouldBe {
        let count = u64::try_from(self.scope().count(selection)).unwrap_or(u64::MAX);
        let far = given(award, count, 0);
        CouldBe { low: Some(far.min(Points::ZERO)), high: Some(far.max(Points::ZERO)) }
    }

    /// What a table gives by any of the rows that could still decide, now that its value is not known, or not well enough.
    pub(super) fn table_could_be(&self, table: &Table<Award>) -> CouldBe {
        let value = self.value(&table.by);
        // As it stands the `unknown` row decides, where the block around the table does not keep it from counting.
        let as_it_stands = table.unknown.as_ref().map(|unknown| self.award_could_be(&unknown.gives));
        let mut could_be: Vec<CouldBe> = if value.is_none() { as_it_stands.into_iter().collect() } else { Vec::new() };
        for (_, row, truth) in may_decide(table, value.as_deref()) {
            could_be.push(self.award_could_be(&row.gives));
            if truth == Truth::Unknown {
                could_be.extend(as_it_stands);
            }
            if truth == Truth::True {
                return spanned(could_be);
            }
        }
        could_be.push(table.other.as_ref().map_or(CouldBe::NOTHING, |other| self.award_could_be(&other.gives)));
        spanned(could_be)
    }
}

fn spanned(all: Vec<CouldBe>) -> CouldBe {
    all.into_iter().reduce(CouldBe::or).unwrap_or(CouldBe::NOTHING)
}
