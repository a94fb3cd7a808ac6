//! A ruleset that is ready to be used.

use crate::check::{self, Checked, LoadError, Loader, NoFiles};
use crate::diagnostic::{Finding, Name};
use crate::eval::{self, Evaluation, Judge};
use crate::folder::{self, Folder};
use crate::lint::{self, Settings};
use crate::records::{self, DataIssues, LeadError};
use crate::rules::{Lead, Rules};
use crate::source::{Source, Sources};
use jiff::civil::Date;
use serde::Serialize;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use thiserror::Error;

/// A checked ruleset: reads leads, and says of each what it is worth and why.
///
/// It is cheap to clone, and may be used from several threads at once.
///
/// ```
/// use qualify::Ruleset;
/// let ruleset = Ruleset::parse("when downloads >= 2 and company_size in 50..500 then +20")?;
/// assert!(ruleset.warnings().is_empty());
/// # Ok::<(), qualify::Findings>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ruleset {
    checked: Arc<Checked>,
    /// Worked out when first asked for: who only scores does not wait for it.
    warnings: Arc<OnceLock<Vec<Finding>>>,
}

impl Ruleset {
    /// Reads a ruleset from a text that names no other files.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, if anything is.
    pub fn parse(text: &str) -> Result<Ruleset, Findings> {
        Ruleset::from_source(Source::new("ruleset", text), &NoFiles)
    }

    /// Reads a rule file, and the files that it names, which must lie in its own folder or below it.
    ///
    /// ```
    /// let ruleset = qualify::Ruleset::load("rulesets/starter.qual")?;
    /// assert!(ruleset.warnings().is_empty());
    /// # Ok::<(), qualify::Findings>(())
    /// ```
    ///
    /// # Errors
    ///
    /// All that is wrong with it, if anything is; among that, that a file could not be read.
    pub fn load(path: impl AsRef<Path>) -> Result<Ruleset, Findings> {
        match read_source(path.as_ref()) {
            Ok(source) => Ruleset::from_source(source, &Folder),
            Err(finding) => Err(Findings { sources: Sources::default(), list: vec![*finding] }),
        }
    }

    /// Reads a ruleset whose files come from anywhere: from a database, from the program itself.
    ///
    /// # Errors
    ///
    /// All that is wrong with it, if anything is.
    pub fn from_source(source: Source, loader: &dyn Loader) -> Result<Ruleset, Findings> {
        let checked = check::check(source, loader);
        match checked.has_errors() {
            false => Ok(Ruleset { checked: Arc::new(checked), warnings: Arc::default() }),
            true => {
                let list = lint::lint(&checked, &Settings::default());
                Err(Findings { sources: checked.sources, list })
            }
        }
    }

    /// Says of a lead what it is worth, where it stands, and why, as of a day.
    ///
    /// The lead is anything that serialises to a map: a struct, a `HashMap`, a JSON object. Its members become the values of the
    /// fields as those of a JSON record do; what is absent, or cannot be read as its field's type, is unknown.
    /// [`Ruleset::read`] says what could not be read.
    ///
    /// ```
    /// use qualify::Ruleset;
    /// use jiff::civil::date;
    ///
    /// #[derive(serde::Serialize)]
    /// struct Lead<'a> { email: &'a str, downloads: u32, company_size: Option<u32> }
    ///
    /// let ruleset = Ruleset::parse(r#"
    ///     lead { email: text key  downloads: number  company_size: number }
    ///     when downloads >= 2            then +20 because "reads a lot"
    ///     when company_size in 50..500 then +10
    /// "#)?;
    /// let lead = Lead { email: "ada@example.com", downloads: 3, company_size: None };
    /// let evaluation = ruleset.evaluate(&lead, date(2026, 1, 15))?;
    /// assert_eq!(evaluation.scores[0].points.to_string(), "20");
    /// assert_eq!(evaluation.reasons[0].reason, "reads a lot");
    /// println!("{}", qualify::explain::human(&evaluation, Default::default()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The value is no struct or map, or two of its members fit one field.
    pub fn evaluate<T: Serialize + ?Sized>(&self, lead: &T, today: Date) -> Result<Evaluation, LeadError> {
        let (lead, _) = self.read(lead)?;
        Ok(eval::evaluate(&self.checked.rules, &self.checked.sources, &lead, today))
    }

    /// Reads a lead without judging it: the values of its fields, and what could not be read.
    ///
    /// # Errors
    ///
    /// The value is no struct or map, or two of its members fit one field.
    pub fn read<T: Serialize + ?Sized>(&self, lead: &T) -> Result<(Lead, DataIssues), LeadError> {
        records::lead_of(&self.checked.rules.fields, lead)
    }

