//! One run, from opening the leads to the summary.

use super::added::{AddedCells, AddedOptions, step_name};
use super::batch::Rows;
use super::previous::Previous;
use super::progress::Progress;
use super::sink::Sink;
use super::stats::Stats;
use super::summary::Summary;
use super::table::Preview;
use super::typed::Typed;
use super::{OutputFormat, ScoreArgs, SummaryFormat};
use crate::Ruleset;
use crate::batch::{Batch, Scoring};
use crate::cli::atomic::is_same_target;
use crate::cli::events::Watch;
use crate::cli::failure::Failure;
use crate::cli::interrupt::Interrupt;
use crate::cli::output::Exit;
use crate::cli::reading::{Rejects, is_stdin};
use crate::cli::style::{ColorWhen, Look};
use crate::eval::Judge;
use crate::plan::Plan;
use crate::records::{
    BindOptions, Compression, Damage, DataIssues, Format, JoinedEntries, JoinedFile, Keep, LeadReader, Reader, Record,
    Step, WriteOptions, Written, delimiter_of_name, folded,
};
use crate::rules::{Field, FieldId, LadderId, Lead, Rules};
use crate::value::Value;
use jiff::civil::Date;
use std::collections::HashSet;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Everything that a run has at hand.
pub struct Run<'a> {
    args: &'a ScoreArgs,
    ruleset: &'a Ruleset,
    rules: &'a Rules,
    today: Date,
    interrupt: Interrupt,
    progress: Progress,
    reader: Reader,
    leads: LeadReader<'a>,
    previous: Option<Previous>,
    /// How long the files of events took.
    before_leads: Duration,
}

