//! The common words inside of which a short text may be found.

use std::sync::LazyLock;

/// What a field holds, as far as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Titles,
    Industries,
    Countries,
    Anything,
}

/// The words of a section of the list, in its order.
struct Section {
    name: &'static str,
    /// All words, one a line.
    text: String,
    words: Vec<Word>,
}

struct Word {
    start: usize,
    end: usize,
    /// Where parts of the word begin that have a meaning of their own.
    parts: Vec<usize>,
    /// Where beginnings end that have nothing to do with the word.
    cuts: Vec<usize>,
}

static SECTIONS: LazyLock<Vec<Section>> =
    LazyLock::new(|| include_str!("words.txt").split("\n= ").skip(1).map(section).collect());

fn section(written: &'static str) -> Section {
    let (name, listed) = written.split_once('\n').unwrap_or((written, ""));
    let mut section = Section { name: name.trim(), text: String::with_capacity(listed.len()), words: Vec::new() };
    for word in listed.split_whitespace() {
        let start = section.text.len();
        let (mut parts, mut cuts) = (Vec::new(), Vec::new());
        for letter in word.chars() {
            let at = section.text.len();
            match letter {
                '-' => parts.push(at),
                '|' => cuts.push(at),
                letter => section.text.push(letter),
            }
        }
        section.words.push(Word { start, end: section.text.len(), parts, cuts });
        section.text.push('\n');
    }
    section
}

/// Texts of more letters are found inside of other words only where the list says that it would be a mistake.
const SHORT: usize = 5;

/// The first common word inside of which a text in lower case is found although it is hardly meant, and that is wanted; of a word
/// that begins with the text, this is said by the list. In lower case.
pub(super) fn around(text: &str, about: About, wanted: impl Fn(&str) -> bool) -> Option<&'static str> {
    let order: &[&str] = match about {
        About::Titles => &["titles", "common", "technology", "industries"],
        About::Industries => &["industries", "technology", "common"],
        About::Countries => &["countries"],
        About::Anything => &["titles", "common", "industries", "technology", "countries"],
    };
    let mut sections = order.iter().filter_map(|name| SECTIONS.iter().find(|section| section.name == *name));
    sections.find_map(|section| section.around(text, &wanted))
}

impl Section {
    fn around(&'static self, text: &str, wanted: &impl Fn(&str) -> bool) -> Option<&'static str> {
        self.text.match_indices(text).find_map(|(at, _)| {
            let number = self.words.partition_point(|word| word.end <= at);
            let word = self.words.get(number)?;
            let said = self.text.get(word.start..word.end)?;
            let is_inside = word.start < at && text.len() <= SHORT && !word.parts.contains(&at);
            let is_unrelated = word.start == at && (text.len() == 2 || word.cuts.contains(&(at + text.len())));
            let is_whole = said.len() == text.len();
            ((is_inside || is_unrelated) && !is_whole && wanted(said)).then_some(said)
        })
    }
}
