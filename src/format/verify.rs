//! The layout, proved: it must say the same as what it was made from, and be its own layout.

use crate::diagnostic::Finding;
use crate::source::{FileId, Source};
use crate::syntax::{self, tree::File};
use thiserror::Error;

/// Why a file has no layout.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum FormatError {
    /// The file has errors, which are to be mended first.
    #[error("only a file without errors can be laid out")]
    Invalid(Vec<Finding>),
    /// The layout would be larger than a rule file may be.
    #[error("in the standard layout the file would be larger than a rule file may be")]
    TooLarge,
    /// The layout would not have said the same as the file: a fault of Qualify, not of the file.
    #[error("the layout {0}; the file is left as it is. Please report this: it is a fault of qualify, not of the file")]
    Fault(&'static str),
}

/// The text of a rule file in the standard layout, with its comments, its lines ended as the first one was.
///
/// What comes out is parsed again, must say the same, and must not change when it is laid out again.
///
/// ```
/// use qualify::{format, source::Source};
/// let source = Source::new("a.qual", "when downloads>=2 and\n  company_size in 50 .. 500 then +20 # good");
/// let text = format::verified(&source).unwrap();
/// assert_eq!(text, "when downloads >= 2 and company_size in 50..500 then +20  # good\n");
/// ```
///
/// # Errors
/// [`FormatError::Invalid`] with what is wrong with the file; [`FormatError::TooLarge`] where the layout would be; [`FormatError::Fault`] where the proof fails.
pub fn verified(source: &Source) -> Result<String, FormatError> {
    let tree = parse(source).map_err(FormatError::Invalid)?;
    let text = super::file(source, &tree).ok_or(FormatError::Fault("leaves out what could not be read"))?;
    if text.len() > syntax::LARGEST {
        return Err(FormatError::TooLarge);
    }
    let again = Source::new(source.name(), text);
    let tree_again = parse(&again).map_err(|_| FormatError::Fault("cannot be read again"))?;
    if tree.comments != tree_again.comments {
        return Err(FormatError::Fault("changes comments"));
    }
    if tree.items != tree_again.items {
        return Err(FormatError::Fault("changes what the rules say"));
    }
    if super::file(&again, &tree_again).as_deref() != Some(again.text()) {
        return Err(FormatError::Fault("changes when it is made again"));
    }
    Ok(if has_crlf(source.text()) { again.text().replace('\n', "\r\n") } else { again.text().to_owned() })
}

/// The tree of a file without errors, or what is wrong with it.
fn parse(source: &Source) -> Result<File, Vec<Finding>> {
    let (tree, findings) = syntax::parse(source, FileId::default());
    if findings.iter().any(Finding::is_error) { Err(findings) } else { Ok(tree) }
}

/// Whether the first line ends as on Windows.
fn has_crlf(text: &str) -> bool {
    text.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'))
}
