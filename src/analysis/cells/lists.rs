//! Cells of lists of texts: which of the texts that tests name are among them, and how many there are.

use super::{Asked, Candidates, Probe, numbers};
use crate::rules::{Test, TextTest};
use crate::value::{Text, Truth, Value};

/// How many choices are looked at.
const MOST_CHOICES: usize = 512;
/// The longest list that stands for a cell.
const LONGEST: usize = 200;

/// Lists of texts.
pub(super) fn lists(asked: &Asked) -> Candidates {
    let holding: Vec<usize> = (0..asked.tests.len()).filter(|at| holds(asked, *at).is_some()).collect();
    let mut probe = Probe::new(asked);
    let mut found: Vec<Vec<Text>> = Vec::new();
    // Each test comes out true or false; what cannot be is given up as soon as it shows.
    let mut open: Vec<Vec<bool>> = vec![Vec::new()];
    let mut left = MOST_CHOICES;
    let mut complete = true;
    while let Some(chosen) = open.pop() {
        if left == 0 || probe.is_worn() {
            complete = false;
            break;
        }
        left -= 1;
        let Some(list) = list_for(asked, &mut probe, &holding, &chosen) else { continue };
        if chosen.len() == holding.len() {
            found.push(list);
            continue;
        }
        for next in [false, true] {
            let mut longer = chosen.clone();
            longer.push(next);
            open.push(longer);
        }
    }
    // A list may be known to hold nothing at all.
    found.push(Vec::new());
    let lengths = numbers::thresholds(asked);
    if !lengths.is_empty() {
        // Longer ones than this stand for nothing, and then not every cell has its list.
        complete &= holding.is_empty() && lengths.iter().all(|length| *length < LONGEST as f64);
        let lengths = numbers::of_each(&lengths).into_iter().filter(|length| (0.0..=LONGEST as f64).contains(length));
        let lengths: Vec<usize> = lengths.map(|length| length as usize).chain([0]).collect();
        let filler = filler(asked);
        let longer = found.iter().flat_map(|list| {
            lengths.iter().filter(|length| **length >= list.len()).map(|length| {
                let mut list = list.clone();
                list.resize(*length, filler.clone());
                list
            })
        });
        found = longer.collect();
    }
    Candidates { values: found.into_iter().map(Value::List).collect(), complete }
}

fn holds<'a>(asked: &'a Asked, at: usize) -> Option<&'a TextTest> {
    match &*asked.tests.get(at)?.test {
        Test::Text(_, test) => Some(test),
        _ => None,
    }
}

/// A list for which the first tests come out as chosen.
fn list_for(asked: &Asked, probe: &mut Probe, holding: &[usize], chosen: &[bool]) -> Option<Vec<Text>> {
    let wanted: Vec<(usize, bool)> = holding.iter().copied().zip(chosen.iter().copied()).collect();
    let mut fits = |list: &[Text], all: bool| {
        let value = Value::List(list.to_vec());
        wanted.iter().all(|(at, is)| {
            let truth = asked.tests.get(*at).map_or(Truth::Unknown, |test| probe.holds(test, &value));
            if *is { !all || truth == Truth::True } else { truth == Truth::False }
        })
    };
    let mut list: Vec<Text> = Vec::new();
    for (at, _) in wanted.iter().filter(|(_, is)| *is) {
        let test = holds(asked, *at)?;
        let texts = &test.texts.texts;
        if test.all {
            list.extend(texts.iter().cloned());
            continue;
        }
        if texts.iter().any(|text| list.iter().any(|one| one.compared(test.exact) == text.compared(test.exact))) {
            continue;
        }
        let fitting = texts.iter().find(|text| {
            let mut longer = list.clone();
            longer.push((*text).clone());
            fits(&longer, false)
        })?;
        list.push(fitting.clone());
    }
    if list.is_empty() {
        // A list that holds nothing of what is asked for.
        list.push(filler(asked));
    }
    fits(&list, true).then_some(list)
}

/// A text that no test names.
fn filler(asked: &Asked) -> Text {
    let named = |text: &Text| {
        (0..asked.tests.len()).filter_map(|at| holds(asked, at)).any(|test| test.texts.texts.contains(text))
    };
    let mut filler = "other".to_owned();
    while named(&Text::new(&filler)) {
        filler.push('x');
    }
    Text::new(&filler)
}
