//! Scores, and all that gives points.

use super::{Checker, labels::joined_names, names::Named, values::Kind};
use crate::diagnostic::Name;
use crate::format;
use crate::rules::{
    Award, FieldId, Fires, First, Group, Losing, Part, Per, PeriodLimit, Rule, RuleId, Score, ScoreBody, ScoreId, When,
};
use crate::source::Span;
use crate::syntax::tree::{self, ArithmeticOp, Body, BodyKind, Expr, ExprKind, Literal};
use crate::value::{Period, Points, Type, Unit};

impl Checker<'_> {
    pub(super) fn score(&mut self, score: &tree::Score, id: ScoreId) {
        self.current = Some(crate::rules::Node::Score(id));
        let bounds = score.bounds.as_ref().map_or(Some((None, None)), |range| self.bounds(range));
        let body = match &score.body {
            tree::ScoreBody::Rules(bodies) => Some(ScoreBody::Rules(self.parts_of(bodies))),
            tree::ScoreBody::Computed(expr) => {
                self.computed.insert(id);
                self.computed_body(expr)
            }
        };
        self.current = None;
        if let (Some((low, high)), Some(body)) = (bounds, body) {
            let built = Score { name: score.name.text.clone(), low, high, body, place: self.place(score.name.at.0) };
            if let Some(place) = self.scores.get_mut(id.0) {
                *place = Some(built);
            }
        }
    }

    /// The score of the rules that stand outside any block.
    pub(super) fn loose_score(&mut self, bodies: &[&Body], id: ScoreId) {
        self.current = Some(crate::rules::Node::Score(id));
        let parts = bodies.iter().filter_map(|body| self.part(body)).collect();
        self.current = None;
        let place = self.place(bodies.first().map_or(Span::default(), |first| first.at.0));
        let built = Score { name: "score".to_owned(), low: None, high: None, body: ScoreBody::Rules(parts), place };
        if let Some(place) = self.scores.get_mut(id.0) {
            *place = Some(built);
        }
    }

    fn parts_of(&mut self, bodies: &[Body]) -> Vec<Part> {
        bodies.iter().filter_map(|body| self.part(body)).collect()
    }

    fn part(&mut self, body: &Body) -> Option<Part> {
        let place = self.place(body.at.0);
        match &body.kind {
            BodyKind::Rule(rule) => self.rule(rule, body.at.0).map(Part::Rule),
            BodyKind::Each(each) => self.each(each, body.at.0).map(Part::Rule),
            BodyKind::Table(table) => self.points_table(table, body.at.0).map(Part::Table),
            BodyKind::First(name, bodies) => {
                let mut rules = Vec::with_capacity(bodies.len());
                for inner in bodies {
                    // Anything else was reported when it was read.
                    match &inner.kind {
                        BodyKind::Rule(rule) => rules.extend(self.rule(rule, inner.at.0)),
                        BodyKind::Each(each) => rules.extend(self.each(each, inner.at.0)),
                        _ => {}
                    }
                }
                Some(Part::First(First { name: name.value.clone(), rules, place }))
            }
            BodyKind::Group(name, bounds, bodies) => {
                let bounds = self.bounds(bounds);
                let parts = self.parts_of(bodies);
                let (low, high) = bounds?;
                Some(Part::Group(Group { name: name.value.clone(), low, high, parts, place }))
            }
            BodyKind::When(condition, bodies) => {
                let said = format::expression(condition);
                let condition = self.condition(condition);
                let parts = self.parts_of(bodies);
                Some(Part::When(When { condition: condition?, said, parts, place }))
            }
            BodyKind::Broken => None,
        }
    }

    /// The number of the next rule or table.
    pub(super) fn next_rule(&mut self) -> RuleId {
        let id = RuleId(self.checked.rules.rule_count);
        self.checked.rules.rule_count += 1;
        id
    }

    fn rule(&mut self, rule: &tree::Rule, span: Span) -> Option<Rule> {
        let id = self.next_rule();
        let condition = self.condition(&rule.condition);
        let award = self.award(&rule.points);
        let said = format::expression(&rule.condition);
        let (reason, has_because) = self.reason(rule.because.as_ref(), &said);
        let fires = Fires::When(condition?);
        Some(Rule { id, fires, award: award?, reason, has_because, said, place: self.place(span) })
    }

    /// `for each L where (C) then POINTS`.
    fn each(&mut self, each: &tree::Each, span: Span) -> Option<Rule> {
        let id = self.next_rule();
        let selection = self.selection(&each.entries);
        let points = &each.points;
        if let Some(per) = &points.per {
            let at = per.value.at.0;
            let help = match &per.value.kind {
                ExprKind::Name(name) if ["day", "week", "month"].contains(&name.text.as_str()) => format!(
                    "to give them at most once a {0}, write the limit: `{1} up to {1} per {0}`",
                    name.text, points.amount.written
                ),
                ExprKind::Name(name)
                    if selection.as_ref().is_some_and(|selection| {
                        self.entry_names_of(selection.list, &Type::Number).contains(&name.text)
                    }) =>
                {
                    let entries = format::selection(&each.entries);
                    let (points, field) = (&points.amount.written, &name.text);
                    format!(
                        "to count what they add up to, write, for example, `when sum {field} of {entries} > 0 then {points} per sum {field} of {entries}`"
                    )
                }
                _ => "leave `per` out".to_owned(),
            };
            self.report(
                self.at(at, Name::BadPoints, "`for each` gives its points once per entry, so `per` has no place there")
                    .help(help),
            );
        }
        let award = match &selection {
            // What is lost since a day may go by the day of the entry.
            Some(selection) => {
                self.names.look_at(Some(selection.list));
                let without_per = tree::Points { per: None, ..points.clone() };
                let award = self.award_of(&without_per, Some(selection.list));
                self.names.look_at(None);
                award
            }
            None => None,
        };
        let said = format!("for each {}", format::selection(&each.entries));
        let (reason, has_because) = self.reason(each.because.as_ref(), &said);
        let award = award.filter(|_| points.per.is_none());
        let fires = Fires::Each(Box::new(selection?));
        Some(Rule { id, fires, award: award?, reason, has_because, said, place: self.place(span) })
    }

    /// The author's reason, or else what is said; and whether it is the author's.
    pub(super) fn reason(&mut self, because: Option<&tree::Text>, said: &str) -> (String, bool) {
        match because {
            Some(text) => {
                let reason = crate::value::trim(&text.value).to_owned();
                if reason.is_empty() {
                    self.report(
                        self.at(text.at.0, Name::Syntax, "the reason is blank").help("say why, or leave `because` out"),
                    );
                }
                self.refuse_formula(&reason, text.at.0, "a reason");
                (reason, true)
            }
            // What the tool itself says must not be run as a formula either.
            None if crate::value::is_unsafe_in_spreadsheets(said) => (format!("when {said}"), false),
            None => (said.to_owned(), false),
        }
    }

    /// What a rule or row gives.
    pub(super) fn award(&mut self, points: &tree::Points) -> Option<Award> {
        self.award_of(points, None)
    }

    /// What a rule gives, where it gives its points for each entry of a list.
    fn award_of(&mut self, points: &tree::Points, list: Option<FieldId>) -> Option<Award> {
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

    /// `up to +5 per week`.
    fn period_limit(
        &mut self,
        written: &tree::PeriodLimit,
        points: &tree::Points,
        amount: Points,
        list: Option<FieldId>,
    ) -> Option<PeriodLimit> {
        let limit = self.amount(&written.limit);
        let unit = match written.period {
            Unit::Day => "day",
            Unit::Week => "week",
            _ => "month",
        };
        let Some(list) = list else {
            self.report(
                self.at(
                    written.at.0,
                    Name::BadPoints,
                    format!("a limit per {unit} is for points that are given `for each` entry of a list"),
                )
                .help(format!(
                    "leave `per {unit}` out, or write, for example, `for each activity where (...) then {} up to {} per {unit}`",
                    points.amount.written, written.limit.written
                )),
            );
            return None;
        };
        let limit = limit?;
        self.check_limit(&written.limit, limit, points, amount, &format!(" per {unit}"))?;
        let owner = self.checked.rules.fields.get(list.0)?;
        let Some(date) = owner.entries.as_ref()?.date() else {
            let fields = &owner.entries.as_ref()?.fields;
            let dates: Vec<String> = fields
                .iter()
                .filter(|field| *field.kind() == Type::Date)
                .map(|field| format!("`{}`", field.written()))
                .collect();
            let name = &owner.name;
            let (message, help) = if dates.is_empty() {
                (
                    format!("an entry of `{name}` has no date, so it cannot be told in which {unit} it falls"),
                    "say which of its fields is its date, for example `at: date`".to_owned(),
                )
            } else {
                (
                    format!(
                        "an entry of `{name}` has several dates, {}, so it cannot be told in which {unit} it falls",
                        dates.join(" and ")
                    ),
                    "leave one of them out of this list; a second list can hold the other".to_owned(),
                )
            };
            self.report(self.at(written.at.0, Name::BadPoints, message).help(help));
            return None;
        };
        self.use_entry_field(list, date);
        Some(PeriodLimit { limit, period: written.period, date })
    }

    /// A limit has the sign of its points; `per` is what follows it.
    fn check_limit(
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

    fn amount(&mut self, number: &tree::Number) -> Option<Points> {
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

    fn losing(&mut self, losing: &tree::Losing) -> Option<Losing> {
        self.checked.rules.uses_today = true;
        let since = self.of_kind(&losing.since, &Kind::DATE, "`since` needs a date");
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

    /// The bounds of a score or group.
    fn bounds(&mut self, range: &tree::Range) -> Option<(Option<Points>, Option<Points>)> {
        let written = self.written(range.at.0);
        let wrong = |checker: &mut Self, message: String, help: &str| {
            checker.report(checker.at(range.at.0, Name::BadBounds, message).help(help));
            None
        };
        if range.excludes_high {
            return wrong(
                self,
                "the range of a score includes both its ends".to_owned(),
                "write `..` instead of `..<`, for example `in 0..100`",
            );
        }
        let mut ends = [None, None];
        for (end, literal) in ends.iter_mut().zip([&range.low, &range.high]) {
            let Some(literal) = literal else { continue };
            let Literal::Number(number) = literal else {
                return wrong(
                    self,
                    format!("`{written}` is not a range of points"),
                    "points are numbers, for example `in 0..100`",
                );
            };
            let Some(points) = Points::parse(&number.written).filter(|points| points.abs() <= crate::value::MAX_RESULT)
            else {
                return wrong(
                    self,
                    format!("`{}` has more than two decimal places, or is too large", number.written),
                    "write at most two decimal places, and at most 1,000,000,000",
                );
            };
            *end = Some(points);
        }
        let [low, high] = ends;
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            self.range(range);
            return None;
        }
        if low.is_some_and(|low| low > Points::ZERO) || high.is_some_and(|high| high < Points::ZERO) {
            let end = |points: Option<Points>| points.map(|points| points.to_string()).unwrap_or_default();
            let help = match low {
                Some(low) if low > Points::ZERO => format!("write `in 0..{}`", end(high)),
                _ => format!("write `in {}..0`", end(low)),
            };
            return wrong(self, format!("`{written}` leaves out 0, and every lead begins at 0 points"), &help);
        }
        Some((low, high))
    }

    /// Labels that are joined.
    pub(super) fn joined_labels(&mut self, expr: &Expr) -> Option<Vec<crate::rules::LabelId>> {
        let names = joined_names(expr);
        let parts = match &expr.kind {
            ExprKind::Name(_) => 1,
            ExprKind::Arithmetic(_, rest) => 1 + rest.iter().filter(|(op, _)| *op == ArithmeticOp::Plus).count(),
            _ => 0,
        };
        let mut labels = Vec::with_capacity(names.len());
        let mut sound = names.len() == parts && parts >= 2;
        if !sound {
            self.report(
                self.at(expr.at.0, Name::TypeMismatch, "a label is joined from other labels with `+`")
                    .help("write, for example, `label tier = fit_grade + interest_grade`\nto choose between values, write, for example, `label tier { when fit >= 40 then A otherwise B }`"),
            );
        }
        if parts > MOST_JOINED {
            sound = false;
            self.report(
                self.at(
                    expr.at.0,
                    Name::BadCount,
                    format!("{parts} labels are joined, and at most {MOST_JOINED} can be"),
                )
                .help("values joined from so many parts can no longer be read"),
            );
        }
        for name in &names {
            match self.resolve_as(name, "label", "{ ... }") {
                Some(Named::Label(id)) if self.words.is_joined(id) => {
                    sound = false;
                    self.report(
                        self.at(
                            name.at.0,
                            Name::WrongKind,
                            format!("`{}` is already made of other labels, and cannot be added to another", name.text),
                        )
                        .help(format!("name all the parts: `{}`", self.joined_from_all_parts(&names))),
                    );
                }
                Some(Named::Label(id)) => labels.push(id),
                Some(other) => {
                    sound = false;
                    self.report(
                        self.at(
                            name.at.0,
                            Name::WrongKind,
                            format!("`{}` is a {}, and only labels can be joined", name.text, other.kind()),
                        )
                        .help(match other {
                            Named::Score(_) => format!(
                                "make a label of it first, for example `label {0}_grade {{ when {0} >= 40 then A otherwise B }}`",
                                name.text
                            ),
                            _ => "make a label of it first".to_owned(),
                        }),
                    );
                }
                None => sound = false,
            }
        }
        sound.then_some(labels)
    }
}

impl Checker<'_> {
    /// The definition of the label at hand as it should be, with the parts of its parts.
    fn joined_from_all_parts(&self, names: &[tree::Name]) -> String {
        let label = match self.current {
            Some(crate::rules::Node::Label(id)) => self.name_of(Named::Label(id)),
            _ => "all".to_owned(),
        };
        let parts = names.iter().flat_map(|name| match self.names.get(name) {
            Some(Named::Label(id)) if self.words.is_joined(id) => self.words.parts(id),
            _ => std::slice::from_ref(name),
        });
        let parts: Vec<&str> = parts.take(MOST_JOINED).map(|part| part.text.as_str()).collect();
        format!("label {label} = {}", parts.join(" + "))
    }
}

/// How many labels can be joined into one.
const MOST_JOINED: usize = 8;
