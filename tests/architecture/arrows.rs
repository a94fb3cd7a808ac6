//! What a piece of code uses of its own crate.

/// The first names of all paths that lead to the root of the crate: after `crate::`, and after enough of `super::`.
pub fn of(code: &str, module: &[String]) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        names.extend(first_names(&code[at + "crate::".len()..]));
    }
    let chains = code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::"));
    for (at, _) in chains {
        let mut rest = &code[at..];
        let mut ups = 0;
        while let Some(after) = rest.strip_prefix("super::") {
            rest = after;
            ups += 1;
        }
        if ups == module.len() {
            names.extend(first_names(rest));
        }
    }
    names
}

/// The name that a path begins with, or those of a group in braces.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else { return vec![identifier(path)] };
    let mut names = Vec::new();
    let (mut depth, mut starts) = (0, true);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => starts = true,
            letter if starts && !letter.is_whitespace() => {
                names.push(identifier(&group[at..]));
                starts = false;
            }
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[test]
fn arrows_are_found() {
    let module = ["eval".to_owned(), "points".to_owned()];
    let code =
        "use crate::{value::{a, b}, rules, X};\nuse crate::check;\nuse super::tree;\nlet a = super::super::cli::run();";
    assert_eq!(of(code, &module), ["value", "rules", "X", "check", "cli"]);
}
