//! A ruleset as a page that people agree on: every field, rule, step and label in plain words, with pictures and examples.
//!
//! `page` is the page before it has a form; `contents` fills it, `words` says conditions and points in plain
//! English, and `html` and `markdown` give it its two forms. Nothing but these two writes markup, and no text of the user
//! reaches it unescaped.

mod comments;
mod contents;
mod html;
mod markdown;
mod markup;
mod page;
mod picture;
mod words;

use crate::rules::Rules;
use crate::source::Sources;

/// The ruleset as a page of HTML that needs nothing else: no script, no font, no file. The sources are those of the rules.
///
/// ```
/// use qualify::Ruleset;
/// let ruleset = Ruleset::parse("when company_size in 50..500 then +20 because \"right size\"")?;
/// let page = qualify::docs::html(ruleset.rules(), ruleset.sources());
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains("is between 50 and 500"));
/// # Ok::<(), qualify::Findings>(())
/// ```
pub fn html(rules: &Rules, sources: &Sources) -> String {
    html::page(&contents::page(rules, sources))
}

/// The ruleset as Markdown: the same page without its pictures.
///
/// ```
/// use qualify::Ruleset;
/// let ruleset = Ruleset::parse("when company_size in 50..500 then +20 because \"right size\"")?;
/// let page = qualify::docs::markdown(ruleset.rules(), ruleset.sources());
/// assert!(page.contains("- **+20** right size"));
/// # Ok::<(), qualify::Findings>(())
/// ```
pub fn markdown(rules: &Rules, sources: &Sources) -> String {
    markdown::page(&contents::page(rules, sources))
}
