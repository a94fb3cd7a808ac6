//! Markup in which no text can be taken for a tag: what is not a literal of this program is escaped.

use crate::eval::words::clean;

/// HTML, or the SVG within it, as it is written.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Markup that stands in the program itself: only a literal is taken.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text of any origin.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.0.push_str(&escaped(text));
        self
    }

    /// Text that keeps its line breaks.
    pub(super) fn lines(&mut self, text: &str) -> &mut Self {
        for (at, line) in text.lines().enumerate() {
            self.0.push_str(if at > 0 { "\n" } else { "" });
            self.text(line);
        }
        self
    }

    /// An element begins, with attributes whose values are of any origin.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) -> &mut Self {
        self.tag(name, attributes, ">")
    }

    /// An element that holds nothing.
    pub(super) fn single(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) -> &mut Self {
        self.tag(name, attributes, "/>")
    }

    /// An element ends.
    pub(super) fn close(&mut self, name: &'static str) -> &mut Self {
        self.raw("</").raw(name).raw(">")
    }

    fn tag(&mut self, name: &'static str, attributes: &[(&'static str, &str)], end: &'static str) -> &mut Self {
        self.raw("<").raw(name);
        for (attribute, value) in attributes {
            self.raw(" ").raw(attribute).raw("=\"").text(value).raw("\"");
        }
        self.raw(end)
    }

    /// All of it.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

/// A text that is nothing but text, between tags and in an attribute in double quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in clean(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // No document may hold these.
            letter if u32::from(letter) & 0xfffe == 0xfffe => escaped.push('\u{fffd}'),
            letter if ('\u{fdd0}'..='\u{fdef}').contains(&letter) => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}
