//! Cells of texts: those that are equal to a text that a test names, and all others by what they hold.
//!
//! A text that is to hold some texts and not others is put together from those that it is to hold, parted by letters that
//! stand in no test. If that text holds what it must not, each text would: what is not wanted lies inside of what is.

use super::{Asked, Candidates, Probe};
use crate::analysis::single::leaves;
use crate::rules::{Expr, Test, TextTest, Which};
use crate::value::{Text, Truth, Value, words};

/// How many texts are put together at most.
const MOST_TRIED: usize = 1_500;
/// Of how many tests all ways in which they can come out are tried.
const MOST_TESTS: usize = 16;
/// How many texts that tests name are looked at.
const MOST_NAMED: usize = 2_000;

/// Texts.
pub(super) fn texts(asked: &Asked) -> Candidates {
    let mut parts = Parts::of(asked);
    let mut complete = parts.complete;
    let mut probe = Probe::new(asked);
    let mut all: Vec<String> = Vec::new();
    // Of one test that names texts any one will do that a lead can have.
    let named = if asked.tests.len() == 1 { 1 } else { usize::MAX };
    all.extend(parts.equal.iter().filter(|text| parts.can_be(text)).take(named).cloned());
    let (plain, is_all) = parts.held(&mut probe, &parts.holds.clone(), &|text| text);
    complete &= is_all;
    all.extend(plain.iter().cloned());
    if parts.has_domain {
        // What holds an `@` is no domain.
        let domains = parts.domain_equal.iter().filter(|domain| !domain.contains('@'));
        let domains: Vec<String> = domains.take(named).cloned().collect();
        parts.is_domain = true;
        let local = parts.local.clone();
        let (held, is_all) = parts.held(&mut probe, &parts.domain_holds.clone(), &|text| format!("{local}@{text}"));
        // Together with what is asked of the whole address there may be more.
        complete &= is_all && parts.holds.is_empty();
        for domain in domains.iter().chain(&held) {
            let domain = domain.split_once('@').map_or(domain.as_str(), |(_, domain)| domain);
            all.push(format!("{local}@{domain}"));
            all.extend(plain.iter().filter(|_| !parts.holds.is_empty()).map(|text| format!("{text}@{domain}")));
        }
    }
    Candidates { values: all.iter().map(|text| Value::Text(Text::new(text))).collect(), complete }
}

/// A text for which tests come out so, if one is found.
pub(super) fn value_for(asked: &Asked, probe: &mut Probe, truths: &[Truth]) -> Option<Value> {
    let parts = Parts::of(asked);
    let fits = |probe: &mut Probe, text: &str| {
        let value = Value::Text(Text::new(text));
        (probe.truths(Some(&value)) == truths).then_some(value)
    };
    if let Some(value) = parts.equal.iter().find_map(|text| fits(probe, text)) {
        return Some(value);
    }
    let wanted = |holds: &[usize]| -> Vec<(usize, bool)> {
        holds.iter().map(|at| (*at, truths.get(*at) == Some(&Truth::True))).collect()
    };
    let plain = parts.put_together(probe, &wanted(&parts.holds), &|text| text);
    if let Some(value) = plain.as_deref().and_then(|text| fits(probe, text)) {
        return Some(value);
    }
    let address = |domain: &str| format!("{}@{domain}", plain.as_deref().unwrap_or(&parts.local));
    let held = parts.put_together(probe, &wanted(&parts.domain_holds), &|text| format!("{}@{text}", parts.local));
    let held = held.iter().filter_map(|address| Some(address.split_once('@')?.1));
    let mut domains = parts.domain_equal.iter().map(String::as_str).chain(held);
    domains
        .find_map(|domain| fits(probe, &address(domain)).or_else(|| fits(probe, &format!("{}@{domain}", parts.local))))
}

/// What tests ask of a text, and of the domain in it.
struct Parts<'a> {
    asked: &'a Asked<'a, 'a>,
    /// Texts that it is compared with.
    equal: Vec<String>,
    /// Tests of what it holds, by their numbers.
    holds: Vec<usize>,
    has_domain: bool,
    domain_equal: Vec<String>,
    domain_holds: Vec<usize>,
    /// A letter and a sign between words that stand in no test.
    letter: char,
    sign: char,
    complete: bool,
    is_domain: bool,
    /// What stands before the `@` of an address: nothing that a test names.
    local: String,
}

