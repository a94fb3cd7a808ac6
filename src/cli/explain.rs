//! `qualify explain`: why leads came out as they did.

use super::events::Unwatched;
use super::failure::Failure;
use super::leads::LeadArgs;
use super::output::{Exit, could_not_run, to_stdout};
use super::reading::is_stdin;
use super::style::{ColorWhen, Look, clean};
use crate::check::suggest::did_you_mean;
use crate::eval::{Evaluation, Judged};
use crate::records::{BindError, BindOptions, LeadReader, NeededBy, Reader, Record, Step};
use crate::rules::{Condition, Field, FieldId, Lead, Rules};
use crate::value::{Value, fold, trim};
use crate::{Ruleset, explain};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::io;
use std::path::PathBuf;

/// Show why leads came out as they did
///
/// Shows every rule of a lead: which fired, which did not, which are undecided for want of data, and what decided it.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  qualify explain rules.qual leads.csv ada@example.com
  qualify explain rules.qual leads.csv ada@example.com --events activity=activities.csv
  qualify explain rules.qual leads.csv --line 4
  qualify explain rules.qual leads.csv --where 'stage = mql and country = \"DE\"'
  echo '{\"downloads\": 3}' | qualify explain rules.qual")]
pub struct ExplainArgs {
    /// The rule file
    rules: PathBuf,
    /// The leads, or `-` for standard input
    #[arg(default_value = "-")]
    leads: PathBuf,
    /// The lead whose `key` field says this
    #[arg(conflicts_with_all = ["line", "condition"])]
    key: Option<String>,
    /// The lead that begins on this line of the file, as an editor counts
    #[arg(long, value_name = "N", conflicts_with = "condition")]
    line: Option<u64>,
    /// The leads for which a condition is true
    #[arg(long = "where", value_name = "CONDITION")]
    condition: Option<String>,
    /// How many leads are shown at the most; 0 for all
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// How they are shown
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: ExplainFormat,
    #[command(flatten)]
    lead: LeadArgs,
}

/// The forms of an explanation: the values of `--format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// A tree for the terminal.
    #[default]
    Human,
    /// The evaluated rule tree as data.
    Json,
    /// A page for people.
    Md,
}

impl ExplainArgs {
    /// Runs the command.
    pub fn run(&self, color: ColorWhen) -> Exit {
        let ruleset = match super::ruleset::load(&self.rules, color) {
            Ok(ruleset) => ruleset,
            Err(exit) => return exit,
        };
        match self.explain(&ruleset, color) {
            Ok(exit) | Err(Failure::Exit(exit)) => exit,
            Err(Failure::ClosedPipe) => Exit::Fine,
            Err(Failure::Interrupted) => Exit::Interrupted,
            Err(Failure::Error(message, help)) => could_not_run(&message, help),
        }
    }

