//! Statements that give points.

use super::expr::child;
use super::{Builder, is_block};
use crate::diagnostic::Name as FindingName;
use crate::syntax::parser::{Pair, Rule};
use crate::syntax::segment::Context;
use crate::syntax::tree::*;

impl Builder<'_> {
    /// The statements of a block.
    pub(super) fn block(&mut self, pair: Pair) -> Vec<Body> {
        self.closing(&pair);
        let statements = pair.into_inner().filter(|inner| is_body(inner.as_rule()));
        let nested = self.each(statements, |builder, inner| Some(builder.body(inner)));
        nested.into_iter().flatten().collect()
    }

    /// One statement; what stands in a block with a broken head follows its `Broken`.
    pub(super) fn body(&mut self, pair: Pair) -> Vec<Body> {
        let at = self.at(&pair);
        if pair.as_rule() == Rule::broken_body {
            return self.broken_bodies(pair, Context::Body);
        }
        let kind = match pair.as_rule() {
            Rule::scoring_rule => self.rule(pair.clone()),
            Rule::each_rule => self.each_rule(pair.clone()),
            Rule::table => self.table(pair.clone()).map(BodyKind::Table),
            Rule::group => self.group(pair.clone()),
            Rule::first => self.first(pair.clone()),
            _ => None,
        };
        let kind = kind.unwrap_or_else(|| {
            self.broken(Context::Body, &pair);
            BodyKind::Broken
        });
        vec![Body { kind, at }]
    }

    /// A broken statement, and the statements of its block, if it has one.
    pub(super) fn broken_bodies(&mut self, pair: Pair, context: Context) -> Vec<Body> {
        let at = self.broken(context, &pair);
        let mut bodies = vec![Body { kind: BodyKind::Broken, at }];
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::block => bodies.extend(self.block(inner)),
                rule if is_block(rule) => self.inside_of_broken(inner),
                _ => {}
            }
        }
        bodies
    }

    fn rule(&mut self, pair: Pair) -> Option<BodyKind> {
        let mut parts = pair.into_inner().filter(|inner| inner.as_rule() != Rule::kw_when);
        let condition = self.expr(parts.next()?)?;
        let mut because = None;
        let mut points = None;
        for inner in parts {
            match inner.as_rule() {
                Rule::block => return Some(BodyKind::When(condition, self.block(inner))),
                Rule::points => points = Some(self.points(inner)?),
                Rule::because => because = self.because(inner),
                _ => {}
            }
        }
        Some(BodyKind::Rule(crate::syntax::tree::Rule { condition, points: points?, because }))
    }

    fn each_rule(&mut self, pair: Pair) -> Option<BodyKind> {
        let (mut entries, mut points, mut because) = (None, None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::selection => entries = self.selection(inner),
                Rule::points => points = self.points(inner),
                Rule::because => because = self.because(inner),
                _ => {}
            }
        }
        Some(BodyKind::Each(Each { entries: entries?, points: points?, because }))
    }

    pub(super) fn because(&mut self, pair: Pair) -> Option<Text> {
        child(pair, Rule::text).map(|inner| self.text(inner))
    }

    fn group(&mut self, pair: Pair) -> Option<BodyKind> {
        let (mut name, mut bounds, mut bodies) = (None, None, Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::text => name = Some(self.text(inner)),
                Rule::bounds => bounds = self.bounds(inner),
                Rule::block => bodies = self.block(inner),
                _ => {}
            }
        }
        Some(BodyKind::Group(name?, bounds?, bodies))
    }

    pub(super) fn bounds(&mut self, pair: Pair) -> Option<Range> {
        self.range(child(pair, Rule::range)?)
    }

    fn first(&mut self, pair: Pair) -> Option<BodyKind> {
        let (mut name, mut bodies) = (None, Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::text => name = Some(self.text(inner)),
                Rule::block => bodies = self.block(inner),
                _ => {}
            }
        }
        for body in &bodies {
            if !matches!(body.kind, BodyKind::Rule(_) | BodyKind::Each(_) | BodyKind::Broken) {
                self.report(
                    FindingName::Syntax,
                    body.at,
                    "only rules go in `first`: `when ... then ...`",
                    "put tables and groups outside it; a `by` table already takes the first row that fits",
                );
            }
        }
        Some(BodyKind::First(name?, bodies))
    }

    pub(super) fn points(&mut self, pair: Pair) -> Option<Points> {
        let at = self.at(&pair);
        let (mut amount, mut per, mut losing, mut up_to) = (None, None, None, None);
        let mut up_to_per: Vec<PeriodLimit> = Vec::new();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::number => amount = Some(signed(self.number(inner)?)),
                Rule::per => per = Some(self.per(inner)?),
                Rule::losing => losing = Some(self.losing(inner)?),
                Rule::up_to => {
                    let at = self.at(&inner);
                    let limit = signed(self.number(child(inner.clone(), Rule::number)?)?);
                    let period = child(inner, Rule::calendar_period).map(|unit| calendar_period(unit.as_str()));
                    let last = up_to_per.last().map(|last| last.period);
                    match period {
                        None if up_to.is_none() => up_to = Some(limit),
                        // Days lie within weeks and months; a week may lie in two months.
                        Some(period) if up_to.is_none() && matches!(last, None | Some(Unit::Day)) && last != Some(period) => {
                            up_to_per.push(PeriodLimit { limit, period, at });
                        }
                        _ => self.report(
                            FindingName::Syntax,
                            at,
                            "this limit cannot stand behind the one before it",
                            "limits are written from the shortest period to the longest: one per day, then one per week or per month, and one for all at the end, for example `+1 up to +1 per day up to +5 per week up to +20`",
                        ),
                    }
                }
                _ => {}
            }
        }
        Some(Points { amount: amount?, per, losing, up_to_per, up_to, at })
    }

    fn per(&mut self, pair: Pair) -> Option<Per> {
        let (mut count, mut value) = (None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::kw_per => {}
                Rule::whole => count = Some(self.whole(inner)),
                _ => value = self.primary(inner),
            }
        }
        Some(Per { count, value: Box::new(value?) })
    }

    fn losing(&mut self, pair: Pair) -> Option<Losing> {
        let (mut percent, mut every, mut since) = (None, None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::whole => percent = Some(self.whole(inner)),
                Rule::duration => every = self.duration(inner),
                rule if is_single(rule) => since = self.primary(inner),
                _ => {}
            }
        }
        Some(Losing { percent: percent?, every: every?, since: Box::new(since?) })
    }

    /// A table, in a score or in a label.
    pub(super) fn table(&mut self, pair: Pair) -> Option<Table> {
        let (mut by, mut rows) = (None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::text => rows = Some(TableSource::From(self.text(inner))),
                Rule::row_block | Rule::choice_row_block => rows = Some(TableSource::Written(self.rows(inner))),
                rule if is_single(rule) => by = self.primary(inner),
                _ => {}
            }
        }
        Some(Table { by: Box::new(by?), rows: rows? })
    }

    pub(super) fn rows(&mut self, pair: Pair) -> Vec<Row> {
        self.closing(&pair);
        let rows = pair.into_inner().filter(|inner| {
            matches!(inner.as_rule(), Rule::row | Rule::choice_row | Rule::broken_row | Rule::broken_choice_row)
        });
        self.each(rows, |builder, inner| {
            let context = match inner.as_rule() {
                Rule::row | Rule::broken_row => Context::Row,
                _ => Context::ChoiceRow,
            };
            let row = match inner.as_rule() {
                Rule::row | Rule::choice_row => builder.row(inner.clone()),
                _ => None,
            };
            if row.is_none() {
                builder.broken(context, &inner);
            }
            Some(row.unwrap_or_else(|| Row {
                key: RowKey::Broken,
                then: RowGives::Broken,
                because: None,
                at: builder.at(&inner),
            }))
        })
    }

    fn row(&mut self, pair: Pair) -> Option<Row> {
        let at = self.at(&pair);
        let (mut key, mut then, mut because) = (None, None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::row_key => key = Some(self.row_key(inner)),
                Rule::points => then = Some(RowGives::Points(Box::new(self.points(inner)?))),
                Rule::because => because = self.because(inner),
                Rule::new_name | Rule::text => then = self.word(inner).map(RowGives::Word),
                _ => {}
            }
        }
        Some(Row { key: key?, then: then?, because, at })
    }

    fn row_key(&mut self, pair: Pair) -> RowKey {
        let mut cases = Vec::new();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::kw_unknown => return RowKey::Unknown(self.at(&inner)),
                Rule::kw_other => return RowKey::Other(self.at(&inner)),
                Rule::range => cases.extend(self.range(inner).map(Case::Range)),
                Rule::name => cases.push(Case::Name(self.name(inner))),
                _ => cases.extend(self.literal(inner).map(Case::Literal)),
            }
        }
        RowKey::Cases(cases)
    }
}

fn is_body(rule: Rule) -> bool {
    matches!(rule, Rule::scoring_rule | Rule::each_rule | Rule::table | Rule::group | Rule::first | Rule::broken_body)
}

/// A single value: a name, or one of the `... of` and `days since` forms.
fn is_single(rule: Rule) -> bool {
    matches!(rule, Rule::name | Rule::domain_of | Rule::days_since | Rule::count_of | Rule::pick_of)
}

fn calendar_period(written: &str) -> Unit {
    match written {
        "day" => Unit::Day,
        "week" => Unit::Week,
        _ => Unit::Month,
    }
}

/// Points are written with their sign, except for 0.
fn signed(mut number: Number) -> Number {
    if number.value == 0.0 {
        number.written = "0".to_owned();
    } else if !number.written.starts_with(['+', '-']) {
        number.written.insert(0, '+');
    }
    number
}