impl<'a> Run<'a> {
    /// Opens what is read.
    pub fn new(args: &'a ScoreArgs, ruleset: &'a Ruleset) -> Result<Run<'a>, Failure> {
        let rules = ruleset.rules();
        if is_stdin(&args.rules) && is_stdin(&args.leads) {
            return Err(Failure::new("the rules and the leads cannot both come from standard input")
                .help("name the file of one of them"));
        }
        if let Some(previous) = args.previous.as_deref().filter(|path| is_stdin(path)) {
            let shared = [(&args.rules, "the rules"), (&args.leads, "the leads")];
            if let Some((_, what)) = shared.into_iter().find(|(path, _)| path.as_path() == previous) {
                let message = format!("{what} and the earlier result cannot both come from standard input");
                return Err(Failure::new(message).help("name the file of one of them"));
            }
        }
        let interrupt = Interrupt::listen();
        let options = BindOptions { all_fields: args.typed, ..args.lead.bind_options() };
        let joined = args.lead.lists(rules, args.lead.bind_options(), &taken(args))?;
        let progress = Progress::new(&args.leads, "leads", args.quiet);
        let reader = args.lead.read.open_through(&args.leads, |source| progress.count(source))?;
        if args.typed && reader.columns().is_none() {
            return Err(Failure::new("`--typed` rewrites the cells of CSV leads, but these are JSON")
                .help("JSON has types of its own: leave `--typed` out"));
        }
        let mut leads = LeadReader::joined(&rules.fields, reader.columns(), options, joined)?;
        let mut watched = Watched { progress: None, quiet: args.quiet, interrupt: &interrupt };
        let read = args.lead.read_events(&mut leads, args.lead.bind_options(), &mut watched);
        watched.end();
        read?;
        let before_leads = if args.lead.events.is_empty() { Duration::ZERO } else { progress.so_far() };
        let previous = args.previous.as_deref();
        let previous = previous.map(|path| Previous::read(path, rules, &args.prefix, &interrupt)).transpose()?;
        let today = args.lead.today(rules);
        Ok(Run { args, ruleset, rules, today, interrupt, progress, reader, leads, previous, before_leads })
    }

    /// Scores all leads, and says at the end what was found.
    pub fn finish(self, color: ColorWhen) -> Result<Exit, Failure> {
        match self.can_be_batched() {
            true => self.by_the_block(color),
            false => self.lead_by_lead(color),
        }
    }

    /// Whether leads can be read and scored by the block. What is small is sooner done lead by lead.
    fn can_be_batched(&self) -> bool {
        let args = self.args;
        let has_entries = self.rules.fields.iter().any(|field| field.entries.is_some() && field.used);
        !args.plain
            && (args.block.is_some() || !self.reader.is_small())
            && Batch::can_read(&self.reader)
            && self.format() == Some(Format::Csv)
            && !args.typed
            && args.previous.is_none()
            && !has_entries
    }

    /// Scores all leads on several threads.
    fn by_the_block(self, color: ColorWhen) -> Result<Exit, Failure> {
        let args = self.args;
        let names = self.added_cells().names();
        let mut sink = self.sink(Some(Format::Csv), &names)?.into_rows()?;
        let mut rejects = args.lead.read.rejects(&self.reader, &self.inputs())?;
        let keep = self.keep()?;
        let Run { rules, today, interrupt, mut progress, reader, leads, before_leads, .. } = self;
        let columns: Vec<String> = reader.columns().map(<[String]>::to_vec).unwrap_or_default();
        let name = args.output.as_deref().filter(|path| !is_stdin(path)).map(|path| path.to_string_lossy());
        let kept = columns.iter().enumerate().filter(|(_, name)| keep.holds(name)).map(|(at, _)| at);
        let rows = Rows {
            columns: &columns,
            kept: Some(kept.collect()).filter(|kept: &Vec<usize>| kept.len() < columns.len()),
            from: reader.delimiter(),
            to: delimiter_of_name(&name.unwrap_or_default()).unwrap_or_else(|| reader.delimiter()),
            reasons: !args.no_reasons && rules.gives_points(),
        };
        let plan = Plan::new(rules, today);
        let fields = (0..rules.fields.len()).map(FieldId);
        let columns_of: Vec<Option<usize>> = fields.map(|field| leads.column(field)).collect();
        let is_read = |(field, column): (&Field, &Option<usize>)| {
            field.entries.is_none() && (column.is_some() || field.used || field.key || field.required)
        };
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        let scoring = Scoring {
            plan: &plan,
            read: rules.fields.iter().zip(&columns_of).map(is_read).collect(),
            columns: columns_of,
            threads: args.threads.map_or_else(cores, usize::from),
            block: args.block,
        };
        let Some(batch) = Batch::new(reader) else { return Err(Failure::new("the leads cannot be read in blocks")) };
        let scored = super::batch::score(batch, &scoring, &rows, |rows, records, leads, rejected| {
            if interrupt.is_set() {
                return Err(Failure::Interrupted);
            }
            rejected.iter().try_for_each(|rejected| rejects.add(rejected))?;
            progress.show(leads);
            sink.write_rows(rows, records)
        })?;
        let found = Found {
            args,
            rules,
            today,
            took: &progress,
            before_leads,
            stats: &scored.stats,
            issues: &scored.issues,
            joins: &[],
            damage: &scored.damage,
            previous: None,
        };
        found.end(sink, rejects, color)
    }

    fn lead_by_lead(mut self, color: ColorWhen) -> Result<Exit, Failure> {
        let args = self.args;
        let mut work = self.work()?;
        let mut rejects = args.lead.read.rejects(&self.reader, &self.inputs())?;
        let mut record = Record::default();
        loop {
            if self.interrupt.is_set() {
                return Err(Failure::Interrupted);
            }
            match self.reader.read(&mut record)? {
                Step::Record => work.add(&record, self.leads.read(&record)?, self.previous.as_ref())?,
                Step::Rejected(rejected) => rejects.add(&rejected)?,
                Step::End => break,
            }
            self.progress.tick(work.stats.leads);
        }
        let damage = self.reader.damage();
        self.leads.check_joins()?;
        let joins = self.leads.joins();
        let issues = self.leads.finish()?;
        let found = Found {
            args,
            rules: self.rules,
            today: self.today,
            took: &self.progress,
            before_leads: self.before_leads,
            stats: &work.stats,
            issues: &issues,
            joins: &joins,
            damage,
            previous: self.previous.as_ref(),
        };
        found.end(work.sink, rejects, color)
    }

    /// The cells that are added to each lead.
    fn added_cells(&self) -> AddedCells<'a> {
        let (args, rules) = (self.args, self.rules);
        let format = self.format();
        let options = AddedOptions {
            prefix: args.prefix.clone(),
            reasons: !args.no_reasons && rules.gives_points(),
            before: self.previous.is_some(),
            json: matches!(format, Some(format) if format.is_json()),
        };
        AddedCells::new(rules, options)
    }

    /// Begins to write.
    fn work(&self) -> Result<Work<'a>, Failure> {
        let (args, rules) = (self.args, self.rules);
        let cells = self.added_cells();
        let columns = self.reader.columns().map_or(0, <[String]>::len);
        Ok(Work {
            rules,
            today: self.today,
            changed_only: args.changed,
            judge: Judge::new(rules),
            stats: Stats::new(rules),
            sink: self.sink(self.format(), &cells.names())?,
            typed: args.typed.then(|| Typed::new(rules, &self.leads, columns)),
            cells,
        })
    }

    /// The format of the result; `None` is a table.
    fn format(&self) -> Option<Format> {
        let by_name = |path: &PathBuf| Format::of_name(&path.to_string_lossy());
        match (self.args.format, &self.args.output) {
            (Some(OutputFormat::Csv), _) => Some(Format::Csv),
            (Some(OutputFormat::Ndjson), _) => Some(Format::Ndjson),
            (Some(OutputFormat::Json), _) => Some(Format::Json),
            (Some(OutputFormat::Table), _) => None,
            (None, Some(path)) => by_name(path).or(Some(self.reader.format())),
            (None, None) if io::stdout().is_terminal() => None,
            (None, None) => Some(self.reader.format()),
        }
    }

    /// What is read in this run, and must not be written to: the leads, an earlier result, and all files of the ruleset.
    fn inputs(&self) -> Vec<&'a Path> {
        let leads = [Some(self.args.leads.as_path()), self.args.previous.as_deref()];
        let leads = leads.into_iter().flatten().filter(|path| !is_stdin(path));
        let rules = self.ruleset.sources().iter().map(|(_, source)| Path::new(source.name()));
        let events = self.args.lead.events.iter().map(|events| events.file.as_path()).filter(|path| !is_stdin(path));
        leads.chain(events).chain(rules.filter(|_| !is_stdin(&self.args.rules))).collect()
    }

    fn sink(&self, format: Option<Format>, added: &[String]) -> Result<Sink, Failure> {
        let args = self.args;
        let columns = self.reader.columns();
        if args.typed && format != Some(Format::Csv) {
            return Err(Failure::new("`--typed` writes CSV").help("add `--format csv`"));
        }
        check_names(added)?;
        let Some(format) = format else {
            if args.output.is_some() {
                return Err(Failure::new("a table is for the eye, not for a file")
                    .help("leave `-o` out, or choose another `--format`"));
            }
            let key = self.rules.key().and_then(|key| self.rules.fields.get(key.0)).map(|field| field.name.as_str());
            let width = Look::of(ColorWhen::Never, &io::stdout()).width;
            return Ok(Sink::Table(Preview::new(key, added, u16::try_from(width).unwrap_or(u16::MAX))));
        };
        let output = args.output.as_deref().filter(|path| !is_stdin(path));
        if let (Some(output), Some(rejects)) = (output, args.lead.read.rejects.as_deref())
            && is_same_target(output, rejects)
        {
            let name = output.display();
            return Err(Failure::new(format!("`-o` and `--rejects` both name `{name}`"))
                .help("name another file for one of them"));
        }
        let name = output.map(|path| path.to_string_lossy()).unwrap_or_default();
        check_extension(&name, args.format.is_some())?;
        let options = WriteOptions {
            format,
            delimiter: delimiter_of_name(&name).unwrap_or_else(|| self.reader.delimiter()),
            compression: Compression::of_name(&name),
            keep: self.keep()?,
            members: self.leads.members(),
        };
        let inputs = self.inputs();
        Sink::records(output.map(|path| (path, inputs.as_slice())), columns, added, options)
    }

    /// Which columns stay. A name that the leads do not have is a slip.
    fn keep(&self) -> Result<Keep, Failure> {
        let columns = self.reader.columns();
        let is_there = |name: &str| columns.is_some_and(|columns| columns.iter().any(|column| column.trim() == name));
        let mut names = Vec::new();
        for given in self.args.keep.iter().map(|given| given.trim()) {
            match given {
                // A column's name may hold commas.
                one if is_there(one) => names.push(one.to_owned()),
                "all" if self.args.keep.len() == 1 => return Ok(Keep::All),
                "none" if self.args.keep.len() == 1 => return Ok(Keep::None),
                several => names.extend(several.split(',').map(|name| name.trim().to_owned())),
            }
        }
        if let Some(columns) = columns {
            names = names.into_iter().map(|name| column_named(&name, columns)).collect::<Result<_, _>>()?;
        }
        Ok(Keep::Only(names))
    }
}