    fn explain(&self, ruleset: &Ruleset, color: ColorWhen) -> Result<Exit, Failure> {
        if is_stdin(&self.rules) && is_stdin(&self.leads) {
            return Err(Failure::new("the rules and the leads cannot both come from standard input")
                .help("name the file of one of them"));
        }
        let asked =
            self.condition.as_deref().map(|text| super::asked::ask(text, ruleset.rules(), color)).transpose()?;
        let rules = asked.as_ref().map_or(ruleset.rules(), |asked| &asked.rules);
        let wanted = self.wanted(rules, asked.as_ref().map(|asked| &asked.condition))?;
        let mut reader = self.lead.read.open(&self.leads)?;
        let unbound = |error| unbound(error, ruleset.rules(), rules);
        let taken = [(self.rules.as_path(), "the rules"), (self.leads.as_path(), "the leads")];
        // Who asks why sees the dates of events, also where no rule looks at them.
        let options = BindOptions { all_fields: true, ..self.lead.bind_options() };
        let joined = self.lead.lists(rules, options, &taken)?;
        let leads = LeadReader::joined(&rules.fields, reader.columns(), options, joined);
        let mut leads = leads.map_err(unbound)?;
        self.lead.read_events(&mut leads, options, &mut Unwatched)?;
        let today = self.lead.today(rules);

        let (mut evaluations, left_out) = self.choose(&mut reader, &mut leads, rules, ruleset, &wanted, today)?;
        let is_read_to_end = evaluations.is_empty() || !matches!(wanted, Wanted::Line(_));
        if is_read_to_end {
            if let Err(error) = leads.check_joins() {
                // One lead by itself may well have no events.
                let is_one = matches!(wanted, Wanted::Key(..) | Wanted::Line(_))
                    || (is_stdin(&self.leads) && matches!(wanted, Wanted::All) && evaluations.len() + left_out == 1);
                if !is_one {
                    return Err(error.into());
                }
                let note = format!("warning: {error}\nhelp: {}\n", error.help());
                let _ = io::Write::write_all(&mut io::stderr(), clean(&note).as_bytes());
            }
            // JSON shows only at its end whether a column was absent from every record.
            leads.finish().map_err(unbound)?;
        }
        if evaluations.is_empty() {
            return Err(wanted.none_found());
        }
        let is_single =
            !matches!(wanted, Wanted::Where(_) | Wanted::All) || (is_stdin(&self.leads) && evaluations.len() == 1);
        // A record by itself has no line worth telling.
        if let (true, [only]) = (is_stdin(&self.leads) && self.line.is_none(), evaluations.as_mut_slice()) {
            only.line = None;
        }
        let exit = self.show(&evaluations, is_single, color);
        if left_out > 0 {
            let _ = io::Write::write_all(
                &mut io::stderr(),
                format!("{left_out} more leads are not shown; `--limit 0` shows all\n").as_bytes(),
            );
        }
        Ok(exit)
    }

    fn wanted<'a>(&'a self, rules: &Rules, condition: Option<&'a Condition>) -> Result<Wanted<'a>, Failure> {
        match (&self.key, self.line, condition) {
            (Some(key), ..) => match rules.key() {
                Some(field) => Ok(Wanted::Key(field, key)),
                None => Err(Failure::new("the ruleset does not say which field identifies a lead")
                    .help("add `key` to that field, such as `email: text key`, or choose the lead with `--line`")),
            },
            (_, Some(line), _) => Ok(Wanted::Line(line)),
            (_, _, Some(condition)) => Ok(Wanted::Where(condition)),
            _ => Ok(Wanted::All),
        }
    }

    /// Evaluates the leads that are wanted, and counts those beyond the limit.
    fn choose(
        &self,
        reader: &mut Reader,
        leads: &mut LeadReader,
        rules: &Rules,
        ruleset: &Ruleset,
        wanted: &Wanted,
        today: Date,
    ) -> Result<(Vec<Evaluation>, usize), Failure> {
        let mut record = Record::default();
        let mut evaluations = Vec::new();
        let mut left_out = 0;
        loop {
            match reader.read(&mut record)? {
                Step::End => break,
                Step::Rejected(_) => continue,
                Step::Record => {}
            }
            let lead = leads.read(&record)?;
            if !wanted.takes(lead, record.line(), rules, today) {
                continue;
            }
            if self.limit > 0 && evaluations.len() >= self.limit {
                left_out += 1;
                continue;
            }
            let mut evaluation = Judged::new(rules, lead, today).evaluation(ruleset.sources());
            evaluation.line = Some(record.line());
            evaluations.push(evaluation);
            // A line is there once; the rest of the file need not be read.
            if matches!(wanted, Wanted::Line(_)) {
                break;
            }
        }
        Ok((evaluations, left_out))
    }