impl<'a> Parts<'a> {
    fn of(asked: &'a Asked<'a, '_>) -> Parts<'a> {
        let mut parts = Parts {
            asked,
            equal: Vec::new(),
            holds: Vec::new(),
            has_domain: false,
            domain_equal: Vec::new(),
            domain_holds: Vec::new(),
            letter: 'x',
            sign: ' ',
            complete: true,
            is_domain: false,
            local: "lead".to_owned(),
        };
        let mut named = String::new();
        // What is put together must not stand for blank.
        for text in asked.field().into_iter().flat_map(|field| &field.read.blanks.texts) {
            named.push_str(text);
        }
        for (at, test) in asked.tests.iter().enumerate() {
            let is_domain = test.test.operands().iter().any(|expr| is_domain(expr));
            parts.has_domain |= is_domain;
            let mut equal: Vec<&Text> = Vec::new();
            match &*test.test {
                Test::InList { list, .. } => equal.extend(list.texts.iter().take(MOST_NAMED + 1)),
                Test::SameText { left, right, .. } => equal.extend([left, right].into_iter().filter_map(literal)),
                Test::Text(_, texts) => {
                    if is_domain { &mut parts.domain_holds } else { &mut parts.holds }.push(at);
                    texts.texts.texts.iter().take(MOST_NAMED).for_each(|text| named.push_str(text.folded()));
                    parts.complete &= texts.texts.texts.len() <= MOST_NAMED;
                }
                Test::Known(..) => {}
                _ => parts.complete = false,
            }
            equal.iter().for_each(|text| named.push_str(text.folded()));
            let into = if is_domain { &mut parts.domain_equal } else { &mut parts.equal };
            into.extend(equal.into_iter().map(|text| text.shown().to_owned()));
            parts.complete &= into.len() <= MOST_NAMED;
            into.truncate(MOST_NAMED);
        }
        let free = |candidates: &str| candidates.chars().find(|letter| !named.contains(*letter));
        match (free("xzqjkvwyuhgbfpdmclnrtsiaeoþðøæđħł"), free(" -/.,;:_|~^")) {
            (Some(letter), Some(sign)) => (parts.letter, parts.sign) = (letter, sign),
            (letter, sign) => {
                parts.letter = letter.unwrap_or('ŋ');
                parts.sign = sign.unwrap_or('~');
                parts.complete &= !named.contains(parts.letter) && !named.contains(parts.sign);
            }
        }
        if named.contains("lead@") {
            parts.local = parts.letter.to_string().repeat(4);
        }
        parts
    }

    fn test(&self, at: usize) -> Option<&'a TextTest> {
        match &*self.asked.tests.get(at)?.test {
            Test::Text(_, test) => Some(test),
            _ => None,
        }
    }

    /// A text for each way in which these tests can come out, and whether that is all.
    fn held(&self, probe: &mut Probe, tests: &[usize], around: &dyn Fn(String) -> String) -> (Vec<String>, bool) {
        let mut found = Vec::new();
        let mut open: Vec<Vec<bool>> = vec![Vec::new()];
        // Of many tests not all ways could be tried; a few stand for them.
        let mut left = if tests.len() > MOST_TESTS { 2 * tests.len() } else { MOST_TRIED };
        while let Some(chosen) = open.pop() {
            if left == 0 || probe.is_worn() {
                return (found, false);
            }
            left -= 1;
            let wanted: Vec<(usize, bool)> = tests.iter().copied().zip(chosen.iter().copied()).collect();
            let Some(text) = self.put_together(probe, &wanted, around) else { continue };
            if chosen.len() == tests.len() {
                found.push(text);
                continue;
            }
            for next in [false, true] {
                let mut longer = chosen.clone();
                longer.push(next);
                open.push(longer);
            }
        }
        (found, !probe.is_worn())
    }

