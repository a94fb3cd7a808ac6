//! Outcomes: where a lead stands, and what it is called.

use super::judge::Judged;
use super::points::Decision;
use super::{Labelled, Standing};
use crate::rules::{Choice, Label, LabelBody, Ladder, Step};
use crate::value::{Text, Value};

impl Judged<'_> {
    /// Where the lead stands on a ladder.
    pub(super) fn standing(&self, ladder: &Ladder) -> Standing {
        let was = ladder.never_below.and_then(|field| self.lead.get(field));
        let floor = was.and_then(|was| match was {
            Value::Text(text) => ladder.step(text.shown()),
            _ => None,
        });
        let floor_names_no_step = was.is_some() && floor.is_none();
        if self.verdict.is_disqualified() {
            return Standing { step: None, held_below: Vec::new(), floor, floor_names_no_step };
        }
        let step = self.climbed(ladder).max(floor);
        let first_above = step.map_or(0, |step| step + 1);
        let above = ladder.steps.iter().enumerate().skip(first_above);
        let held_below = above.filter(|(_, step)| self.meets(step)).map(|(at, _)| at).collect();
        Standing { step, held_below, floor, floor_names_no_step }
    }

    /// The last step such that its condition and those of every step before it are true.
    pub(super) fn climbed(&self, ladder: &Ladder) -> Option<usize> {
        ladder.steps.iter().take_while(|step| self.meets(step)).count().checked_sub(1)
    }

    /// Whether a step's own condition is true.
    fn meets(&self, step: &Step) -> bool {
        step.needs.as_ref().is_none_or(|needs| self.truth(needs).is_true())
    }

    /// The value of a label: that of the first choice that is true.
    pub(super) fn labelled(&self, label: &Label) -> Labelled {
        match &label.body {
            LabelBody::Choices { choices, otherwise } => {
                choices.iter().enumerate().find_map(|(at, choice)| self.chosen(at, choice)).unwrap_or_else(|| {
                    // A label without an `otherwise` has a table that decides for every lead.
                    let value = otherwise.as_ref().map_or("", |otherwise| &otherwise.value);
                    Labelled { value: Text::new(value), choice: None, row: None }
                })
            }
            LabelBody::Joined(ids) => {
                let joined: String = ids.iter().filter_map(|id| self.verdict.label(*id)).map(Text::shown).collect();
                Labelled { value: Text::new(&joined), choice: None, row: None }
            }
        }
    }

    /// What a choice gives; a table that decides nothing passes on.
    pub(super) fn chosen(&self, at: usize, choice: &Choice) -> Option<Labelled> {
        match choice {
            Choice::When { condition, value, .. } => self.truth(condition).is_true().then(|| Labelled {
                value: Text::new(value),
                choice: Some(at),
                row: None,
            }),
            Choice::Table(table) => match self.decided_row(table) {
                Decision::Row(row, decides) => {
                    Some(Labelled { value: Text::new(&decides.gives), choice: Some(at), row: Some(row) })
                }
                Decision::Undecided | Decision::NoRow => None,
            },
        }
    }
}
