//! `label tier = fit_grade + interest_grade`: labels made of others.

use super::{Checker, labels::joined_names, names::Named};
use crate::diagnostic::Name;
use crate::syntax::tree::{self, ArithmeticOp, Expr, ExprKind};

/// How many labels can be joined into one.
const MOST_JOINED: usize = 8;

impl Checker<'_> {
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
