//! The fenced pieces and the tables of a Markdown page.

/// A fenced piece: what stands behind the three backticks, and the lines inside.
#[derive(Clone, Debug)]
pub struct Fence {
    pub info: String,
    pub text: String,
    pub line: usize,
}

/// All fenced pieces, in order.
pub fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    for (at, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some(Fence { info: info.to_owned(), text: String::new(), line: at + 1 }),
            (Some(_), Some("")) => fences.extend(open.take()),
            (Some(fence), _) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is never closed: {open:?}");
    fences
}

/// The cells of the rows below a table's head.
pub fn table<'a>(page: &'a str, head: &str) -> Vec<Vec<&'a str>> {
    let mut lines = page.lines().skip_while(|line| *line != head);
    assert!(lines.next().is_some(), "there is no table {head}");
    lines
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split(" | ").map(|cell| code(cell.trim())).collect())
        .collect()
}

/// What stands between backticks, of which there are two where the code itself holds some.
fn code(cell: &str) -> &str {
    let inside = |marks| cell.strip_prefix(marks)?.strip_suffix(marks);
    inside("``").map(str::trim).or_else(|| inside("`")).unwrap_or(cell)
}

/// The words in backticks that follow a mark, up to the next blank line.
pub fn words_after<'a>(page: &'a str, mark: &str) -> Vec<&'a str> {
    let text = page.split_once(mark).unwrap().1.split("\n\n").next().unwrap();
    text.split('`').skip(1).step_by(2).collect()
}
