//! How the page is read: what is said once, and holds everywhere.

use super::{Told, paragraph, section};
use crate::docs::page::{Block, Item, Line, Section};
use crate::rules::ScoreBody;

impl Told<'_> {
    pub(super) fn reading(self) -> Option<Section> {
        let rules = self.rules;
        let mut items = Vec::new();
        if let Some(field) = rules.fields.first() {
            items.push(Item::of(
                Line::of("Names such as ")
                    .and(Line::name(&field.name))
                    .say(" are those that the rules use. This page tells what each stands for."),
            ));
        }
        let mut add = |strong: &str, words: &str| items.push(Item::of(Line::default().strong(strong).say(words)));
        add(
            "Not known is not no.",
            " What we do not know of a lead makes nothing true and nothing false: a statement is true, false, or not known \
             yet. \u{201c}Is false\u{201d} and \u{201c}is not\u{201d} mean that we know it.",
        );
        if rules.scores.iter().any(|score| matches!(score.body, ScoreBody::Rules(_))) {
            add(
                "A rule counts only when it is true.",
                " While it is not known, it gives no points and takes none; that may change once we know more.",
            );
        }
        if !rules.ladders.is_empty() {
            add(
                "Steps are climbed one after the other.",
                " A lead reaches a step when what the step needs is true, and so is what every step before it needs. \
                 Nobody skips a step.",
            );
        }
        let has_texts = rules.fields.iter().any(|field| field.kind().is_text() && !field.kind().is_exact());
        if has_texts {
            add("Capitals make no difference", " in texts, unless it says so.");
        }
        if rules.uses_today {
            add(
                "Time moves.",
                " Some rules look at today\u{2019}s date, so the same lead may come out differently later.",
            );
        }
        if let Some(zone) = rules.timezone.as_ref().and_then(|zone| zone.iana_name()) {
            items.push(Item::of(Line::of("Days begin and end as in the time zone ").and(Line::name(zone)).say(".")));
        }
        section(
            "How to read this page",
            "reading",
            vec![paragraph(&self.at_a_glance()), Block::Items(items)],
            Vec::new(),
        )
    }

    /// What comes out, in one sentence.
    fn at_a_glance(self) -> String {
        let rules = self.rules;
        let counted = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("one {one}")),
            count => Some(format!("{count} {many}")),
        };
        let parts: Vec<String> = [
            counted(rules.scores.len(), "score", "scores"),
            counted(rules.disqualifiers.len(), "reason to leave a lead out", "reasons to leave a lead out"),
            counted(rules.ladders.len(), "ladder of steps", "ladders of steps"),
            counted(rules.labels.len(), "label", "labels"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let parts = Line::listed(parts.into_iter().map(Line::of).collect(), "and").plain();
        if parts.is_empty() {
            return "The rules say nothing of a lead yet.".to_owned();
        }
        format!("The rules have {parts}. This page says all that they do.")
    }
}
