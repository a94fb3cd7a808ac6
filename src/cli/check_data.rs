//! `qualify check RULES --data LEADS`: what only leads can tell.

use super::events::Unwatched;
use super::failure::Failure;
use super::files::Input;
use super::interrupt::Interrupt;
use super::leads::LeadArgs;
use super::reading::is_stdin;
use super::style::clean;
use crate::check::Checked;
use crate::data_check::{DataCheck, FEWEST, InFile, Told};
use crate::diagnostic::{Finding, Severity};
use crate::lint::Settings;
use crate::records::{BindError, BindOptions, Damage, LeadReader, MissingColumn, Reader, Record, Step, grouped};
use crate::rules::Rules;
use clap::Args;
use jiff::civil::Date;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The leads, and how they are read.
#[derive(Args, Clone, Debug)]
pub struct DataArgs {
    /// Also find what only leads can tell, such as rules that fire on none of them: CSV, NDJSON or JSON, also compressed; `-` is
    /// standard input. It takes the options for reading that `score` has
    #[arg(long, value_name = "LEADS")]
    data: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "a doc comment would become the help of the whole command")]
    lead: LeadArgs,
}

impl DataArgs {
    /// Whether leads are to be looked at: then there must be one ruleset.
    ///
    /// # Errors
    /// There are several, or options for reading stand without leads.
    pub fn is_asked<'a>(&self, inputs: impl Iterator<Item = &'a Input>) -> Result<bool, Failure> {
        let inputs: Vec<&Input> = inputs.collect();
        match (&self.data, self.lead.given(), inputs.as_slice()) {
            (None, Some(option), _) => {
                Err(Failure::new(format!("`{option}` says how leads are read, and no leads are named"))
                    .help("name them: `qualify check rules.qual --data leads.csv`"))
            }
            (None, None, _) => Ok(false),
            (Some(data), _, [Input::Stdin]) if is_stdin(data) => {
                Err(Failure::new("the rules and the leads cannot both come from standard input")
                    .help("name the file of one of them"))
            }
            (Some(_), _, [_]) => Ok(true),
            (Some(data), _, many) => {
                let data = data.display();
                Err(Failure::new(format!("`--data` looks at one ruleset, and these are {} rule files", many.len()))
                    .help(format!("name the one that scores these leads: `qualify check rules.qual --data {data}`")))
            }
        }
    }

    /// The day that counts as today.
    pub fn today(&self, rules: &Rules) -> Date {
        self.lead.today(rules)
    }

    /// What only the leads can tell of a rule file.
    ///
    /// # Errors
    /// The leads cannot be read, or are not those that the rules are for.
    pub fn look_at(
        &self,
        checked: &Checked,
        input: &Input,
        settings: &Settings,
        is_human: bool,
    ) -> Result<Vec<Finding>, Failure> {
        let Some(path) = self.data.as_deref().filter(|_| !checked.has_errors()) else { return Ok(Vec::new()) };
        let mut data = DataCheck::new(checked, self.today(&checked.rules));
        let (told, damage) = self.read(path, input, &checked.rules, &mut data)?;
        if is_human {
            note(path, data.leads(), &damage);
        }
        let is_on = |name| settings.levels.of(name) != Severity::Allowed;
        Ok(data.finish(&told, &is_on))
    }

    /// Reads the leads to their end.
    fn read(&self, path: &Path, input: &Input, rules: &Rules, data: &mut DataCheck) -> Result<(Told, Damage), Failure> {
        let interrupt = Interrupt::listen();
        let options = self.lead.bind_options();
        let mut taken = vec![(path, "the leads")];
        if *input == Input::Stdin {
            taken.push((Path::new("-"), "the rules"));
        }
        let lists = || self.lead.lists(rules, options, &taken);
        let mut reader = self.lead.read.open(path)?;
        let mut told = Told { allow_missing: options.allow_missing, ..Told::default() };
        let mut leads = match LeadReader::joined(&rules.fields, reader.columns(), options, lists()?) {
            // Where none of several columns is there, it is another file, or one without a header.
            Err(BindError::Missing { list: None, columns, all, .. }) if !all || columns.len() == 1 => {
                told.missing.extend(columns.into_iter().map(|column| (None, column)));
                let options = BindOptions { allow_missing: true, ..options };
                LeadReader::joined(&rules.fields, reader.columns(), options, lists()?)?
            }
            leads => leads?,
        };
        if options.allow_missing {
            told.missing.extend(absent(rules, &leads, &reader));
        }
        self.lead.read_events(&mut leads, options, &mut Unwatched)?;
        let mut inputs: Vec<&Path> = self.lead.events.iter().map(|events| events.file.as_path()).collect();
        inputs.push(path);
        if let Input::File(rules) = input {
            inputs.push(rules);
        }
        inputs.retain(|path| !is_stdin(path));
        let mut rejects = self.lead.read.rejects(&reader, &inputs)?;
        let mut record = Record::default();
        loop {
            if interrupt.is_set() {
                return Err(Failure::Interrupted);
            }
            match reader.read(&mut record)? {
                Step::Record => data.add(leads.read(&record)?, record.line()),
                Step::Rejected(rejected) => rejects.add(&rejected)?,
                Step::End => break,
            }
        }
        leads.check_joins()?;
        rejects.commit()?;
        for (list, joined) in leads.joins() {
            for file in joined.files {
                let of = |field, issues| InFile { list, field, file: file.name.clone(), issues };
                told.in_files.extend(file.fields().map(|(field, issues)| of(Some(field), issues.clone())));
                if file.key.unreadable > 0 {
                    told.in_files.push(of(None, file.key.clone()));
                }
            }
        }
        // What was read stays true where a member that is needed was in no object.
        told.issues = leads.issues().clone();
        match leads.finish() {
            Ok(issues) => told.issues = issues,
            Err(BindError::Missing { list, columns, .. }) => {
                told.missing.extend(columns.into_iter().map(|column| (list.clone(), column)));
            }
            Err(error) => return Err(error.into()),
        }
        Ok((told, reader.damage().clone()))
    }
}

/// The fields that are needed and have no column, where that is allowed: nothing is said of them.
fn absent(rules: &Rules, leads: &LeadReader, reader: &Reader) -> Vec<(Option<String>, MissingColumn)> {
    if reader.columns().is_none() {
        return Vec::new();
    }
    let fields = rules.fields.iter().enumerate().filter(|(at, field)| {
        (field.used || field.key || field.required) && leads.column(crate::rules::FieldId(*at)).is_none()
    });
    let missing = |(_, field): (usize, &crate::rules::Field)| MissingColumn {
        field: field.name.clone(),
        column: field.column().to_owned(),
        nearest: Vec::new(),
        from_file: false,
    };
    fields.map(|field| (None, missing(field))).collect()
}

/// Says on standard error what was looked at, and what was wrong with the file itself.
fn note(path: &Path, leads: u64, damage: &Damage) {
    let name = if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() };
    let noun = if leads == 1 { "lead" } else { "leads" };
    let mut text = format!("looked at {} {noun} of {name}", grouped(leads));
    if leads < FEWEST {
        text.push_str(&format!("; of fewer than {FEWEST} it is not said what takes none or all of them"));
    }
    text.push('\n');
    for (what, tally) in damage.iter() {
        text.push_str(&format!("{name}: {what}: {tally}\n"));
    }
    // Nothing is left to be done where standard error is gone.
    let _ = io::stderr().write_all(clean(&text).as_bytes());
}