/// What a run has found, once all leads are scored.
struct Found<'f> {
    args: &'f ScoreArgs,
    rules: &'f Rules,
    today: Date,
    took: &'f Progress,
    before_leads: Duration,
    stats: &'f Stats,
    issues: &'f DataIssues,
    joins: &'f [(FieldId, JoinedEntries)],
    damage: &'f Damage,
    previous: Option<&'f Previous>,
}

impl Found<'_> {
    /// Ends the writing, and says what was found.
    fn end(self, sink: Sink, rejects: Rejects, color: ColorWhen) -> Result<Exit, Failure> {
        let args = self.args;
        let is_bad_file =
            |file: &JoinedFile| !file.issues.is_empty() || file.key.unreadable > 0 || file.damage.rejected.count > 0;
        let is_bad = !self.issues.is_empty()
            || self.damage.rejected.count > 0
            || self.joins.iter().any(|(_, joined)| joined.files.iter().any(is_bad_file));
        let is_failure = |written: &Written| args.strict && (is_bad || written.without_column.count > 0);
        let written = sink.finish(|written| !is_failure(written))?;
        let is_strict_failure = is_failure(&written);
        rejects.commit()?;
        let summary = Summary {
            rules: self.rules,
            today: self.today,
            took: self.took.end(),
            before_leads: self.before_leads,
            stats: self.stats,
            issues: self.issues,
            joins: self.joins,
            damage: self.damage,
            written: &written,
            changed_only: args.changed,
            previous: self.previous.map(|previous| &previous.issues),
            output: args.output.as_deref().filter(|path| !is_stdin(path) && !is_strict_failure),
        };
        say(args, &summary, color, is_strict_failure);
        Ok(if is_strict_failure { Exit::Found } else { Exit::Fine })
    }
}

