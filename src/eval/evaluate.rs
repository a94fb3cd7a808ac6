//! The evaluated rule tree, put together.

use super::say::say;
use super::tree::TreeBuilder;
use super::{
    DisqualifierNode, Evaluation, Joined, Judged, LabelNode, LadderTree, Need, ScoreTree, StepNode, Term,
    UndecidedChoice, disqualified_because, label_because, reasons,
};
use crate::rules::{
    Choice, Condition, Disqualifier, Label, LabelBody, LabelId, Ladder, LadderId, Lead, Rules, Score, ScoreBody,
    ScoreId, Step,
};
use crate::source::Sources;
use crate::value::Truth;
use jiff::civil::Date;

/// What comes out for one lead as of a day, and why. The sources are those of the rules, for their lines.
///
/// ```
/// use qualify::check::{NoFiles, check};
/// use qualify::eval::{Status, evaluate};
/// use qualify::rules::Lead;
/// use qualify::source::Source;
/// let checked = check(Source::new("a.qual", "when company_size in 50..500 then +20"), &NoFiles);
/// let nothing_known = Lead::unknown(checked.rules.fields.len());
/// let today = jiff::civil::date(2026, 1, 15);
/// let evaluation = evaluate(&checked.rules, &checked.sources, &nothing_known, today);
/// let rule = &evaluation.scores[0].parts[0];
/// assert_eq!(rule.status, Status::Undecided);
/// assert_eq!(rule.decided_by[0].unknown_fields, ["company_size"]);
/// ```
pub fn evaluate(rules: &Rules, sources: &Sources, lead: &Lead, today: Date) -> Evaluation {
    Judged::new(rules, lead, today).evaluation(sources)
}

impl Judged<'_> {
    /// What came out, and why. The sources are those of the rules, for their lines.
    pub fn evaluation(&self, sources: &Sources) -> Evaluation {
        let builder = TreeBuilder { judged: self, sources };
        let (rules, verdict) = (self.rules, &self.verdict);
        Evaluation {
            ruleset: rules.name.clone(),
            key: rules.key().and_then(|key| self.lead.get(key)).cloned(),
            line: None,
            today: self.today,
            disqualified: verdict.is_disqualified(),
            disqualified_because: disqualified_because(rules, verdict).into_iter().map(str::to_owned).collect(),
            reasons: reasons(rules, verdict),
            scores: rules.scores.iter().enumerate().map(|(at, score)| builder.score(ScoreId(at), score)).collect(),
            ladders: rules.ladders.iter().enumerate().map(|(at, one)| builder.ladder(LadderId(at), one)).collect(),
            labels: rules.labels.iter().enumerate().map(|(at, label)| builder.label(LabelId(at), label)).collect(),
            disqualifiers: rules.disqualifiers.iter().map(|one| builder.disqualifier(one)).collect(),
        }
    }
}

