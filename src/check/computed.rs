//! Scores that are computed from others: `score total = 0.6 * fit + 0.4 * interest`.

use super::{Checker, names::Named};
use crate::diagnostic::Name;
use crate::format;
use crate::rules::{ScoreBody, ScoreId};
use crate::syntax::tree::{ArithmeticOp, Expr, ExprKind, Literal};
use crate::value::{Coefficient, Type};

impl Checker<'_> {
    /// A score that is computed from others: brought to a constant, and each score times a constant.
    pub(super) fn computed_body(&mut self, expr: &Expr) -> Option<ScoreBody> {
        let linear = self.linear(expr)?;
        let (constant, mut terms) = (linear.constant, linear.terms);
        terms.sort_by_key(|(_, score)| *score);
        Some(ScoreBody::Computed { constant, terms, said: format::expression(expr) })
    }

    fn linear(&mut self, expr: &Expr) -> Option<Linear> {
        match &expr.kind {
            ExprKind::Paren(inner) => self.linear(inner),
            ExprKind::Literal(Literal::Number(number)) => {
                let constant = Coefficient::parse(&number.written).filter(|constant| constant.places() <= 4);
                if constant.is_none() {
                    self.report(
                        self.at(
                            number.at.0,
                            Name::BadPoints,
                            format!("`{}` has more than four decimal places, or is too large", number.written),
                        )
                        .help("write, for example, `0.25 * fit`"),
                    );
                }
                Some(Linear { constant: constant?, terms: Vec::new() })
            }
            ExprKind::Name(name) => match self.resolve_as(name, "score", "{ ... }")? {
                Named::Score(id) => Some(Linear { constant: Coefficient::ZERO, terms: vec![(Coefficient::ONE, id)] }),
                other => {
                    let give = "give points for it in a score of its own, and use that score here";
                    let shown = &name.text;
                    let example = match other {
                        Named::Label(id) => Some(format!("when {shown} = {} then +20", self.words.first_value(id))),
                        Named::Field(id)
                            if self
                                .checked
                                .rules
                                .fields
                                .get(id.0)
                                .is_some_and(|field| *field.kind() == Type::Number) =>
                        {
                            Some(format!("when {shown} > 0 then +1 per {shown}"))
                        }
                        _ => None,
                    };
                    let help = match example {
                        Some(rule) => format!("{give}, for example\n`score {shown}_points {{ {rule} }}`"),
                        None => give.to_owned(),
                    };
                    self.report(
                        self.at(
                            name.at.0,
                            Name::WrongKind,
                            format!(
                                "`{}` is a {}, and only scores and numbers can be added up in a score",
                                name.text,
                                other.kind()
                            ),
                        )
                        .help(help),
                    );
                    None
                }
            },
            ExprKind::Arithmetic(first, rest) => {
                let mut sum = self.linear(first);
                for (op, part) in rest {
                    let part_is = self.linear(part);
                    sum = match (sum, part_is) {
                        (Some(sum), Some(part_is)) => self.combine(expr, sum, *op, part_is),
                        _ => None,
                    };
                }
                sum
            }
            _ => {
                let written = self.shortened(expr.at.0);
                self.report(
                    self.at(
                        expr.at.0,
                        Name::TypeMismatch,
                        format!(
                            "`{written}` is neither a score nor a number, and only these can be added up in a score"
                        ),
                    )
                    .help("write, for example, `score total = 0.6 * fit + 0.4 * interest`"),
                );
                None
            }
        }
    }

    fn combine(&mut self, expr: &Expr, one: Linear, op: ArithmeticOp, two: Linear) -> Option<Linear> {
        let result = match op {
            ArithmeticOp::Plus => one.plus(two),
            ArithmeticOp::Minus => two.times(Coefficient::ONE.negated()).and_then(|two| one.plus(two)),
            ArithmeticOp::Times if two.terms.is_empty() => one.times(two.constant),
            ArithmeticOp::Times if one.terms.is_empty() => two.times(one.constant),
            ArithmeticOp::Times => {
                self.report(
                    self.at(expr.at.0, Name::TypeMismatch, "scores cannot be multiplied with each other")
                        .help("multiply a score by a number: `0.5 * fit`"),
                );
                return None;
            }
            ArithmeticOp::DividedBy => {
                let of = one.terms.first().map_or("fit".to_owned(), |(_, score)| self.name_of(Named::Score(*score)));
                self.report(
                    self.at(expr.at.0, Name::TypeMismatch, "scores cannot be divided, only multiplied")
                        .help(format!("for half of it, write `0.5 * {of}`")),
                );
                return None;
            }
        };
        if result.is_none() {
            self.report(
                self.at(
                    expr.at.0,
                    Name::BadPoints,
                    "the numbers in it multiply to more than eight decimal places, or grow too large",
                )
                .help("use rounder numbers"),
            );
        }
        result
    }
}

/// A constant, and scores times constants.
struct Linear {
    constant: Coefficient,
    terms: Vec<(Coefficient, ScoreId)>,
}

impl Linear {
    fn plus(mut self, other: Linear) -> Option<Linear> {
        let constant = self.constant.plus(other.constant)?;
        for (part, score) in other.terms {
            match self.terms.iter_mut().find(|(_, known)| *known == score) {
                Some((known, _)) => *known = known.plus(part)?,
                None => self.terms.push((part, score)),
            }
        }
        Some(Linear { constant, terms: self.terms })
    }

    fn times(self, by: Coefficient) -> Option<Linear> {
        let constant = self.constant.times(by)?;
        let terms =
            self.terms.into_iter().map(|(part, score)| Some((part.times(by)?, score))).collect::<Option<_>>()?;
        Some(Linear { constant, terms })
    }
}
