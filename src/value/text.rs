//! Texts: trimmed, and compared ignoring case.

use std::borrow::Cow;

/// A text as shown, and as compared.
///
/// ```
/// use qualify::value::Text;
/// assert_eq!(Text::new("  VP Sales ").folded(), "vp sales");
/// ```
#[derive(Clone, Debug, Default, Eq)]
pub struct Text {
    shown: Box<str>,
    /// `None` where the text is in lower case already.
    folded: Option<Box<str>>,
}

impl Text {
    /// The text, trimmed.
    pub fn new(text: &str) -> Text {
        let shown = trim(text);
        let folded = match fold(shown) {
            Cow::Borrowed(_) => None,
            Cow::Owned(folded) => Some(folded.into()),
        };
        Text { shown: shown.into(), folded }
    }

    /// As it came, without white space around it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// In lower case, for comparing.
    pub fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.shown)
    }

    /// The form that is compared: as shown where case counts, else in lower case.
    pub fn compared(&self, exact: bool) -> &str {
        if exact { self.shown() } else { self.folded() }
    }
}

impl PartialEq for Text {
    /// Ignoring case.
    fn eq(&self, other: &Text) -> bool {
        self.folded() == other.folded()
    }
}

impl std::hash::Hash for Text {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.folded().hash(state);
    }
}

/// Without ASCII white space and no-break spaces (U+00A0) at both ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_ascii_whitespace() || letter == '\u{b}' || letter == '\u{a0}')
}

/// In lower case, code point by code point (Unicode's simple mapping), with no locale and no normalisation.
pub fn fold(text: &str) -> Cow<'_, str> {
    let is_lower = if text.is_ascii() {
        !text.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        text.chars().all(|letter| simple_lower(letter) == letter)
    };
    if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(simple_lower).collect()) }
}

/// The simple lower case of a letter: only `İ` has a longer full form, and that begins with the simple one.
fn simple_lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// The words of a text, each between single spaces, with one at both ends: white space and ASCII punctuation part words.
///
/// ```
/// assert_eq!(qualify::value::words("V.P., sales"), " V P sales ");
/// ```
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for letter in text.chars() {
        if !(letter.is_whitespace() || letter.is_ascii_punctuation()) {
            words.push(letter);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// Whether a spreadsheet would run the text as a formula: it begins with `=`, `+`, `-` or `@`.
pub fn is_unsafe_in_spreadsheets(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@'])
}