impl TreeBuilder<'_> {
    fn score(&self, id: ScoreId, score: &Score) -> ScoreTree {
        let verdict = &self.judged.verdict;
        let tree = ScoreTree {
            name: score.name.clone(),
            points: verdict.score(id),
            low: score.low,
            high: score.high,
            said: None,
            constant: None,
            terms: Vec::new(),
            parts: Vec::new(),
            at: self.at(score.place),
        };
        match &score.body {
            ScoreBody::Rules(parts) => ScoreTree { parts: self.parts(parts, Truth::True), ..tree },
            ScoreBody::Computed { constant, terms, said } => {
                let terms = terms.iter().map(|(times, id)| Term {
                    times: *times,
                    score: self.judged.rules.scores.get(id.0).map(|score| score.name.clone()).unwrap_or_default(),
                    points: verdict.score(*id),
                });
                ScoreTree { said: Some(said.clone()), constant: Some(*constant), terms: terms.collect(), ..tree }
            }
        }
    }

    fn ladder(&self, id: LadderId, ladder: &Ladder) -> LadderTree {
        let judged = self.judged;
        let standing = judged.verdict.ladders.get(id.0).cloned().unwrap_or_default();
        let name_of = |step: usize| ladder.steps.get(step).map(|step| step.name.clone());
        let climbed = judged.climbed(ladder);
        let was = ladder.never_below.and_then(|field| judged.lead.get(field));
        let steps = ladder.steps.iter().enumerate();
        LadderTree {
            name: ladder.name.clone(),
            step: standing.step.and_then(name_of),
            lifted_from: standing.step.filter(|step| Some(*step) > climbed).and(climbed).and_then(name_of),
            names_no_step: was.filter(|_| standing.floor_names_no_step).cloned(),
            steps: steps
                .map(|(at, step)| self.step(step, standing.step.is_some_and(|reached| at <= reached)))
                .collect(),
            at: self.at(ladder.place),
        }
    }

    fn step(&self, step: &Step, reached: bool) -> StepNode {
        let (joined, parts) = match &step.needs {
            Some(Condition::All(parts)) => (Joined::And, parts.as_slice()),
            Some(Condition::Any(parts)) => (Joined::Or, parts.as_slice()),
            Some(Condition::AtLeast(count, parts)) => (Joined::AtLeast(*count), parts.as_slice()),
            Some(one) => (Joined::And, std::slice::from_ref(one)),
            None => (Joined::And, [].as_slice()),
        };
        let need = |part: &Condition| Need {
            said: match (part, joined) {
                (Condition::Any(_), Joined::And) if parts.len() > 1 => format!("({})", say(part, self.judged.rules)),
                _ => say(part, self.judged.rules),
            },
            truth: self.judged.truth(part),
            decided_by: self.judged.decided_by(part),
        };
        StepNode {
            name: step.name.clone(),
            reached,
            said: step.said.clone(),
            truth: step.needs.as_ref().map_or(Truth::True, |needs| self.judged.truth(needs)),
            joined,
            needs: parts.iter().map(need).collect(),
            at: self.at(step.place),
        }
    }

    fn label(&self, id: LabelId, label: &Label) -> LabelNode {
        let judged = self.judged;
        let labelled = judged.verdict.labels.get(id.0).cloned().unwrap_or_default();
        let node = LabelNode {
            name: label.name.clone(),
            value: labelled.value.shown().to_owned(),
            choice: String::new(),
            because: label_because(judged.rules, &judged.verdict, id).map(str::to_owned),
            row: None,
            decided_by: Vec::new(),
            undecided: self.undecided(label, labelled.choice),
            at: self.at(label.place),
        };
        match &label.body {
            LabelBody::Choices { choices, otherwise } => match labelled.choice.and_then(|choice| choices.get(choice)) {
                Some(Choice::When { condition, said, place, .. }) => LabelNode {
                    choice: said.clone(),
                    decided_by: judged.decided_by(condition),
                    at: self.at(*place),
                    ..node
                },
                Some(Choice::Table(table)) => LabelNode {
                    choice: format!("by {}", table.said),
                    row: self.row_node(table, labelled.row),
                    decided_by: judged.headed_by(&table.by, &table.said),
                    at: self.at(table.place),
                    ..node
                },
                None => {
                    let place = otherwise.as_ref().map_or(label.place, |otherwise| otherwise.place);
                    LabelNode { choice: "otherwise".to_owned(), at: self.at(place), ..node }
                }
            },
            LabelBody::Joined(ids) => {
                let names: Vec<&str> =
                    ids.iter().filter_map(|id| Some(judged.rules.labels.get(id.0)?.name.as_str())).collect();
                LabelNode { choice: names.join(" + "), ..node }
            }
        }
    }

    /// The choices of a label before the one that gave its value that are undecided.
    fn undecided(&self, label: &Label, chosen: Option<usize>) -> Vec<UndecidedChoice> {
        let LabelBody::Choices { choices, .. } = &label.body else { return Vec::new() };
        let judged = self.judged;
        let before = choices.iter().take(chosen.unwrap_or(choices.len()));
        let undecided = before.filter_map(|choice| match choice {
            Choice::When { condition, said, place, .. } if judged.truth(condition) == Truth::Unknown => {
                let decided_by = judged.decided_by(condition);
                Some(UndecidedChoice { choice: said.clone(), decided_by, at: self.at(*place) })
            }
            Choice::Table(table) if judged.is_undecided(table) => Some(UndecidedChoice {
                choice: format!("by {}", table.said),
                decided_by: judged.headed_by(&table.by, &table.said),
                at: self.at(table.place),
            }),
            Choice::When { .. } | Choice::Table(_) => None,
        });
        undecided.collect()
    }

    fn disqualifier(&self, disqualifier: &Disqualifier) -> DisqualifierNode {
        DisqualifierNode {
            reason: disqualifier.reason.clone(),
            said: disqualifier.said.clone(),
            truth: self.judged.truth(&disqualifier.condition),
            decided_by: self.judged.decided_by(&disqualifier.condition),
            at: self.at(disqualifier.place),
        }
    }
}
