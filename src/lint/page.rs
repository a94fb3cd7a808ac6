//! A lint, and the page that says what it is about.

use super::LINTS;
use super::context::Context;
use crate::diagnostic::{Finding, Name};

/// One lint.
pub(super) struct Lint {
    /// The name of its findings.
    pub(super) name: Name,
    /// What it finds, why that matters, an example, and what to write instead: the lines of its documentation.
    pub(super) page: &'static [&'static str],
    /// Finds all there is.
    pub(super) find: fn(&Context) -> Vec<Finding>,
}

/// Makes a lint of its documentation, the name of its findings, and the function that finds them.
///
/// The page holds two examples or more, in fences of `qual`: the first has the finding, the last shows what to write instead.
macro_rules! lint {
    ($(#[doc = $line:literal])* $name:ident, $find:expr) => {
        $(#[doc = $line])*
        pub(super) const LINT: $crate::lint::page::Lint = $crate::lint::page::Lint {
            name: $crate::diagnostic::Name::$name,
            page: &[$($line),*],
            find: $find,
        };
    };
}

pub(super) use lint;

/// The page of a lint: what it finds, why that matters, an example, and what to write instead. In Markdown; examples stand in
/// fences of `qual`, the first with the finding, the last without. Errors have no page.
///
/// ```
/// use qualify::diagnostic::Name;
/// let page = qualify::lint::page(Name::UnusedDefinition).ok_or("no such page")?;
/// assert!(page.starts_with("A field, list or definition that nothing uses"), "{page}");
/// # Ok::<(), &str>(())
/// ```
pub fn page(name: Name) -> Option<String> {
    let pages = LINTS.iter().map(|lint| (lint.name, lint.page)).chain(super::allow::PAGES);
    let (_, lines) = pages.into_iter().find(|(of, _)| *of == name)?;
    let lines = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line));
    Some(lines.collect::<Vec<_>>().join("\n"))
}
