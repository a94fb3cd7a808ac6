//! The tree for a terminal.

use super::entries::entries;
use super::lines::{Line, Mark, bounds, held};
use super::outcomes::{Piece, heading, is_called, label, ladder, stands_on};
use crate::eval::words::{clean, listed_facts};
use crate::eval::{Evaluation, ScoreTree};
use crate::value::Truth;
use unicode_width::UnicodeWidthStr;

/// How the tree is to look.
///
/// ```
/// use qualify::explain::Look;
/// assert_eq!(Look::default(), Look { colour: false, width: 100 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to use the colours of a terminal (ANSI escape sequences).
    pub colour: bool,
    /// How many columns there are; reasons that are longer go on in the next line.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Look { colour: false, width: 100 }
    }
}

/// Titles up to this width push the reasons beside all of them to the right.
const WIDE_TITLE: usize = 44;
/// Reasons have at least so many columns, even where the terminal is narrower.
const NARROW: usize = 24;

/// The evaluated rule tree as people read it; ends in a line break.
///
/// ```
/// use qualify::check::{NoFiles, check};
/// use qualify::explain::{Look, human};
/// use qualify::{eval::evaluate, rules::Lead, source::Source};
/// let checked = check(Source::new("a.qual", "when company_size in 50..500 then +20"), &NoFiles);
/// let nothing_known = Lead::unknown(checked.rules.fields.len());
/// let evaluation = evaluate(&checked.rules, &checked.sources, &nothing_known, jiff::civil::date(2026, 1, 15));
/// let shown = human(&evaluation, Look::default());
/// assert!(shown.contains("└─ ? company_size in 50..500   company_size is unknown: could be +20"));
/// ```
pub fn human(evaluation: &Evaluation, look: Look) -> String {
    let mut page = Page { look, text: String::new() };
    let heading = heading(evaluation).join(" · ");
    if !heading.is_empty() {
        page.line(&[(Paint::Bold, &heading)]);
    }
    page.disqualifiers(evaluation);
    for score in &evaluation.scores {
        page.score(score);
    }
    for one in &evaluation.ladders {
        page.gap();
        page.line(&[(Paint::Bold, &stands_on(one, evaluation.disqualified))]);
        if !evaluation.disqualified {
            page.pieces(ladder(one));
        }
    }
    for one in &evaluation.labels {
        page.gap();
        let (name, why) = (is_called(one, evaluation.disqualified), label(one, evaluation.disqualified));
        page.line(&[(Paint::Bold, &name), (Paint::Plain, "   "), (Paint::Dim, &why)]);
        if !evaluation.disqualified {
            page.tree(&entries(&one.decided_by));
        }
    }
    page.text
}

#[derive(Clone, Copy)]
enum Paint {
    Plain,
    Bold,
    Dim,
    Green,
    Red,
    Yellow,
}

impl Paint {
    fn of(mark: Mark) -> Paint {
        match mark {
            Mark::Yes => Paint::Green,
            Mark::No => Paint::Red,
            Mark::Open => Paint::Yellow,
        }
    }

    /// The parameter of the escape sequence that turns it on.
    fn code(self) -> Option<&'static str> {
        match self {
            Paint::Plain => None,
            Paint::Bold => Some("1"),
            Paint::Dim => Some("2"),
            Paint::Green => Some("32"),
            Paint::Red => Some("31"),
            Paint::Yellow => Some("33"),
        }
    }
}

struct Page {
    look: Look,
    text: String,
}

impl Page {
    /// A blank line between two sections.
    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn line(&mut self, parts: &[(Paint, &str)]) {
        let end = parts.iter().rposition(|(_, text)| !text.trim_end().is_empty()).map_or(0, |last| last + 1);
        for (at, (paint, text)) in parts.iter().take(end).enumerate() {
            let text = if at + 1 == end { text.trim_end() } else { text };
            match paint.code() {
                Some(code) if self.look.colour && !text.is_empty() => {
                    self.text.push_str(&format!("\u{1b}[{code}m{text}\u{1b}[0m"));
                }
                _ => self.text.push_str(text),
            }
        }
        self.text.push('\n');
    }

    /// The disqualifiers that are true, and those that could be.
    fn disqualifiers(&mut self, evaluation: &Evaluation) {
        let lines: Vec<Line> = evaluation
            .disqualifiers
            .iter()
            .filter(|one| one.truth != Truth::False)
            .map(|one| Line {
                mark: Some(one.truth.into()),
                points: String::new(),
                title: clean(&one.reason),
                because: listed_facts(&one.decided_by, &one.reason),
                below: entries(&one.decided_by),
            })
            .collect();
        if !lines.is_empty() {
            self.gap();
            let title = if evaluation.disqualified { "disqualified" } else { "could be disqualified" };
            self.line(&[(Paint::Bold, title)]);
            self.tree(&lines);
        }
    }

