//! Makes the fixes that are safe: the text comes out with less to find, and means what it meant.
//!
//! Nothing is taken on trust. Each result is checked again; one with an error that was not there before is thrown away, and so is
//! one that is not proved to mean the same.

use super::Settings;
use crate::analysis::same_meaning;
use crate::check::{self, Checked, Loader};
use crate::diagnostic::{Edit, Finding, Name};
use crate::rules::Rules;
use crate::source::{FileId, Source};
use crate::syntax::MOST;
use std::collections::{BTreeMap, HashMap};

/// How often fixes are made and looked for again: a fix may bring the next one to light, or stand in its way.
const ROUNDS: usize = 20;
/// How many results are looked at in all. Where all fixes are good, it is one a round.
const TRIES: usize = 60;

/// What came of fixing a rule file.
#[derive(Debug)]
pub struct Fixed {
    /// The main file, with all fixes made. Files that it uses are never changed.
    pub source: Source,
    /// What it came to.
    pub checked: Checked,
    /// What is left. Where `safe_to_fix` still stands, it could not be proved that nothing else would change.
    pub findings: Vec<Finding>,
    /// How many fixes were made.
    pub made: usize,
}

/// Makes all fixes of a rule file that are safe.
///
/// While the file has errors, only those are mended, by fixes that write the same in other words. After that, the fixes of lints
/// are made that are proved to keep what the ruleset means; for that, the settings must say which day it is. Of two that are in each other's way, the first is made, and then the other looked
/// for again.
///
/// ```
/// use qualify::check::NoFiles;
/// use qualify::lint::{Settings, fix};
/// use qualify::source::Source;
/// let source = Source::new("a.qual", "when downloads == 2 then +20\n");
/// let fixed = fix(source, &NoFiles, &|_| Settings::default());
/// assert_eq!(fixed.source.text(), "when downloads = 2 then +20\n");
/// assert_eq!((fixed.made, fixed.findings.len()), (1, 0));
/// ```
pub fn fix(source: Source, loader: &dyn Loader, settings: &dyn Fn(&Rules) -> Settings) -> Fixed {
    let mut fixer = Fixer { loader, settings, tries: TRIES };
    let checked = check::check(source.clone(), loader);
    let mut fixed = fixer.look(source, checked, 0);
    for _ in 0..ROUNDS {
        match fixer.round(&fixed) {
            Some(next) => fixed = next,
            None => break,
        }
    }
    fixed
}

struct Fixer<'f> {
    loader: &'f dyn Loader,
    settings: &'f dyn Fn(&Rules) -> Settings,
    /// How many more results may be looked at.
    tries: usize,
}

impl Fixer<'_> {
    fn look(&self, source: Source, checked: Checked, made: usize) -> Fixed {
        let findings = super::lint(&checked, &(self.settings)(&checked.rules));
        Fixed { source, checked, findings, made }
    }

    /// Makes as many fixes at once as go together; `None` where none can be made.
    fn round(&mut self, old: &Fixed) -> Option<Fixed> {
        let fixes = apart(fixes(old));
        let mut good: Vec<&[Edit]> = Vec::new();
        let mut result = None;
        // Where all of them together will not do, each half is tried by itself, and so on.
        let mut parts = vec![&fixes[..]];
        while let Some(part) = parts.pop() {
            if part.is_empty() {
                continue;
            }
            let wanted: Vec<&[Edit]> = good.iter().chain(part).copied().collect();
            match self.attempt(old, &wanted) {
                Some(new) => {
                    good = wanted;
                    result = Some(new);
                }
                None if part.len() > 1 => {
                    let (first, second) = part.split_at(part.len() / 2);
                    parts.extend([second, first]);
                }
                None => {}
            }
        }
        let (source, checked) = result?;
        Some(self.look(source, checked, old.made + good.len()))
    }

    /// The text with these fixes made, if it may stand.
    fn attempt(&mut self, old: &Fixed, fixes: &[&[Edit]]) -> Option<(Source, Checked)> {
        self.tries = self.tries.checked_sub(1)?;
        let source = Source::new(old.source.name(), edited(old.source.text(), fixes)?);
        let new = check::check(source.clone(), self.loader);
        let may_stand = match old.checked.has_errors() {
            true => has_fewer_errors(&old.checked, &new, fixes),
            false => {
                let rules = &old.checked.rules;
                let is_proved = |today| same_meaning(rules, &new.rules, today);
                let today = (self.settings)(rules).today;
                !new.has_errors() && (says_the_same(&old.checked, &new) || today.is_some_and(is_proved))
            }
        };
        may_stand.then_some((source, new))
    }
}