    /// Judges many leads, one after the other, without the tree of reasons: the fast way to scores, steps and labels.
    ///
    /// ```
    /// use qualify::Ruleset;
    /// use jiff::civil::date;
    /// use serde_json::json;
    ///
    /// let ruleset = Ruleset::parse("when downloads >= 2 then +20")?;
    /// let mut judge = ruleset.judge();
    /// for lead in [json!({"downloads": 1}), json!({"downloads": 2})] {
    ///     let (lead, _) = ruleset.read(&lead)?;
    ///     let verdict = judge.judge(&lead, date(2026, 1, 15));
    ///     println!("{}", verdict.scores[0]);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn judge(&self) -> Judge<'_> {
        Judge::new(&self.checked.rules)
    }

    /// What is worth a look, although the ruleset runs.
    ///
    /// Worked out when first asked for, each lint at its own level and nothing said that depends on the day.
    pub fn warnings(&self) -> &[Finding] {
        self.warnings.get_or_init(|| lint::lint(&self.checked, &Settings::default()))
    }

    /// The files that the ruleset was read from, to which the places in findings and rules refer.
    pub fn sources(&self) -> &Sources {
        &self.checked.sources
    }

    /// The typed rule tree.
    pub fn rules(&self) -> &Rules {
        &self.checked.rules
    }
}

/// A rule file that was looked at: its files, all findings, and the rules where there is no error.
#[derive(Debug)]
pub struct Inspected {
    /// The main file, those it uses, and the lists and tables that they name.
    pub sources: Sources,
    /// What was found, in the order of the files.
    pub findings: Vec<Finding>,
    /// What the ruleset means, if it has no errors.
    pub rules: Option<Rules>,
}

/// Checks and lints a rule file, each lint at its own level and nothing said that depends on the day; never fails.
///
/// ```
/// use qualify::{Folder, inspect, source::Source};
/// let inspected = inspect(Source::new("a.qual", "when downloads == 2 then +20"), &Folder);
/// assert_eq!(inspected.findings[0].message, "write `=` instead of `==`");
/// ```
pub fn inspect(source: Source, loader: &dyn Loader) -> Inspected {
    inspect_with(source, loader, &Settings::default())
}

/// Checks and lints a rule file as the settings say; never fails.
///
/// ```
/// use qualify::{Folder, diagnostic::Severity, inspect_with, lint::Settings, source::Source};
/// let mut settings = Settings::default();
/// settings.levels.push(Severity::Error, "unused-definition")?;
/// let source = Source::new("a.qual", "define big = size > 500  when size > 50 then +5");
/// let inspected = inspect_with(source, &Folder, &settings);
/// assert!(inspected.findings[0].is_error());
/// # Ok::<(), String>(())
/// ```
pub fn inspect_with(source: Source, loader: &dyn Loader, settings: &Settings) -> Inspected {
    let checked = check::check(source, loader);
    let has_errors = checked.has_errors();
    let findings = lint::lint(&checked, settings);
    Inspected { sources: checked.sources, findings, rules: (!has_errors).then_some(checked.rules) }
}

/// Reads a rule file from the disk.
///
/// # Errors
///
/// The finding that it cannot be read, is too large, or is not text in UTF-8.
pub fn read_source(path: &Path) -> Result<Source, Box<Finding>> {
    let name = path.to_string_lossy().into_owned();
    source_of(&name, folder::read_file(path))
}

/// A rule file as it was read from anywhere: the text, or the finding that there is none.
pub(crate) fn source_of(name: &str, read: Result<Vec<u8>, LoadError>) -> Result<Source, Box<Finding>> {
    let finding = |name, message: String, help: &str| Box::new(Finding::without_place(name, message).help(help));
    let bytes = read.map_err(|error| match error {
        LoadError::TooLarge => {
            finding(Name::FileTooLarge, format!("`{name}` is too large for a rule file"), "is it a data file?")
        }
        error => finding(Name::UnreadableFile, format!("`{name}` cannot be read: {error}"), "check the path"),
    })?;
    String::from_utf8(bytes).map(|text| Source::new(name, text)).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        finding(
            Name::NotUtf8,
            format!("`{name}` is not text in UTF-8: line {line} has something else"),
            "save it from the editor as UTF-8; a rule file is plain text, not a spreadsheet or a document",
        )
    })
}

/// What is wrong with a ruleset, with the files that it is wrong in.
#[derive(Debug, Error)]
pub struct Findings {
    sources: Sources,
    list: Vec<Finding>,
}

impl Findings {
    /// The findings, in the order of the files; at least one of them is an error.
    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    /// The files that their places refer to.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}

impl fmt::Display for Findings {
    /// A line each: `file:line:column: severity[name]: message`, and where there is a way out, a second one: `help: ...`.
    ///
    /// ```
    /// let findings = qualify::Ruleset::parse("when downloads == 2 then +20").unwrap_err();
    /// let shown = findings.to_string();
    /// assert!(shown.starts_with("ruleset:1:16: error[foreign-operator]: write `=` instead of `==`\nhelp: "), "{shown}");
    /// ```
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, finding) in self.list.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            if let Some(place) = finding.place
                && let Some(source) = self.sources.get(place.file)
            {
                write!(f, "{}:{}: ", source.name(), source.position(place.span.start))?;
            }
            write!(f, "{}[{}]: {}", finding.severity, finding.name, finding.message)?;
            if let Some(help) = &finding.help {
                write!(f, "\nhelp: {help}")?;
            }
        }
        Ok(())
    }
}
