//! Groups and scores whose bounds leave nothing of what their rules give.

use super::context::{Context, Never, in_main_file};
use super::idle_bound::head_of;
use super::stuck::{Stuck, What, stuck};
use crate::analysis::Truths;
use crate::diagnostic::{Finding, Name};
use crate::rules::{Score, ScoreBody};
use crate::value::Points;

/// How many groups and scores are looked at, and how many rules of one.
const MOST_STUCK: usize = 100;
const MOST_RULES: usize = 100;

/// Groups and scores of the main file that always come to 0, whatever their rules give.
pub(super) fn held_at_zero(context: &Context) -> Vec<Finding> {
    // What a rule that never fires is to give is known once that is mended.
    let never_fires = |one: &Stuck| {
        let fires = one.rules().into_iter().take(MOST_RULES).filter_map(|id| context.analysis.fires(id));
        fires.into_iter().any(|fires| context.never(&[(fires, Truths::TRUE)]) == Never::Always)
    };
    let stuck = stuck(context.rules).into_iter();
    let stuck = stuck.filter(|one| in_main_file(one.what.place())).take(MOST_STUCK);
    stuck.filter(|one| !never_fires(one)).map(|one| held(context, &one)).collect()
}

fn held(context: &Context, one: &Stuck) -> Finding {
    let (named, place, bound) = match one.what {
        What::Score(score) => {
            (format!("`{}`", score.name), score.place, if one.takes { score.high } else { score.low })
        }
        What::Group(group) => (
            format!("the group \"{}\"", group.name),
            head_of(context, group.place),
            if one.takes { group.high } else { group.low },
        ),
    };
    let (do_only, side) = if one.takes { ("take points away", "below") } else { ("give points", "above") };
    let why = match one.what {
        What::Score(Score { body: ScoreBody::Computed { said, .. }, .. }) => {
            format!("`{said}` is never {} 0", if one.takes { "above" } else { "below" })
        }
        _ => format!("its rules only {do_only}"),
    };
    let message = format!("{named} always comes to 0: {why}, and it cannot go {side} 0");
    // The same scale, on the other side of 0.
    let scale = bound.filter(|bound| *bound != Points::ZERO).map(|bound| match one.takes {
        true => format!(", as `in -{bound}..0` does"),
        false => format!(", as `in 0..{}` does", bound.abs()),
    });
    let or = match (one.what, one.takes) {
        (What::Score(Score { body: ScoreBody::Computed { .. }, .. }), _) => "change what it is worked out from",
        (_, true) => "write `+` where points were meant to be given",
        (_, false) => "write `-` where points were meant to be taken away",
    };
    let help = format!("let it go {side} 0{}; or {or}", scale.unwrap_or_default());
    Finding::new(Name::ZeroPoints, place, message).help(help)
}
