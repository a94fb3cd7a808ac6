//! Likely slips, as people make them who know other languages: recognised in what could not be parsed, answered in words,
//! and mended, so that the rest of the statement is still read.
//!
//! A recogniser is a function over the tokens of one broken statement, asked at each token in turn. One file for each kind.

mod comments;
mod comparisons;
mod declared;
mod each;
mod entries;
mod fading;
mod fields;
mod floors;
mod formula;
mod given;
mod lead_block;
mod lists;
mod names;
mod numbers;
mod of_a_list;
mod outcomes;
mod picks;
mod points;
mod predicates;
mod quotes;
mod ranges;
mod reasons;
mod selections;
mod signs;
mod statements;
mod unfinished;
mod values;
mod view;
mod wants;
mod weeks;
mod where_part;
mod words;

pub(super) use declared::Declared;
#[cfg(feature = "files")]
pub(crate) use view::RESERVED;
pub(super) use view::View;

use crate::diagnostic::Name;
use crate::source::Span;

/// A slip that was recognised; places are those of the text that was parsed.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    /// What kind of finding it makes.
    pub name: Name,
    /// The text to underline.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// The way out; the corrected line is put behind it.
    pub hint: String,
    /// What to put where, so that the statement can be read; empty where that cannot be told.
    pub mends: Vec<(Span, String)>,
    /// Whether the mends keep what was meant for sure, so that `--fix` may make them.
    pub safe: bool,
    /// Whether the mends say what kind of block follows, so that its inside must be read again.
    pub opens_block: bool,
    /// Whether the corrected line is shown: not where it is only read so that the rest of the statement is.
    pub shows_line: bool,
}

impl Slip {
    pub(super) fn new(name: Name, span: Span, message: impl Into<String>, hint: impl Into<String>) -> Self {
        let (message, hint) = (message.into(), hint.into());
        Slip { name, span, message, hint, mends: Vec::new(), safe: true, opens_block: false, shows_line: true }
    }

    pub(super) fn mend(mut self, span: Span, text: impl Into<String>) -> Self {
        self.mends.push((span, text.into()));
        self
    }

    /// The mends are a guess.
    pub(super) fn guess(mut self) -> Self {
        self.safe = false;
        self
    }

    /// The corrected line is not shown.
    pub(super) fn without_line(mut self) -> Self {
        self.shows_line = false;
        self
    }

    pub(super) fn opens_block(mut self) -> Self {
        self.opens_block = true;
        self
    }
}

type Recogniser = fn(&View, usize) -> Option<Slip>;

/// In order: the first that answers at a token has it.
const RECOGNISERS: &[Recogniser] = &[
    comments::slip,
    quotes::slip,
    entries::slip,
    given::slip,
    wants::slip,
    reasons::slip,
    lead_block::named,
    floors::slip,
    fading::slip,
    each::slip,
    selections::slip,
    weeks::slip,
    formula::slip,
    outcomes::slip,
    statements::slip,
    fields::slip,
    comparisons::slip,
    values::slip,
    numbers::slip,
    ranges::slip,
    lists::slip,
    predicates::slip,
    unfinished::slip,
    words::slip,
    names::slip,
    signs::slip,
];

/// Those that are asked of what does not begin as a statement does.
const FOREIGN: &[Recogniser] = &[comments::slip, formula::slip, lead_block::slip, floors::slip];

/// All slips in a broken statement, in order.
pub(super) fn find(view: &View) -> Vec<Slip> {
    let mut slips: Vec<Slip> = Vec::new();
    let mut done = 0;
    // In a sentence or a line of another language, what looks like a slip is none.
    let recognisers = if view.is_foreign() { FOREIGN } else { RECOGNISERS };
    for at in view.first..view.tokens.len() {
        if view.span(at).start < done {
            continue;
        }
        if let Some(slip) = recognisers.iter().find_map(|recognise| recognise(view, at)) {
            let end = slip.span.end;
            done =
                slip.mends.iter().filter(|(span, _)| span.start < end).map(|(span, _)| span.end).fold(end, usize::max);
            slips.push(slip);
        }
    }
    slips.extend(statements::whole(view, &slips));
    slips.sort_by_key(|slip| slip.span);
    slips
}