    fn score(&mut self, score: &ScoreTree) {
        self.gap();
        let title = format!("{} {}", clean(&score.name), score.points);
        let terms: Vec<String> =
            score.terms.iter().map(|term| format!("{} {}", clean(&term.score), term.points)).collect();
        let made_of = match &score.said {
            Some(said) if terms.is_empty() => format!(" = {}", clean(said)),
            Some(said) => format!(" = {} ({})", clean(said), terms.join(", ")),
            None => String::new(),
        };
        let bounds = bounds(score.low, score.high) + &held(score.points, &score.parts);
        self.line(&[(Paint::Bold, &title), (Paint::Plain, &bounds), (Paint::Dim, &made_of)]);
        self.tree(&score.parts.iter().map(Line::of).collect::<Vec<_>>());
    }

    fn tree(&mut self, lines: &[Line]) {
        let points_width = points_width(lines);
        let column = widest(lines, 0, points_width) + 3;
        self.branches(lines, "", points_width, column);
    }

    /// Lines of one level, each after what leads to it; reasons begin at the column.
    fn branches(&mut self, lines: &[Line], before: &str, points_width: usize, column: usize) {
        for (at, line) in lines.iter().enumerate() {
            let is_last = at + 1 == lines.len();
            let branch = format!("{before}{}", if is_last { "└─ " } else { "├─ " });
            let below = format!("{before}{}", if is_last { "   " } else { "│  " });
            let mark = line.mark.map_or("", Mark::sign);
            let mark_space = if mark.is_empty() { "" } else { " " };
            let points = points(line, points_width);
            let paint = line.mark.map_or(Paint::Plain, Paint::of);
            let title_paint = if line.mark == Some(Mark::No) { Paint::Dim } else { Paint::Plain };
            let left = branch.width() + mark.width() + mark_space.width() + points.width() + line.title.width();
            let padding = " ".repeat(column.saturating_sub(left).max(3));
            let start = left + padding.width();
            let because = wrapped(&line.because, self.look.width.saturating_sub(start).max(NARROW));
            let mut because = because.iter();
            self.line(&[
                (Paint::Dim, &branch),
                (paint, mark),
                (Paint::Plain, mark_space),
                (paint, &points),
                (title_paint, &line.title),
                (Paint::Plain, &padding),
                (Paint::Dim, because.next().map_or("", String::as_str)),
            ]);
            let under = if line.below.is_empty() { below.clone() } else { format!("{below}│") };
            for more in because {
                let padding = " ".repeat(start.saturating_sub(under.width()));
                self.line(&[(Paint::Dim, &under), (Paint::Plain, &padding), (Paint::Dim, more)]);
            }
            self.branches(&line.below, &below, points_width, column);
        }
    }

    fn pieces(&mut self, lines: Vec<Vec<Piece>>) {
        let count = lines.len();
        for (at, pieces) in lines.into_iter().enumerate() {
            let branch = if at + 1 == count { "└─ " } else { "├─ " };
            let painted: Vec<(Paint, String)> = pieces
                .into_iter()
                .map(|piece| match piece {
                    Piece::Text(text) => (Paint::Plain, text),
                    Piece::Mark(mark) => (Paint::of(mark), mark.sign().to_owned()),
                })
                .collect();
            let parts = painted.iter().map(|(paint, text)| (*paint, text.as_str()));
            self.line(&std::iter::once((Paint::Dim, branch)).chain(parts).collect::<Vec<_>>());
        }
    }
}

/// The points of a line with marks, padded, and two spaces; nothing where no line of the tree has points.
fn points(line: &Line, width: usize) -> String {
    if line.mark.is_none() || width == 0 {
        return String::new();
    }
    format!("{}{}  ", line.points, " ".repeat(width.saturating_sub(line.points.width())))
}

fn points_width(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.points.width().max(points_width(&line.below))).max().unwrap_or(0)
}

/// How far the titles reach that have a reason beside them, unless they are very wide.
fn widest(lines: &[Line], depth: usize, points_width: usize) -> usize {
    let own = lines.iter().filter(|line| !line.because.is_empty()).map(|line| {
        let mark = if line.mark.is_some() { 2 } else { 0 };
        let title = line.title.width();
        let left = 3 * (depth + 1) + mark + points(line, points_width).width();
        left + if title > WIDE_TITLE { 0 } else { title }
    });
    let below = lines.iter().map(|line| widest(&line.below, depth + 1, points_width));
    own.chain(below).max().unwrap_or(0)
}

/// A text in lines of at most that width, broken at spaces; a longer word stands by itself.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
