//! What a rule or a row gives: how many points, how often, and at most how many.

use super::{Checker, values::Kind};
use crate::diagnostic::Name;
use crate::format;
use crate::rules::{Award, FieldId, Per, PeriodLimit};
use crate::syntax::tree;
use crate::value::Points;

impl Checker<'_> {
    /// What a rule or row gives.
    pub(super) fn award(&mut self, points: &tree::Points) -> Option<Award> {
        self.award_of(points, None)
    }

    /// What a rule gives, where it gives its points for each entry of a list.
    pub(super) fn award_of(&mut self, points: &tree::Points, list: Option<FieldId>) -> Option<Award> {
        let amount = self.amount(&points.amount);
        let per = points.per.as_ref().map(|per| self.per(per));
        let losing = points.losing.as_ref().map(|losing| self.losing(losing));
        let up_to = points.up_to.as_ref().map(|limit| (limit, self.amount(limit)));
        let amount = amount?;
        let up_to_per: Vec<Option<PeriodLimit>> =
            points.up_to_per.iter().map(|limit| self.period_limit(limit, points, amount, list)).collect();
        if let Some((written, Some(limit))) = up_to {
            self.check_limit(written, limit, points, amount, "")?;
        }
        Some(Award {
            amount,
            per: per.map_or(Some(None), |per| per.map(Some))?,
            losing: losing.map_or(Some(None), |losing| losing.map(Some))?,
            up_to_per: up_to_per.into_iter().collect::<Option<_>>()?,
            up_to: up_to.map_or(Some(None), |(_, limit)| limit.map(Some))?,
            said: format::points(points),
        })
    }

    pub(super) fn amount(&mut self, number: &tree::Number) -> Option<Points> {
        let written = &number.written;
        let Some(points) = Points::parse(written) else {
            let too_large = !number.value.is_finite() || number.value.abs() > 1e9;
            let (message, help) = if too_large {
                (
                    format!("`{written}` is more than the 1,000,000 points that a rule may give"),
                    "give less, for example `+100`".to_owned(),
                )
            } else {
                let rounded = format!("{:+.2}", number.value);
                (format!("`{written}` has more than two decimal places"), format!("write `{rounded}`"))
            };
            self.report(self.at(number.at.0, Name::BadPoints, message).help(help));
            return None;
        };
        if points.abs() > Points::MAX_WRITTEN {
            self.report(
                self.at(
                    number.at.0,
                    Name::BadPoints,
                    format!("`{written}` is more than the 1,000,000 points that a rule may give"),
                )
                .help("give less, for example `+100`"),
            );
            return None;
        }
        Some(points)
    }

    fn per(&mut self, per: &tree::Per) -> Option<Per> {
        let value = self.of_kind(&per.value, &Kind::NUMBER, "`per` needs a number");
        let count = per.count.as_ref().map_or(1, |count| count.value);
        if let (0, Some(written)) = (count, &per.count) {
            self.report(
                self.at(written.at.0, Name::BadCount, "points cannot be given for every 0 of something")
                    .help(format!("give points for each one: `per {}`", format::expression(&per.value))),
            );
            return None;
        }
        Some(Per { count, value: value?, said: format::expression(&per.value) })
    }

    /// A limit has the sign of its points; `per` is what follows it.
    pub(super) fn check_limit(
        &mut self,
        written: &tree::Number,
        limit: Points,
        points: &tree::Points,
        amount: Points,
        per: &str,
    ) -> Option<()> {
        let same_sign = limit.hundredths().signum() == amount.hundredths().signum();
        if !same_sign && amount != Points::ZERO {
            let turned = Points::from_hundredths(-limit.hundredths());
            let help = if limit == Points::ZERO {
                format!(
                    "a limit of 0 leaves nothing; write, for example, `up to {:+}{per}`",
                    Points::from_hundredths(amount.hundredths().saturating_mul(5))
                )
            } else {
                format!("write `up to {turned:+}{per}`")
            };
            self.report(
                self.at(
                    written.at.0,
                    Name::BadPoints,
                    format!("`{}` can never reach `up to {}{per}`", points.amount.written, written.written),
                )
                .help(help),
            );
            return None;
        }
        Some(())
    }
}