    /// A text for which tests come out as wanted.
    fn put_together(
        &self,
        probe: &mut Probe,
        wanted: &[(usize, bool)],
        around: &dyn Fn(String) -> String,
    ) -> Option<String> {
        let holding = || wanted.iter().filter(|(_, is)| *is).filter_map(|(at, _)| self.test(*at));
        // What a text begins with is the longest of what it is to begin with; likewise at its end.
        let ends = |how: Which| {
            let mut all: Vec<&str> = vec![""];
            let tests = holding().filter(|test| test.how == how);
            all.extend(tests.flat_map(|test| test.texts.texts.iter().map(|text| text.compared(test.exact))));
            all.sort_by_key(|text| std::cmp::Reverse(text.len()));
            all.dedup();
            all
        };
        let (starts, ends) = (ends(Which::Start), ends(Which::End));
        for start in &starts {
            for end in &ends {
                if probe.is_worn() {
                    return None;
                }
                if let Some(text) = self.between(probe, wanted, around, start, end) {
                    return Some(text);
                }
            }
        }
        None
    }

    fn between(
        &self,
        probe: &mut Probe,
        wanted: &[(usize, bool)],
        around: &dyn Fn(String) -> String,
        start: &str,
        end: &str,
    ) -> Option<String> {
        // Of those that are to be true, all must be, or the one that is named.
        let mut fits = |text: &str, must: Option<usize>| {
            let value = Value::Text(Text::new(text));
            wanted.iter().all(|(at, is)| {
                let truth = self.asked.tests.get(*at).map_or(Truth::Unknown, |test| probe.holds(test, &value));
                if *is { truth == Truth::True || must.is_some_and(|must| must != *at) } else { truth == Truth::False }
            })
        };
        let mut pieces: Vec<(Which, &str)> = Vec::new();
        for (at, _) in wanted.iter().filter(|(_, is)| *is) {
            let test = self.test(*at)?;
            if !matches!(test.how, Which::Anywhere | Which::Word) {
                continue;
            }
            let texts = test.texts.texts.iter().map(|text| text.compared(test.exact));
            if test.all {
                pieces.extend(texts.map(|text| (test.how, text)));
                continue;
            }
            let mut fitting = texts.filter(|text| {
                let mut more = pieces.clone();
                more.push((test.how, text));
                fits(&around(self.joined(start, &more, end)), Some(*at))
            });
            pieces.push((test.how, fitting.next()?));
        }
        // What a person would write will do, unless a test asks for just that text: those stand for themselves.
        let plain = Some(self.plain(start, &pieces, end)).filter(|plain| !self.is_named(plain));
        plain
            .into_iter()
            .chain([self.joined(start, &pieces, end)])
            .map(around)
            .find(|text| self.can_be(text) && fits(text, None))
    }

    /// Whether a lead can have this text: it does not stand for blank.
    fn can_be(&self, text: &str) -> bool {
        self.asked.field().is_none_or(|field| field.read.may_read(&Value::Text(Text::new(text))))
    }

    /// Whether a test compares with this text.
    fn is_named(&self, text: &str) -> bool {
        let text = Text::new(text);
        self.equal.iter().chain(&self.domain_equal).any(|one| Text::new(one) == text)
    }

    /// The pieces as a person would write them.
    fn plain(&self, start: &str, pieces: &[(Which, &str)], end: &str) -> String {
        let mut all: Vec<&str> = vec![start];
        all.extend(pieces.iter().map(|(_, piece)| *piece));
        all.push(end);
        all.retain(|piece| !piece.is_empty());
        let mut plain: Vec<&str> = Vec::new();
        for piece in all {
            if plain.last() != Some(&piece) {
                plain.push(piece);
            }
        }
        if plain.is_empty() { if self.is_domain { "example.com" } else { "other" }.to_owned() } else { plain.join(" ") }
    }

    /// The pieces between letters and signs that stand in no test.
    fn joined(&self, start: &str, pieces: &[(Which, &str)], end: &str) -> String {
        let mut text = start.to_owned();
        text.push(self.letter);
        for (how, piece) in pieces {
            match how {
                Which::Word => {
                    text.push(self.sign);
                    let words = words(piece);
                    let parted: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
                    text.push_str(&parted.join(&self.sign.to_string()));
                    text.push(self.sign);
                }
                _ => text.push_str(piece),
            }
            text.push(self.letter);
        }
        text.push_str(end);
        text
    }
}

fn is_domain(expr: &Expr) -> bool {
    matches!(expr, Expr::DomainOf(_)) && !leaves(expr).is_empty()
}

fn literal(expr: &Expr) -> Option<&Text> {
    match expr {
        Expr::Text(text) => Some(text),
        _ => None,
    }
}
