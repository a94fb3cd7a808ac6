//! Conditions and values. The grammar yields them flat; here they get their precedence.

use super::Builder;
use crate::diagnostic::Name as FindingName;
use crate::source::Span;
use crate::syntax::parser::{Pair, Rule, end};
use crate::syntax::tree::*;
use pest::pratt_parser::{Assoc, Op, PrattParser};
use std::cell::RefCell;
use std::sync::LazyLock;

/// Loosest first.
static PRECEDENCE: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    use Rule::*;
    PrattParser::new()
        .op(Op::infix(kw_or, Assoc::Left))
        .op(Op::infix(kw_and, Assoc::Left))
        .op(Op::prefix(kw_not))
        .op(Op::infix(compare, Assoc::Left)
            | Op::postfix(chained)
            | Op::postfix(in_set)
            | Op::postfix(is_known)
            | Op::postfix(contains)
            | Op::postfix(starts_with)
            | Op::postfix(ends_with)
            | Op::postfix(within))
        .op(Op::infix(plus, Assoc::Left) | Op::infix(minus, Assoc::Left))
        .op(Op::infix(times, Assoc::Left) | Op::infix(divided_by, Assoc::Left))
});

impl Builder<'_> {
    pub(super) fn expr(&mut self, pair: Pair) -> Option<Expr> {
        let builder = RefCell::new(self);
        PRECEDENCE
            .map_primary(|pair| builder.borrow_mut().primary(pair))
            .map_prefix(|not, operand| {
                let operand = operand?;
                let at = At(builder.borrow().at(&not).0.to(operand.at.0));
                Some(Expr { kind: ExprKind::Not(Box::new(operand)), at })
            })
            .map_postfix(|operand, predicate| builder.borrow_mut().predicate(operand?, predicate))
            .map_infix(|left, operator, right| builder.borrow_mut().infix(left?, operator, right?))
            .parse(pair.into_inner())
    }

    pub(super) fn primary(&mut self, pair: Pair) -> Option<Expr> {
        let at = self.at(&pair);
        let kind = match pair.as_rule() {
            Rule::name => ExprKind::Name(self.name(pair)),
            Rule::paren => ExprKind::Paren(Box::new(self.expr(child(pair, Rule::expr)?)?)),
            Rule::at_least => self.at_least(pair)?,
            Rule::domain_of => ExprKind::DomainOf(Box::new(self.primary(child(pair, Rule::name)?)?)),
            Rule::days_since => {
                let mut day = pair.into_inner().filter(|inner| matches!(inner.as_rule(), Rule::name | Rule::pick_of));
                ExprKind::DaysSince(Box::new(self.primary(day.next()?)?))
            }
            Rule::count_of => ExprKind::Count(self.selection(child(pair, Rule::selection)?)?),
            Rule::any_where => ExprKind::Any(self.selection(child(pair, Rule::where_selection)?)?),
            Rule::pick_of => self.pick(pair)?,
            Rule::kw_today => ExprKind::Today,
            Rule::kw_disqualified => ExprKind::Disqualified,
            _ => ExprKind::Literal(self.literal(pair)?),
        };
        Some(Expr { kind, at })
    }

    /// The entries of a list that count.
    pub(super) fn selection(&mut self, pair: Pair) -> Option<Selection> {
        let at = self.at(&pair);
        let list = self.name(child(pair.clone(), Rule::name)?);
        let condition = match child(pair, Rule::where_part) {
            Some(part) => Some(Box::new(self.expr(child(part, Rule::expr)?)?)),
            None => None,
        };
        Some(Selection { list, condition, at })
    }

    fn pick(&mut self, pair: Pair) -> Option<ExprKind> {
        let written = pair.clone().into_inner().next()?;
        let picks = [Pick::Latest, Pick::Earliest, Pick::Highest, Pick::Lowest, Pick::Sum];
        let pick = picks.into_iter().find(|pick| pick.written() == written.as_str())?;
        let field = self.name(child(pair.clone(), Rule::name)?);
        Some(ExprKind::Pick(pick, field, self.selection(child(pair, Rule::selection)?)?))
    }

    fn at_least(&mut self, pair: Pair) -> Option<ExprKind> {
        let (mut count, mut conditions) = (None, Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::whole => count = Some(self.whole(inner)),
                Rule::expr => conditions.push(self.expr(inner)?),
                _ => {}
            }
        }
        Some(ExprKind::AtLeast(count?, conditions))
    }

    /// Joins two sides; longer runs of one operator stay flat, so that a long one is not a deep one.
    fn infix(&mut self, left: Expr, operator: Pair, right: Expr) -> Option<Expr> {
        let at = At(left.at.0.to(right.at.0));
        let kind = match operator.as_rule() {
            Rule::kw_or => match left.kind {
                ExprKind::Or(mut sides) => {
                    sides.push(right);
                    ExprKind::Or(sides)
                }
                _ => ExprKind::Or(vec![left, right]),
            },
            Rule::kw_and => match left.kind {
                ExprKind::And(mut sides) => {
                    sides.push(right);
                    ExprKind::And(sides)
                }
                _ => ExprKind::And(vec![left, right]),
            },
            Rule::plus => arithmetic(left, ArithmeticOp::Plus, right),
            Rule::minus => arithmetic(left, ArithmeticOp::Minus, right),
            Rule::times => arithmetic(left, ArithmeticOp::Times, right),
            Rule::divided_by => arithmetic(left, ArithmeticOp::DividedBy, right),
            Rule::compare => ExprKind::Compare(compare_op(operator.as_str())?, Box::new(left), Box::new(right)),
            _ => return None,
        };
        Some(Expr { kind, at })
    }

    fn predicate(&mut self, operand: Expr, pair: Pair) -> Option<Expr> {
        if pair.as_rule() == Rule::chained {
            self.chained(&operand, self.at(&pair));
            return Some(operand);
        }
        let last = self.mended.original(Span::new(pair.as_span().start(), end(&pair)));
        let at = At(operand.at.0.to(last));
        let operand = Box::new(operand);
        let has = |rule| pair.clone().into_inner().any(|inner| inner.as_rule() == rule);
        let kind = match pair.as_rule() {
            Rule::is_known => ExprKind::Known(operand, has(Rule::kw_known)),
            Rule::in_set => {
                let negated = has(Rule::kw_not);
                ExprKind::In(operand, self.set(pair)?, negated)
            }
            Rule::contains => {
                let word = has(Rule::kw_word);
                ExprKind::Contains(operand, self.which(pair)?, word)
            }
            Rule::starts_with => ExprKind::StartsWith(operand, self.which(pair)?),
            Rule::ends_with => ExprKind::EndsWith(operand, self.which(pair)?),
            Rule::within => {
                let (negated, next) = (has(Rule::kw_not), has(Rule::kw_next));
                let duration = self.duration(child(pair, Rule::duration)?)?;
                ExprKind::Within(operand, Within { negated, next, duration })
            }
            _ => return None,
        };
        Some(Expr { kind, at })
    }

    /// What stands after `in` or `of`: a range, a list written down or the name of one.
    fn set(&mut self, pair: Pair) -> Option<Set> {
        pair.into_inner().find_map(|inner| match inner.as_rule() {
            Rule::range => self.range(inner).map(Set::Range),
            Rule::list => Some(Set::List(self.list(inner))),
            Rule::name => Some(Set::Name(self.name(inner))),
            _ => None,
        })
    }

    fn which(&mut self, pair: Pair) -> Option<Which> {
        let one = pair.clone().into_inner().find(|inner| inner.as_rule() == Rule::text);
        if let Some(text) = one {
            return Some(Which::One(self.text(text)));
        }
        let all = pair.clone().into_inner().any(|inner| inner.as_rule() == Rule::kw_all);
        let set = self.set(pair)?;
        Some(if all { Which::All(set) } else { Which::Any(set) })
    }

    fn chained(&mut self, left: &Expr, rest: At) {
        let user = |span: Span| span.of(self.user).to_owned();
        let help = match &left.kind {
            ExprKind::Compare(op, low, middle) => {
                let after = user(rest.0);
                let high = after.trim_start_matches(['<', '>', '=', '!']).trim_start();
                let (first, last) = (user(low.at.0), user(middle.at.0));
                match op {
                    CompareOp::Less | CompareOp::AtMost if after.starts_with('<') => {
                        format!(
                            "say each part: `{first} {} {last} and {last} {after}`, or with a range: `{last} in {first}..{high}`",
                            op.written()
                        )
                    }
                    _ => format!("say each part: `{first} {} {last} and {last} {after}`", op.written()),
                }
            }
            ExprKind::Within(asked, _) if matches!(&asked.kind, ExprKind::Count(of) if of.condition.is_none()) => {
                let (count, within) = (user(asked.at.0), user(Span::new(asked.at.0.end, left.at.0.end)));
                format!("ask it of the date of each entry, for example `{count} where (at{within}) {}`", user(rest.0))
            }
            ExprKind::Within(..) => {
                let asked = user(left.at.0);
                format!(
                    "`{asked}` is a whole condition; how many entries of a list fit is compared behind the `)`: `count of ... where (...) {}`",
                    user(rest.0)
                )
            }
            _ => "say each part and join them with `and`".to_owned(),
        };
        self.report(
            FindingName::ChainedComparison,
            At(left.at.0.to(rest.0)),
            "only two values are compared at a time",
            help,
        );
    }
}

/// The first part of that rule.
pub(super) fn child(pair: Pair<'_>, rule: Rule) -> Option<Pair<'_>> {
    pair.into_inner().find(|inner| inner.as_rule() == rule)
}

fn arithmetic(left: Expr, op: ArithmeticOp, right: Expr) -> ExprKind {
    match left.kind {
        ExprKind::Arithmetic(first, mut rest) if rest.first().is_some_and(|(other, _)| same_level(*other, op)) => {
            rest.push((op, right));
            ExprKind::Arithmetic(first, rest)
        }
        _ => ExprKind::Arithmetic(Box::new(left), vec![(op, right)]),
    }
}

fn same_level(a: ArithmeticOp, b: ArithmeticOp) -> bool {
    let sum = |op| matches!(op, ArithmeticOp::Plus | ArithmeticOp::Minus);
    sum(a) == sum(b)
}

fn compare_op(written: &str) -> Option<CompareOp> {
    use CompareOp::*;
    [Equal, NotEqual, Less, AtMost, More, AtLeast].into_iter().find(|op| op.written() == written)
}
