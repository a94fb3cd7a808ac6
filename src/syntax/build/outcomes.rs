//! Disqualifiers, ladders and labels.

use super::expr::child;
use super::{Builder, end, is_block};
use crate::source::Span;
use crate::syntax::parser::{Pair, Rule};
use crate::syntax::segment::{Context, Segment};
use crate::syntax::tree::*;
use crate::syntax::words::is_close;

impl Builder<'_> {
    pub(super) fn disqualify(&mut self, pair: Pair) -> Option<Disqualify> {
        let condition = self.expr(child(pair.clone(), Rule::expr)?)?;
        let because = child(pair, Rule::because).and_then(|inner| self.because(inner));
        Some(Disqualify { condition, because })
    }

    pub(super) fn ladder(&mut self, pair: Pair) -> Option<Ladder> {
        let (mut name, mut never_below, mut steps) = (None, None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::new_name => name = Some(self.name(inner)),
                Rule::never_below => never_below = child(inner, Rule::name).map(|inner| self.name(inner)),
                Rule::ladder_block => steps = Some(self.steps(inner)),
                _ => {}
            }
        }
        Some(Ladder { name: name?, never_below, steps: steps? })
    }

    pub(super) fn steps(&mut self, block: Pair) -> Vec<Step> {
        self.closing(&block);
        let steps: Vec<Pair> =
            block.into_inner().filter(|inner| matches!(inner.as_rule(), Rule::step | Rule::broken_step)).collect();
        let floor = self.floor_inside(&steps);
        let steps = steps.into_iter().filter(|step| {
            floor.is_none_or(|floor| step.as_span().start() < floor.start || step.as_span().start() >= floor.end)
        });
        self.each(steps, |builder, inner| {
            let at = builder.at(&inner);
            let step = match inner.as_rule() {
                Rule::step if !builder.is_meant_for_needs(&inner) && !builder.is_meant_for_any(&inner) => {
                    builder.step(inner.clone(), at)
                }
                _ => None,
            };
            if step.is_none() {
                builder.broken(Context::Step, &inner);
            }
            Some(step.unwrap_or(Step { name: None, needs: None, at }))
        })
    }

    /// Where `never below crm` stands among the steps, each word of it read as one.
    fn floor_inside(&mut self, steps: &[Pair]) -> Option<Span> {
        let floor = steps.windows(3).find_map(|three| {
            let [never, below, name] = three else { return None };
            let words = never.as_str().trim() == "never" && matches!(below.as_str().trim(), "below" | "under");
            let span = Span::new(never.as_span().start(), end(name));
            (words && !span.of(self.mended.text()).contains('\n')).then_some(span)
        })?;
        self.built.broken.push(Segment { span: floor, context: Context::Step, block: None, after: None });
        Some(floor)
    }

    /// Whether a step is rather the list that the `any` before it on its line asks about: `mql needs any activity`.
    fn is_meant_for_any(&self, step: &Pair) -> bool {
        let text = self.mended.text();
        let line = self.previous.and_then(|previous| text.get(previous.start..step.as_span().start()));
        line.is_some_and(|line| line.contains(" needs ") && line.trim_end_matches(' ').ends_with(" any"))
    }

    /// Whether a step is rather the `needs` of the one before it on its line, in another word: `mql requires fit >= 40`.
    fn is_meant_for_needs(&self, step: &Pair) -> bool {
        let Some(word) = step.clone().into_inner().next().map(|word| word.as_str()) else { return false };
        let same_line = self.previous.is_some_and(|previous| {
            !Span::new(previous.end, step.as_span().start()).of(self.mended.text()).contains('\n')
        });
        same_line && (is_close(word, "needs") || matches!(word, "requires" | "require" | "if" | "where"))
    }

    fn step(&mut self, pair: Pair, at: At) -> Option<Step> {
        let mut parts = pair.into_inner();
        let name = self.word(parts.next()?)?;
        let needs = match parts.next() {
            Some(needs) => Some(self.expr(child(needs, Rule::expr)?)?),
            None => None,
        };
        Some(Step { name: Some(name), needs, at })
    }

    pub(super) fn label(&mut self, pair: Pair) -> Option<Label> {
        let (mut name, mut body) = (None, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::new_name => name = Some(self.name(inner)),
                Rule::expr => body = Some(LabelBody::Joined(self.expr(inner)?)),
                Rule::choice_block => body = Some(LabelBody::Choices(self.choices(inner))),
                _ => {}
            }
        }
        Some(Label { name: name?, body: body? })
    }

    pub(super) fn choices(&mut self, block: Pair) -> Vec<Choice> {
        self.closing(&block);
        let choices = block.into_inner().filter(|inner| {
            use Rule::*;
            matches!(inner.as_rule(), choice_when | choice_table | choice_otherwise | broken_choice)
        });
        self.each(choices, |builder, inner| {
            let at = builder.at(&inner);
            let kind = builder.choice(inner.clone()).unwrap_or_else(|| {
                builder.broken(Context::Choice, &inner);
                for part in inner.into_inner() {
                    if is_block(part.as_rule()) {
                        builder.inside_of_broken(part);
                    }
                }
                ChoiceKind::Broken
            });
            Some(Choice { kind, at })
        })
    }

    fn choice(&mut self, pair: Pair) -> Option<ChoiceKind> {
        let word = |builder: &mut Self| pair.clone().into_inner().find_map(|inner| builder.word(inner));
        let because = |builder: &mut Self| builder.because(child(pair.clone(), Rule::because)?);
        Some(match pair.as_rule() {
            Rule::choice_when => {
                let condition = self.expr(child(pair.clone(), Rule::expr)?)?;
                ChoiceKind::When(condition, word(self)?, because(self))
            }
            Rule::choice_otherwise => ChoiceKind::Otherwise(word(self)?, because(self)),
            Rule::choice_table => ChoiceKind::Table(self.table(pair)?),
            _ => return None,
        })
    }
}
