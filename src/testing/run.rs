//! Running tests.

use super::Coverage;
use super::parts::parts;
use crate::eval::words::{each_once, turned_out};
use crate::eval::{At, Evaluation, Judged, disqualified_because, given, has_reason, label_because, reasons};
use crate::rules::{Expectation, LabelId, Rules, Wanted};
use crate::source::{Place, Sources};
use crate::value::fold;
use serde::Serialize;

/// What became of the tests of a ruleset.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TestReport {
    /// The tests that were run, in the order of the file.
    pub results: Vec<TestResult>,
    /// Which parts of the rules they have tried.
    pub coverage: Coverage,
}

impl TestReport {
    /// Whether every test passed.
    pub fn passed(&self) -> bool {
        self.results.iter().all(TestResult::passed)
    }
}

/// What became of one test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TestResult {
    /// Its name.
    pub name: String,
    /// What it expected and did not get; empty where it passed.
    pub failures: Vec<Failure>,
    /// What came out of its lead, and why.
    pub evaluation: Evaluation,
    /// The whole test.
    #[serde(skip)]
    pub place: Place,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

impl TestResult {
    /// Whether all that it expected came out.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Something that a test expected and did not get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// What was expected, as it is said: `fit = 45`.
    pub expected: String,
    /// What came out: `fit is 40`.
    pub actual: String,
    /// The expectation.
    #[serde(skip)]
    pub place: Place,
    /// Where it stands.
    #[serde(flatten)]
    pub at: At,
}

/// Runs the tests of a ruleset, or only those whose names hold a text, ignoring case. The sources are those of the rules.
///
/// ```
/// use qualify::check::{NoFiles, check};
/// use qualify::{source::Source, testing::run};
/// let text = "when vip then +1  test \"no points\" { given { vip = no } expect score = 1 }";
/// let checked = check(Source::new("a.qual", text), &NoFiles);
/// let report = run(&checked.rules, &checked.sources, None);
/// assert_eq!(report.results[0].failures[0].actual, "score is 0");
/// assert_eq!(report.coverage.percent(), 0);
/// ```
pub fn run(rules: &Rules, sources: &Sources, filter: Option<&str>) -> TestReport {
    let filter = filter.map(fold);
    let parts = parts(rules);
    let mut report = TestReport { results: Vec::new(), coverage: Coverage::new(rules, &parts, sources) };
    for test in &rules.tests {
        if filter.as_ref().is_some_and(|filter| !fold(&test.name).contains(&**filter)) {
            continue;
        }
        let (lead, today) = given(rules, test);
        let judged = Judged::new(rules, &lead, today);
        report.coverage.add(&parts, &judged);
        report.results.push(TestResult {
            name: test.name.clone(),
            failures: test.expect.iter().filter_map(|one| failure(one, rules, sources, &judged)).collect(),
            evaluation: judged.evaluation(sources),
            place: test.place,
            at: At::of(test.place, sources),
        });
    }
    report
}

/// Which parts of the rules all tests together have tried: the same as in [`run`], without what each test gave.
///
/// ```
/// use qualify::check::{NoFiles, check};
/// use qualify::{source::Source, testing::coverage};
/// let text = "when vip then +1  test \"no points\" { given { vip = no } expect score = 0 }";
/// let checked = check(Source::new("a.qual", text), &NoFiles);
/// let seen = coverage(&checked.rules, &checked.sources).parts[0].seen;
/// assert_eq!((seen.fired, seen.not_fired), (0, 1));
/// ```
pub fn coverage(rules: &Rules, sources: &Sources) -> Coverage {
    let parts = parts(rules);
    let mut coverage = Coverage::new(rules, &parts, sources);
    for test in &rules.tests {
        let (lead, today) = given(rules, test);
        coverage.add(&parts, &Judged::new(rules, &lead, today));
    }
    coverage
}

fn failure(expected: &Expectation, rules: &Rules, sources: &Sources, judged: &Judged) -> Option<Failure> {
    let actual = match &expected.wanted {
        Wanted::Condition(condition) if judged.truth(condition).is_true() => return None,
        Wanted::Condition(condition) => each_once(judged.decided_by(condition).iter().map(turned_out)).join(", "),
        Wanted::Reason(wanted) => missing_reason(wanted, rules, judged)?,
        Wanted::NoReason(wanted) if !has_reason(rules, judged.verdict(), wanted) => return None,
        Wanted::NoReason(wanted) => format!("`{wanted}` is one of the reasons"),
    };
    Some(Failure {
        expected: expected.said.clone(),
        actual,
        place: expected.place,
        at: At::of(expected.place, sources),
    })
}

/// The reasons that there are, where the wanted one is not among them. Why a lead is disqualified is a reason too, and why it has
/// the value of a label.
fn missing_reason(wanted: &str, rules: &Rules, judged: &Judged) -> Option<String> {
    if has_reason(rules, judged.verdict(), wanted) {
        return None;
    }
    let fired = reasons(rules, judged.verdict());
    let labels = (0..rules.labels.len()).filter_map(|at| label_because(rules, judged.verdict(), LabelId(at)));
    let out = disqualified_because(rules, judged.verdict()).into_iter().chain(labels);
    let shown: Vec<String> = fired
        .iter()
        .map(|reason| format!("{} ({})", reason.reason, reason.points))
        .chain(out.map(str::to_owned))
        .collect();
    Some(if shown.is_empty() {
        "there are no reasons".to_owned()
    } else {
        format!("the reasons are {}", shown.join("; "))
    })
}
