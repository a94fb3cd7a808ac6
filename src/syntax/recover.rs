//! From a text to a tree and findings: parse, recognise slips in what could not be read, mend them, and parse again, until
//! nothing new is found. What is then still broken is explained by what was expected there.
//!
//! So one mistake makes one finding, several in one statement are all found, and the rest of the statement is still read.

use super::build::Built;
use super::explain::{Explained, explain};
use super::mended::{Mend, Mended};
use super::segment::Segment;
use super::slips::{self, Declared, Slip, View};
use crate::diagnostic::Finding;
use crate::source::{FileId, Place, Source, Span};

/// How often a text is mended and parsed again. Each time takes time in proportion to the text.
const ROUNDS: usize = 6;
/// How many findings are made for one file.
pub(crate) const MOST: usize = 500;
/// How long a corrected text may be to be shown, in bytes.
const LONGEST: usize = 400;

/// A slip, with its places in the user's text.
struct Found {
    slip: Slip,
    mends: Vec<Mend>,
}

/// Parses a text by `parse`, which is asked again for each mended text.
pub(super) fn read<T>(source: &Source, file: FileId, parse: impl Fn(&Mended) -> (T, Built)) -> (T, Vec<Finding>) {
    let user = source.text();
    let mut found: Vec<Found> = Vec::new();
    let mut mended = Mended::new(user, &[]);
    let (mut tree, mut built) = parse(&mended);
    // Where so much is broken that not all of it is told, it need not all be mended either.
    let rounds = if built.broken.len() > MOST { 1 } else { ROUNDS };
    for _ in 0..rounds {
        if built.broken.is_empty() || found.len() >= MOST || !look(&mut found, &built.broken, &mended) {
            break;
        }
        mended = Mended::new(user, &mends(&found));
        (tree, built) = parse(&mended);
    }
    let mut findings = built.findings;
    let unread = residue(&built.broken, &found, &mended);
    findings.extend(found.iter().map(|found| finding(found, user, &mended, &built.broken, file)));
    findings.extend(unread.into_iter().map(|explained| explained.finding(&mended, file)));
    findings.sort_by_key(|finding| finding.place.map(|place| place.span));
    findings.truncate(MOST);
    (tree, findings)
}

/// All mends, in order.
fn mends(found: &[Found]) -> Vec<Mend> {
    let mut mends: Vec<Mend> = found.iter().flat_map(|found| found.mends.iter().cloned()).collect();
    mends.sort_by_key(|mend| mend.span);
    mends
}

/// Looks for slips in what is broken. Returns whether there is something new to mend.
fn look(found: &mut Vec<Found>, broken: &[Segment], mended: &Mended) -> bool {
    let mut anything = false;
    let mut skip = Span::default();
    let declared = Declared::find(mended.text());
    for segment in broken.iter().take(MOST) {
        if found.len() >= MOST {
            break;
        }
        if skip.start <= segment.span.start && segment.span.end <= skip.end && !skip.is_empty() {
            continue;
        }
        let mut slips = slips::find(&View::new(mended.text(), segment, &declared));
        if !slips.iter().any(|slip| is_new(slip, found, mended)) && !overlaps_unmended(segment, found, mended) {
            slips.extend(explain(segment, mended.text()).slip);
        }
        for slip in slips {
            if !is_new(&slip, found, mended) {
                continue;
            }
            if slip.opens_block {
                skip = segment.block.unwrap_or_default();
            }
            let mends = map(&slip, mended);
            anything |= !mends.is_empty();
            found.push(Found { slip: Slip { span: mended.original(slip.span), ..slip }, mends });
        }
    }
    anything
}

/// Whether nothing was found there yet.
fn is_new(slip: &Slip, found: &[Found], mended: &Mended) -> bool {
    let span = mended.original(slip.span);
    let taken = |other: &Found| other.slip.span.start < span.end && span.start < other.slip.span.end;
    let free = |(span, _): &(Span, String)| !mended.touches(mended.original(*span));
    !found.iter().any(taken) && slip.mends.iter().all(free)
}

fn map(slip: &Slip, mended: &Mended) -> Vec<Mend> {
    slip.mends.iter().map(|(span, text)| Mend { span: mended.original(*span), text: text.clone() }).collect()
}

/// The place of a statement in the user's text.
fn whole(segment: &Segment, mended: &Mended) -> Span {
    mended.original(Span::new(segment.start(mended.text()), segment.span.end))
}

/// Whether something was found in the statement that could not be mended: the rest of it is no news.
fn overlaps_unmended(segment: &Segment, found: &[Found], mended: &Mended) -> bool {
    let span = whole(segment, mended);
    found.iter().any(|found| found.mends.is_empty() && inside(found.slip.span, span))
}

fn inside(inner: Span, outer: Span) -> bool {
    inner.start < outer.end && outer.start < inner.end || inner.start == outer.start
}

/// What is still broken and not a consequence of something found.
fn residue(broken: &[Segment], found: &[Found], mended: &Mended) -> Vec<Explained> {
    let mut all = Vec::new();
    for segment in broken.iter().take(MOST) {
        if overlaps_unmended(segment, found, mended) {
            continue;
        }
        let explained = explain(segment, mended.text());
        let span = whole(segment, mended);
        let last_mend = found
            .iter()
            .filter(|found| inside(found.slip.span, span))
            .map(|found| found.mends.iter().fold(found.slip.span.end, |end, mend| end.max(mend.span.end)))
            .max();
        // Where parsing came no further than what was mended, the mend was not right, and one finding is enough.
        if last_mend.is_none_or(|end| mended.original(explained.span).start > end) {
            all.push(explained);
        }
    }
    all
}

/// The finding of a slip, with the corrected line where the statement can now be read.
fn finding(found: &Found, user: &str, mended: &Mended, broken: &[Segment], file: FileId) -> Finding {
    let slip = &found.slip;
    let place = Place { file, span: slip.span };
    let new = Finding::new(slip.name, place, one_line(&slip.message));
    let readable = !broken.iter().any(|segment| inside(slip.span, whole(segment, mended)));
    if found.mends.is_empty() || !readable {
        return new.help(slip.hint.clone());
    }
    let line = mended.lines_of(user, found.mends.iter().fold(slip.span, |span, mend| span.to(mend.span)));
    let mut new = new.help(match line.lines().count() {
        0 => slip.hint.clone(),
        _ if line.len() > LONGEST => slip.hint.clone(),
        _ if !slip.shows_line => slip.hint.clone(),
        // The word alone tells.
        _ if slip.hint.ends_with('?') => slip.hint.clone(),
        1 => format!("{}: `{}`", slip.hint, line.trim()),
        _ => format!("{}:\n{line}", slip.hint),
    });
    if slip.safe {
        for mend in &found.mends {
            new = new.fix(Place { file, span: mend.span }, mend.text.clone()).safe_to_fix();
        }
    }
    new
}

/// A message that quotes what stands on several lines, on one.
fn one_line(message: &str) -> String {
    if message.contains('\n') { message.split_whitespace().collect::<Vec<_>>().join(" ") } else { message.to_owned() }
}
