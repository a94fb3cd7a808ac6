//! Names of columns.

/// A column's name as it is compared loosely: in lower case, without white space, `_`, `-` and `.`.
///
/// ```
/// use qualify::records::folded;
/// assert_eq!(folded("Company Size"), folded("company_size"));
/// ```
pub fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '.' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The first two columns that share a name, counted from 0; columns without a name may be many.
#[cfg(feature = "files")]
pub(super) fn first_duplicate(columns: &[String]) -> Option<(usize, usize)> {
    let mut seen = std::collections::HashMap::new();
    columns.iter().enumerate().find_map(|(at, name)| match name.trim() {
        "" => None,
        name => seen.insert(name, at).map(|earlier| (earlier, at)),
    })
}
