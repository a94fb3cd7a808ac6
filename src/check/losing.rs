//! `losing 25% every 30 days since at`: what fades.

use super::{Checker, values::Kind};
use crate::diagnostic::Name;
use crate::format;
use crate::rules::{Expr as Value, Losing};
use crate::syntax::tree::{self, Expr, ExprKind};
use crate::value::Period;

impl Checker<'_> {
    pub(super) fn losing(&mut self, losing: &tree::Losing) -> Option<Losing> {
        self.asks_about_today();
        let since = self.since(&losing.since);
        let percent = losing.percent.value;
        let mut sound = true;
        if !(1..=100).contains(&percent) {
            sound = false;
            self.report(
                self.at(losing.percent.at.0, Name::BadCount, format!("{percent}% cannot be lost each time"))
                    .help("between 1% and 100% of the points can be lost each period"),
            );
        }
        let every = Period { count: losing.every.count.value, unit: losing.every.unit };
        match every.days() {
            Some(0) => {
                sound = false;
                self.report(
                    self.at(losing.every.at.0, Name::BadCount, "a period must be at least one day long")
                        .help("write, for example, `every 7 days`"),
                );
            }
            None => {
                sound = false;
                self.report(
                    self.at(losing.every.at.0, Name::BadCount, format!("`{every}` is not always equally long"))
                        .help("count in days or weeks: `every 30 days`, `every 52 weeks`"),
                );
            }
            Some(_) => {}
        }
        (sound).then_some(Losing { percent, every, since: since?, said: format::expression(&losing.since) })
    }

    /// The day since which something is lost.
    fn since(&mut self, day: &Expr) -> Option<Value> {
        let entry_of = self.names.looks_at();
        // What comes from a list is one day of the lead, whichever entry gives its points.
        if matches!(day.kind, ExprKind::Pick(..)) {
            self.names.look_at(None);
        }
        let since = self.of_kind(day, &Kind::DATE, "`since` needs a date");
        self.names.look_at(entry_of);
        since
    }
}