/// The column that a name on the command line means, as the fields of the rules find theirs: the one of exactly that name, or else
/// the one that differs only in case, spaces, `_`, `-` and `.`.
fn column_named(name: &str, columns: &[String]) -> Result<String, Failure> {
    let columns = || columns.iter().map(|column| column.trim());
    if columns().any(|column| column == name) {
        return Ok(name.to_owned());
    }
    let wanted = folded(name);
    let mut near = columns().filter(|column| !wanted.is_empty() && folded(column) == wanted);
    let Some(found) = near.next() else {
        let failure = Failure::new(format!("`--keep` names `{name}`, but the leads have no such column"));
        let near = crate::check::suggest::did_you_mean(name, columns());
        return Err(failure.help(near.unwrap_or_else(|| "names of columns stand with commas between".to_owned())));
    };
    match near.find(|other| *other != found) {
        Some(other) => {
            Err(Failure::new(format!("two columns could be the `{name}` of `--keep`: `{found}` and `{other}`"))
                .help("write the name just as it stands in the file"))
        }
        None => Ok(found.to_owned()),
    }
}

/// What is read in a run beside events.
fn taken(args: &ScoreArgs) -> Vec<(&Path, &'static str)> {
    let mut taken = vec![(args.rules.as_path(), "the rules"), (args.leads.as_path(), "the leads")];
    taken.extend(args.previous.as_deref().map(|path| (path, "the earlier result")));
    taken
}

