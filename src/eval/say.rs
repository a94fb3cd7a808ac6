//! How a part of a condition is said, where only the whole came with its wording.

use crate::rules::{Condition, Rules};

/// A condition in the standard layout, without line breaks.
pub(crate) fn say(condition: &Condition, rules: &Rules) -> String {
    match condition {
        Condition::All(parts) => joined(parts, " and ", rules, |part| matches!(part, Condition::Any(_))),
        Condition::Any(parts) => joined(parts, " or ", rules, |_| false),
        Condition::Not(condition) => match &**condition {
            Condition::All(_) | Condition::Any(_) => format!("not ({})", say(condition, rules)),
            _ => format!("not {}", say(condition, rules)),
        },
        Condition::AtLeast(count, parts) => format!("at least {count} of ({})", joined(parts, ", ", rules, |_| false)),
        Condition::Defined(id) => {
            rules.definitions.get(id.0).map(|definition| definition.name.clone()).unwrap_or_default()
        }
        Condition::Clause(clause) if clause.said.asked.is_empty() => clause.said.subject.clone(),
        Condition::Clause(clause) => format!("{} {}", clause.said.subject, clause.said.asked),
    }
}

fn joined(parts: &[Condition], by: &str, rules: &Rules, in_parentheses: impl Fn(&Condition) -> bool) -> String {
    let said: Vec<String> = parts
        .iter()
        .map(|part| match in_parentheses(part) {
            true => format!("({})", say(part, rules)),
            false => say(part, rules),
        })
        .collect();
    said.join(by)
}
