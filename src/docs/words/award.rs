//! Points and how they come about.

use super::Speaker;
use super::measure::{grouped, points, span};
use crate::docs::page::Line;
use crate::rules::{Award, Fires, Losing, Per};
use crate::value::{Coefficient, Points, Unit};

impl Speaker<'_> {
    /// What a badge says: `+20`, `+5 each`.
    pub(in crate::docs) fn badge(self, award: &Award, fires: Option<&Fires>) -> String {
        let amount = points(award.amount);
        let is_each = award.per.is_some() || matches!(fires, Some(Fires::Each(_)));
        if is_each { format!("{amount} each") } else { amount }
    }

    /// How the points come about, where they are not simply given.
    pub(in crate::docs) fn award(self, award: &Award, fires: Option<&Fires>) -> Vec<Line> {
        let speaker = match fires {
            Some(Fires::Each(selection)) => self.inside(selection.list),
            _ => self,
        };
        let mut lines = Vec::new();
        let amount = points(award.amount);
        if let Some(per) = &award.per {
            lines.push(speaker.per(per, &amount));
        }
        if let Some(losing) = &award.losing {
            lines.push(speaker.losing(losing, award.amount));
        }
        let end = if award.amount < Points::ZERO { "no lower than" } else { "no more than" };
        let mut limits: Vec<String> = award
            .up_to_per
            .iter()
            .map(|one| {
                let period = match one.period {
                    Unit::Day => "for one day",
                    Unit::Week => "for one week (from Monday)",
                    Unit::Month => "for one month",
                    Unit::Year => "for one year",
                };
                format!("{} {period}", points(one.limit))
            })
            .collect();
        limits.extend(award.up_to.map(|limit| format!("{} in all", points(limit))));
        if !limits.is_empty() {
            lines.push(Line::of(format!("But {end} {}.", super::clause::either(limits, "and"))));
        }
        lines
    }

    fn per(self, per: &Per, amount: &str) -> Line {
        let value = self.value(&per.value);
        match per.count {
            1 => Line::of(format!("{amount} times ")).and(value).say(", in whole numbers."),
            count => {
                Line::of(format!("{amount} for every full {} in ", grouped(&count.to_string()))).and(value).say(".")
            }
        }
    }

    /// `A quarter less every 30 days since last_visit: +15 after 30 days, nothing after 120 days.`
    fn losing(self, losing: &Losing, amount: Points) -> Line {
        let share = match losing.percent {
            20 => "A fifth".to_owned(),
            25 => "A quarter".to_owned(),
            33 => "A third (33%)".to_owned(),
            50 => "Half".to_owned(),
            75 => "Three quarters".to_owned(),
            100 => "All".to_owned(),
            percent => format!("{percent}%"),
        };
        let start = if losing.percent == 100 {
            Line::of(format!("All gone {} after ", losing.every))
        } else {
            Line::of(format!("{share} of that less every {} since ", span(losing.every)))
        };
        let line = start.and(self.value(&losing.since));
        let periods = 100_u32.div_ceil(losing.percent.max(1));
        if losing.percent == 100 {
            return line.say(".");
        }
        let mut last = losing.every;
        last.count = last.count.saturating_mul(periods);
        let next = amount.times_less(1, u64::from(losing.percent));
        line.say(format!(": {} of {} after {}, nothing after {last}.", points(next), points(amount), losing.every))
    }

    /// A computed score: `0.6 × fit + 0.4 × interest`.
    pub(in crate::docs) fn computed(
        self,
        constant: Coefficient,
        terms: &[(Coefficient, crate::rules::ScoreId)],
    ) -> Line {
        let mut line = Line::default();
        for (times, score) in terms {
            let written = times.to_string();
            let (is_less, size) = match written.strip_prefix('-') {
                Some(size) => (true, size.to_owned()),
                None => (false, written),
            };
            let sign = match (line.is_empty(), is_less) {
                (true, false) => "",
                (true, true) => "−",
                (false, false) => " + ",
                (false, true) => " − ",
            };
            let size = if size == "1" { String::new() } else { format!("{} × ", grouped(&size)) };
            line = line.say(format!("{sign}{size}")).and(self.score(*score));
        }
        let written = constant.to_string();
        match (line.is_empty(), written.strip_prefix('-')) {
            (true, _) => Line::of(grouped(&written)),
            _ if constant == Coefficient::ZERO => line,
            (false, Some(size)) => line.say(format!(" − {}", grouped(size))),
            (false, None) => line.say(format!(" + {}", grouped(&written))),
        }
    }
}