/// Whether [`fix`] tries the edits of a finding: they are safe, in the main file, and as long as there are errors they mend one.
///
/// ```
/// use qualify::lint::is_fixable;
/// use qualify::{Folder, inspect, source::Source};
/// let inspected = inspect(Source::new("a.qual", "when downloads == 2 then +20"), &Folder);
/// assert!(is_fixable(&inspected.findings[0], inspected.rules.is_none()));
/// ```
pub fn is_fixable(finding: &Finding, has_errors: bool) -> bool {
    // A lint that is denied is no error of the rules.
    let is_error = finding.name.about().group.is_none();
    let edits = finding.fix.as_deref().unwrap_or_default();
    let is_in_main_file = edits.iter().all(|edit| edit.place.file == FileId(0));
    finding.safe_to_fix && has_errors == is_error && !edits.is_empty() && is_in_main_file
}

/// The fixes that are tried, by where they begin.
fn fixes(old: &Fixed) -> Vec<&[Edit]> {
    let has_errors = old.checked.has_errors();
    let wanted = old.findings.iter().filter(|finding| is_fixable(finding, has_errors));
    let mut fixes: Vec<&[Edit]> = wanted.filter_map(|finding| finding.fix.as_deref()).collect();
    fixes.sort_by_key(|edits| edits.iter().map(|edit| edit.place.span).min());
    fixes
}

/// Of fixes that touch each other, the first.
fn apart(fixes: Vec<&[Edit]>) -> Vec<&[Edit]> {
    // Where what was taken so far begins and ends; nothing of it overlaps.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    for edits in fixes {
        let is_free = edits.iter().all(|edit| {
            let span = edit.place.span;
            taken.range(..=span.end).next_back().is_none_or(|(_, end)| *end < span.start)
        });
        if is_free {
            taken.extend(edits.iter().map(|edit| (edit.place.span.start, edit.place.span.end)));
            kept.push(edits);
        }
    }
    kept
}

/// The text with all edits made; `None` where they overlap or lie outside of it.
fn edited(text: &str, fixes: &[&[Edit]]) -> Option<String> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|edits| edits.iter()).collect();
    edits.sort_by_key(|edit| edit.place.span);
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        new.push_str(text.get(done..edit.place.span.start)?);
        new.push_str(&edit.text);
        done = edit.place.span.end;
    }
    new.push_str(text.get(done..)?);
    Some(new)
}

/// Whether some of the errors are gone, and none is new.
///
/// Of a file with very many errors only the first are told; what then follows them is not new. Some of those may have been
/// joined, so that there are fewer than were found.
fn has_fewer_errors(old: &Checked, new: &Checked, fixes: &[&[Edit]]) -> bool {
    let told_to = |checked: &Checked| {
        let places = checked.findings.iter().filter(|finding| finding.is_error()).filter_map(|finding| finding.place);
        let starts: Vec<usize> = places.filter(|place| place.file == FileId(0)).map(|place| place.span.start).collect();
        starts.into_iter().max().filter(|_| checked.findings.len() >= MOST / 2)
    };
    let old_end = told_to(old).unwrap_or(usize::MAX);
    let edits = fixes.iter().flat_map(|edits| edits.iter()).filter(|edit| edit.place.span.start < old_end);
    let new_end = edits.fold(old_end, |end, edit| (end - edit.place.span.len()).saturating_add(edit.text.len()));
    let (mut before, after) = (errors(old, old_end), errors(new, new_end));
    let is_less = after.values().sum::<usize>() < before.values().sum::<usize>();
    is_less && after.into_iter().all(|(error, count)| before.remove(&error).is_some_and(|was| count <= was))
}

/// How often each error is there before a place in the main file, or elsewhere. Where each is changes with the text before it.
fn errors(checked: &Checked, end: usize) -> HashMap<(Name, &str), usize> {
    let mut errors = HashMap::new();
    let is_told =
        |finding: &&Finding| finding.place.is_none_or(|place| place.file != FileId(0) || place.span.start < end);
    for finding in checked.findings.iter().filter(|finding| finding.is_error()).filter(is_told) {
        *errors.entry((finding.name, finding.message.as_str())).or_default() += 1;
    }
    errors
}

/// Whether two versions differ in their comments and their layout alone.
fn says_the_same(old: &Checked, new: &Checked) -> bool {
    old.trees.len() == new.trees.len()
        && old.trees.iter().zip(&new.trees).all(|((_, old), (_, new))| old.items == new.items)
}