/// The reading of events, with a bar for each file.
struct Watched<'a> {
    progress: Option<Progress>,
    quiet: bool,
    interrupt: &'a Interrupt,
}

impl Watched<'_> {
    fn end(&self) {
        if let Some(progress) = &self.progress {
            progress.end();
        }
    }
}

impl Watch for Watched<'_> {
    fn begin(&mut self, file: &Path, source: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        self.end();
        self.progress.insert(Progress::new(file, "events", self.quiet)).count(source)
    }

    fn go_on(&mut self, entries: u64) -> bool {
        if let Some(progress) = &mut self.progress {
            progress.tick(entries);
        }
        !self.interrupt.is_set()
    }
}

/// What is done with each lead.
struct Work<'a> {
    rules: &'a Rules,
    today: Date,
    changed_only: bool,
    judge: Judge<'a>,
    stats: Stats,
    cells: AddedCells<'a>,
    typed: Option<Typed>,
    sink: Sink,
}

impl Work<'_> {
    /// Judges a lead, counts it and writes it.
    fn add(&mut self, record: &Record, lead: &Lead, previous: Option<&Previous>) -> Result<(), Failure> {
        let verdict = self.judge.judge(lead, self.today);
        let key = self.rules.key().and_then(|key| lead.get(key)).map(Value::in_cell);
        self.stats.add(verdict, record.line(), key.as_deref());
        let before = previous.and_then(|previous| previous.of(lead));
        let now = |ladder| step_name(self.rules, verdict, LadderId(ladder));
        let has_moved = before.is_none_or(|before| before.iter().enumerate().any(|(at, step)| **step != *now(at)));
        if self.changed_only && !has_moved {
            return Ok(());
        }
        self.cells.fill(verdict, before);
        let record = match &mut self.typed {
            Some(typed) => typed.rewrite(record, lead),
            None => record,
        };
        self.sink.write(record, key.as_deref(), &self.cells)
    }
}

/// Refuses two added columns of one name: a score may be called `reasons`.
fn check_names(added: &[String]) -> Result<(), Failure> {
    let mut seen = HashSet::new();
    match added.iter().find(|name| !seen.insert(name.to_ascii_lowercase())) {
        Some(name) => Err(Failure::new(format!("the result would have two columns named `{name}`"))
            .help("rename the score, ladder or label of that name")),
        None => Ok(()),
    }
}

/// Refuses to write CSV into a file whose name says that it is something else.
fn check_extension(name: &str, format_is_said: bool) -> Result<(), Failure> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "xlsx" | "xls" | "ods" | "parquet" | "pq" | "zip" | "bz2" | "xz" if !format_is_said => {
            Err(Failure::new(format!("`.{extension}` files cannot be written"))
                .help("name a `.csv`, `.tsv`, `.ndjson` or `.json` file, if you like with `.gz` or `.zst` after it"))
        }
        _ => Ok(()),
    }
}

fn say(args: &ScoreArgs, summary: &Summary, color: ColorWhen, is_strict_failure: bool) {
    let mut text = match args.summary {
        SummaryFormat::Json => format!("{}\n", summary.json()),
        SummaryFormat::Human if args.quiet => String::new(),
        SummaryFormat::Human => summary.human(Look::of(color, &io::stderr())),
    };
    if is_strict_failure && args.summary == SummaryFormat::Human {
        let lost = args.output.as_ref().map(|path| format!("; `{}` was not written", path.display()));
        text.push_str(&format!(
            "\nerror: `--strict`: there are data that could not be read or written, or required values that are missing{}\n",
            lost.unwrap_or_default()
        ));
    }
    // The result stands; that nobody reads this is no error.
    let _ = io::stderr().write_all(crate::cli::style::clean(&text).as_bytes());
}