    fn show(&self, evaluations: &[Evaluation], is_single: bool, color: ColorWhen) -> Exit {
        let Look { colour, width } = Look::of(color, &io::stdout());
        to_stdout(|out| {
            match self.format {
                ExplainFormat::Human => {
                    for (at, evaluation) in evaluations.iter().enumerate() {
                        let rule = if at > 0 { "\n" } else { "" };
                        write!(out, "{rule}{}", explain::human(evaluation, explain::Look { colour, width }))?;
                    }
                }
                ExplainFormat::Md => {
                    for (at, evaluation) in evaluations.iter().enumerate() {
                        write!(out, "{}{}", if at > 0 { "\n" } else { "" }, explain::markdown(evaluation))?;
                    }
                }
                ExplainFormat::Json => {
                    match evaluations {
                        [only] if is_single => serde_json::to_writer_pretty(&mut *out, only)?,
                        all => serde_json::to_writer_pretty(&mut *out, all)?,
                    }
                    writeln!(out)?;
                }
            }
            Ok(Exit::Fine)
        })
    }
}

/// What to say where columns are missing: perhaps only the condition needs them. `asked` is `rules` with what only it names.
fn unbound(error: BindError, rules: &Rules, asked: &Rules) -> Failure {
    let BindError::Missing { list, columns, all, there, .. } = error else { return error.into() };
    let of_list = |name: &str| rules.fields.iter().find(|field| field.name == name)?.entries.as_ref();
    let fields = match &list {
        None => rules.fields.as_slice(),
        Some(list) => of_list(list).map_or(&[][..], |entry| entry.fields.as_slice()),
    };
    let needs = |field: &Field| field.used || field.key || field.required;
    let rules_need = |name: &str| fields.iter().any(|field| field.name == name && needs(field));
    let of_rules = columns.iter().any(|column| rules_need(&column.field));
    let needed_by = if of_rules { NeededBy::Rules } else { NeededBy::Condition };
    // What is no column may be a slip in the name of what an entry holds.
    let of_entries = || {
        let entries = asked.fields.iter().filter_map(|field| field.entries.as_ref());
        entries.flat_map(|entry| &entry.fields).map(|field| field.name.as_str())
    };
    let slip = columns.iter().filter(|_| !of_rules).find_map(|column| did_you_mean(&column.field, of_entries()));
    let failure = Failure::from(BindError::Missing { needed_by, list, columns, all, there });
    match slip {
        Some(slip) => failure.help(slip),
        None => failure,
    }
}

/// Which leads are wanted.
enum Wanted<'a> {
    /// The one whose key says this.
    Key(FieldId, &'a str),
    /// The one that begins on this line.
    Line(u64),
    /// Those for which a condition is true.
    Where(&'a Condition),
    /// Each.
    All,
}

impl Wanted<'_> {
    fn takes(&self, lead: &Lead, line: u64, rules: &Rules, today: Date) -> bool {
        match self {
            Wanted::Key(field, key) => lead.get(*field).is_some_and(|value| is_key(value, key)),
            Wanted::Line(wanted) => *wanted == line,
            Wanted::Where(condition) => Judged::new(rules, lead, today).truth(condition).is_true(),
            Wanted::All => true,
        }
    }

    fn none_found(&self) -> Failure {
        match self {
            Wanted::Key(_, key) => Failure::new(format!("no lead has the key `{key}`"))
                .help("`--line` chooses a lead by its line in the file, `--where` by a condition"),
            Wanted::Line(line) => Failure::new(format!("no lead begins on line {line}"))
                .help("lines count as in an editor: the header is line 1, and a cell may hold several lines"),
            Wanted::Where(_) => {
                Failure::new("the condition is true for no lead").help("a condition on what is unknown is not true")
            }
            Wanted::All => Failure::new("there are no leads").help("the file holds a header alone, or nothing"),
        }
    }
}

/// Whether a key's value is what was written on the command line, ignoring case.
fn is_key(value: &Value, written: &str) -> bool {
    let written = trim(written);
    match value {
        Value::Text(text) => text.folded() == fold(written),
        Value::Number(number) => written.parse::<f64>().is_ok_and(|written| written == *number),
        other => other.to_string() == written,
    }
}
