//! Fields find their members in JSON objects, which may have others in each record.

use super::bind::{BindError, NeededBy, Wanted};
use super::columns::folded;
use crate::value::trim;
use std::collections::HashMap;

/// How many names of members are remembered, and up to which length; others are looked at anew each time.
const REMEMBERED: usize = 10_000;
const LONGEST: usize = 200;

/// In which way a name fits a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Exact,
    PathHead,
    Loose,
}

/// What each field has in one record: the places, counted from 0, of the members that fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub exact: Option<usize>,
    pub path_head: Option<usize>,
    pub loose: Option<usize>,
}

/// Which members are whose.
#[derive(Clone, Debug)]
pub(super) struct Members {
    wanted: Vec<Wanted>,
    /// Fields by the exact name, by the first part of the path, by the loose name.
    exact: HashMap<String, Vec<usize>>,
    path_heads: HashMap<String, Vec<usize>>,
    loose: HashMap<String, Vec<usize>>,
    /// The fields that a name fits, for names that have come up.
    known: HashMap<String, Vec<(usize, Stage)>>,
    /// The name that each field was found under loosely.
    loosely: Vec<Option<String>>,
    /// Whether each field has come up in any record.
    seen: Vec<bool>,
    records: u64,
    found: Vec<Found>,
}

impl Members {
    pub fn new(wanted: Vec<Wanted>) -> Members {
        let (mut exact, mut path_heads, mut loose) = (HashMap::new(), HashMap::new(), HashMap::new());
        let add = |names: &mut HashMap<String, Vec<usize>>, name: &str, at| {
            names.entry(name.to_owned()).or_default().push(at);
        };
        for (at, one) in wanted.iter().enumerate().filter(|(_, one)| one.read) {
            add(&mut exact, &one.exact, at);
            if let Some(head) = one.path.as_ref().and_then(|path| path.first()) {
                add(&mut path_heads, head, at);
            }
            if !one.folded.is_empty() {
                add(&mut loose, &one.folded, at);
            }
        }
        let count = wanted.len();
        let (loosely, seen, found) = (vec![None; count], vec![false; count], vec![Found::default(); count]);
        Members { wanted, exact, path_heads, loose, known: HashMap::new(), loosely, seen, records: 0, found }
    }

    /// What each field looks for.
    pub fn wanted(&self, field: usize) -> Option<&Wanted> {
        self.wanted.get(field)
    }

    /// The names of the members that are looked for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let read = self.wanted.iter().filter(|one| one.read);
        read.map(|one| one.path.as_ref().and_then(|path| path.first()).unwrap_or(&one.exact).as_str())
    }

    /// What each field has among the members of these names. A name that comes up twice counts where it comes last.
    pub fn find<'a>(&mut self, names: impl Iterator<Item = &'a str>) -> Result<&[Found], BindError> {
        self.records += 1;
        self.found.fill(Found::default());
        let mut ambiguous = Vec::new();
        for (member, name) in names.enumerate() {
            let not_remembered;
            let fits = match self.known.get(name) {
                Some(fits) => fits,
                None if name.len() > LONGEST => {
                    not_remembered = self.fits(name);
                    &not_remembered
                }
                None => {
                    let fits = self.fits(name);
                    if self.known.len() >= REMEMBERED {
                        self.known.clear();
                    }
                    self.known.entry(name.to_owned()).or_insert(fits)
                }
            };
            for (field, stage) in fits {
                let Some(found) = self.found.get_mut(*field) else { continue };
                match stage {
                    Stage::Exact => found.exact = Some(member),
                    Stage::PathHead => found.path_head = Some(member),
                    Stage::Loose => {
                        found.loose = Some(member);
                        match self.loosely.get_mut(*field) {
                            Some(Some(earlier)) if earlier != name => ambiguous.push((*field, name)),
                            Some(place @ None) => *place = Some(name.to_owned()),
                            _ => {}
                        }
                    }
                }
            }
        }
        for (field, name) in ambiguous {
            // Where the exact name is there, the loose ones do not matter.
            let is_exact = self.found.get(field).is_some_and(|found| found.exact.is_some());
            let earlier = self.loosely.get(field).and_then(Option::as_deref).unwrap_or_default();
            match self.wanted.get(field) {
                Some(one) if !is_exact && !one.optional => return Err(one.ambiguous(earlier, name)),
                Some(_) if !is_exact => {
                    if let Some(found) = self.found.get_mut(field) {
                        *found = Found::default();
                    }
                }
                _ => {}
            }
        }
        Ok(&self.found)
    }

    /// Notes that a field has come up.
    pub fn saw(&mut self, field: usize) {
        if let Some(seen) = self.seen.get_mut(field) {
            *seen = true;
        }
    }

    /// At the end: whether every field that is needed came up in at least one record. No records lack nothing.
    /// `list` is the list of entries whose fields they are.
    pub fn check_all_seen(&self, list: Option<&str>) -> Result<(), BindError> {
        let names = || self.known.keys().map(String::as_str);
        let lacking = self.wanted.iter().zip(&self.seen).filter(|(one, seen)| one.read && one.needed && !**seen);
        let columns: Vec<_> = lacking.map(|(one, _)| one.missing(names())).collect();
        if columns.is_empty() || self.records == 0 {
            return Ok(());
        }
        let mut there: Vec<&str> = names().collect();
        there.sort_unstable();
        let (list, there) = (list.map(str::to_owned), there.into_iter().map(str::to_owned).collect());
        Err(BindError::Missing { needed_by: NeededBy::Rules, list, columns, all: false, there })
    }

    fn fits(&self, name: &str) -> Vec<(usize, Stage)> {
        let mut fits = Vec::new();
        let exact = self.exact.get(trim(name)).into_iter().flatten();
        fits.extend(exact.map(|field| (*field, Stage::Exact)));
        let heads = self.path_heads.get(name).into_iter().flatten();
        fits.extend(heads.map(|field| (*field, Stage::PathHead)));
        let loose = self.loose.get(&folded(name)).into_iter().flatten();
        let is_exact = |field: &&usize| self.wanted.get(**field).is_some_and(|one| one.exact == trim(name));
        fits.extend(loose.filter(|field| !is_exact(field)).map(|field| (*field, Stage::Loose)));
        fits
    }
}

/// What stands at the end of a path below a member; `None` where it leads nowhere.
pub(super) fn follow<'j>(json: &'j serde_json::Value, path: &[String]) -> Option<&'j serde_json::Value> {
    path.iter().try_fold(json, |json, name| json.get(name.as_str()))
}
