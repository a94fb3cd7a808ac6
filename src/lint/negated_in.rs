//! The lint `negated-in`.

use super::context::{Context, main_place};
use super::exprs::{self, Meanings, bare};
use super::mend::Mender;
use super::page::lint;
use super::shorten::shortened;
use crate::diagnostic::{Finding, Name};
use crate::format;
use crate::syntax::tree::{Expr, ExprKind, Within};

lint! {
    /// `not` before a test that has a form of its own for it.
    ///
    /// ```qual
    /// when not country in ["US", "CA"] then -10
    /// when not (budget < 10k)          then +5
    /// ```
    ///
    /// Read aloud, the form of its own says at once what is meant:
    ///
    /// ```qual
    /// when country not in ["US", "CA"] then -10
    /// when budget >= 10k               then +5
    /// ```
    ///
    /// The two mean the same, for leads of whom the value is not known too: neither holds for them. `contains`, `starts with` and
    /// yes/no fields have no such form, and `not` before them is right.
    NegatedIn, find
}

fn find(context: &Context) -> Vec<Finding> {
    let Some(tree) = context.main_tree() else { return Vec::new() };
    let (meanings, mender) = (Meanings::new(context), Mender::new(context));
    let mut findings = Vec::new();
    for root in exprs::roots(tree) {
        exprs::each(root, None, &mut |expr, _| {
            let ExprKind::Not(inner) = &expr.kind else { return };
            let Some(better) = opposite(bare(inner), &meanings) else { return };
            let better = format::expression(&better);
            let message = format!("`{}` has a form without `not`", shortened(&format::expression(expr)));
            let finding = Finding::new(Name::NegatedIn, main_place(expr.at.0), message)
                .help(format!("write `{}`", shortened(&better)));
            findings.push(mender.mended(finding, vec![(expr.at.0, better)]));
        });
    }
    findings
}

/// The test that holds where this one does not, and is unknown where this one is.
fn opposite(test: &Expr, meanings: &Meanings) -> Option<Expr> {
    let kind = match &test.kind {
        ExprKind::In(value, set, negated) => ExprKind::In(value.clone(), set.clone(), !negated),
        ExprKind::Known(value, known) => ExprKind::Known(value.clone(), !known),
        ExprKind::Within(day, within) => {
            ExprKind::Within(day.clone(), Within { negated: !within.negated, ..within.clone() })
        }
        ExprKind::Compare(op, left, right) => ExprKind::Compare(op.opposite(), left.clone(), right.clone()),
        _ => return None,
    };
    // A test without a meaning has an error.
    meanings.of(test)?;
    Some(Expr { kind, at: test.at })
}
