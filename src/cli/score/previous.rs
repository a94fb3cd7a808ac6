//! `--previous`: where each lead stood in an earlier result.

use super::added::DISQUALIFIED;
use crate::cli::failure::Failure;
use crate::cli::interrupt::Interrupt;
use crate::cli::reading::ReadArgs;
use crate::records::{BindError, BindOptions, LeadReader, Record, Step, Tally};
use crate::rules::{Field, FieldId, Ladder, Lead, Rules};
use crate::source::Place;
use crate::value::{Blanks, Format, ReadAs, Type, Value};
use jiff::tz::TimeZone;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::rc::Rc;

/// The steps of each lead, by its key. In memory as a whole: it grows with the number of leads in the earlier result.
#[derive(Debug)]
pub struct Previous {
    key: FieldId,
    steps: HashMap<Box<str>, Box<[Rc<str>]>>,
    /// What it could not make use of.
    pub issues: PreviousIssues,
}

/// What in an earlier result does not tell where a lead stood.
#[derive(Clone, Debug, Default)]
pub struct PreviousIssues {
    /// Leads whose key an earlier one had: where these stood cannot be told.
    pub duplicates: Tally,
    /// Leads on a step that the rules do not have, or no longer.
    pub unknown_steps: Tally,
    /// Leads without a key.
    pub blank_keys: Tally,
}

impl PreviousIssues {
    /// Each kind, with what people are told, whether it happened or not.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str, &Tally)> {
        [
            ("duplicate_keys", "the same key as one before it, so that where it stood is unknown", &self.duplicates),
            ("unknown_steps", "a step that the rules do not have", &self.unknown_steps),
            ("blank_keys", "no key", &self.blank_keys),
        ]
        .into_iter()
    }
}

impl Previous {
    /// Reads an earlier result: its key, and a column for each ladder under the name that it has now.
    pub fn read(path: &Path, rules: &Rules, prefix: &str, interrupt: &Interrupt) -> Result<Previous, Failure> {
        let key = rules.key().ok_or_else(|| {
            Failure::new("`--previous` must tell which lead is which, but the ruleset has no key")
                .help("mark the field that identifies a lead, as in `email: text key`")
        })?;
        let mut fields: Vec<Field> = rules.fields.get(key.0).cloned().into_iter().collect();
        fields.extend(rules.ladders.iter().map(|ladder| step_field(format!("{prefix}{}", ladder.name))));
        let about = |error: BindError| {
            let (error, shown) = (error.to_string(), path.display());
            let error = error.strip_prefix("the leads have").map_or(error.clone(), |rest| format!("it has{rest}"));
            Failure::new(format!("`{shown}` is no earlier result of these rules: {error}"))
                .help("`--previous` takes what `qualify score` wrote before, with the same `--prefix`")
        };
        let mut reader = ReadArgs::default().open(path)?;
        let mut leads = LeadReader::new(&fields, reader.columns(), BindOptions::default()).map_err(about)?;
        let mut names: HashSet<Rc<str>> = HashSet::new();
        let (mut steps, mut issues) = (HashMap::new(), PreviousIssues::default());
        let mut record = Record::default();
        while let Step::Record = reader.read(&mut record)? {
            if interrupt.is_set() {
                return Err(Failure::Interrupted);
            }
            let lead = leads.read(&record).map_err(about)?;
            let Some(key) = lead.get(FieldId(0)).map(Value::in_cell) else {
                issues.blank_keys.add(record.line());
                continue;
            };
            let its_steps = (1..fields.len()).map(|at| match lead.get(FieldId(at)) {
                Some(Value::Text(step)) => shared(&mut names, step.shown()),
                _ => shared(&mut names, ""),
            });
            let its_steps: Box<[Rc<str>]> = its_steps.collect();
            let is_known = |(step, ladder): (&Rc<str>, &Ladder)| {
                matches!(&**step, "" | DISQUALIFIED) || ladder.steps.iter().any(|known| known.name == **step)
            };
            if !its_steps.iter().zip(&rules.ladders).all(is_known) {
                issues.unknown_steps.add(record.line());
            }
            match steps.entry(key.into_owned().into_boxed_str()) {
                Entry::Vacant(place) => {
                    place.insert(its_steps);
                }
                Entry::Occupied(mut place) => {
                    issues.duplicates.add(record.line());
                    place.get_mut().fill(shared(&mut names, ""));
                }
            }
        }
        leads.finish().map_err(about)?;
        Ok(Previous { key, steps, issues })
    }

    /// Where a lead stood on each ladder; `None` for one that is new.
    pub fn of(&self, lead: &Lead) -> Option<&[Rc<str>]> {
        let key = lead.get(self.key).map(Value::in_cell)?;
        self.steps.get(&*key).map(|steps| &**steps)
    }
}

/// One text for all that are alike.
fn shared(names: &mut HashSet<Rc<str>>, name: &str) -> Rc<str> {
    match names.get(name) {
        Some(known) => Rc::clone(known),
        None => {
            let name: Rc<str> = name.into();
            names.insert(Rc::clone(&name));
            name
        }
    }
}

fn step_field(name: String) -> Field {
    let read = ReadAs {
        kind: Type::Text { exact: true },
        format: Format::Usual,
        split_by: ";".to_owned(),
        blanks: Blanks::default(),
        timezone: TimeZone::UTC,
    };
    Field {
        name,
        quoted: true,
        from: None,
        read,
        default: None,
        key: false,
        required: false,
        ask: None,
        entries: None,
        used: true,
        place: Place::default(),
    }
}
