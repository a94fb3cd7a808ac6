//! The page as HTML.

use super::markup::Markup;
use super::page::{Block, Item, Line, Page, Run, Section, Table, Tone};
use super::picture::{Picture, Shape};

const STYLE: &str = include_str!("style.css");

/// The whole page.
pub(super) fn page(page: &Page) -> String {
    let mut out = Markup::default();
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    out.raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>")
        .text(&page.title)
        .raw("</title>\n<style>\n");
    out.raw(STYLE).raw("</style>\n</head>\n<body>\n<header>\n<h1>").text(&page.title).raw("</h1>\n");
    blocks(&page.head, &mut out);
    out.raw("</header>\n");
    contents(page, &mut out);
    out.raw("<main>\n");
    for one in &page.sections {
        section(one, 0, &mut out);
    }
    out.raw("</main>\n<footer><p>");
    line(&page.foot, &mut out);
    out.raw("</p></footer>\n</body>\n</html>\n");
    out.into_string()
}

fn contents(page: &Page, out: &mut Markup) {
    out.raw("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ul>\n");
    for one in &page.sections {
        out.raw("<li>");
        entry(one, out);
        if one.is_listed && !one.sections.is_empty() {
            out.raw("\n<ul>\n");
            for inner in &one.sections {
                out.raw("<li>");
                entry(inner, out);
                out.raw("</li>\n");
            }
            out.raw("</ul>\n");
        }
        out.raw("</li>\n");
    }
    out.raw("</ul>\n</nav>\n");
}

fn entry(section: &Section, out: &mut Markup) {
    out.open("a", &[("href", &format!("#{}", section.anchor))]);
    line(&section.title, out);
    out.close("a");
}

fn section(section: &Section, depth: usize, out: &mut Markup) {
    let heading = if depth == 0 { "h2" } else { "h3" };
    out.open("section", &[("id", &section.anchor)]).raw("\n").open(heading, &[]);
    line(&section.title, out);
    out.close(heading).raw("\n");
    blocks(&section.blocks, out);
    for one in &section.sections {
        self::section(one, depth + 1, out);
    }
    out.raw("</section>\n");
}

fn blocks(blocks: &[Block], out: &mut Markup) {
    for block in blocks {
        match block {
            Block::Paragraph(words) => {
                out.raw("<p>");
                line(words, out);
                out.raw("</p>\n");
            }
            Block::Verbatim(text) => {
                out.raw("<pre>").lines(text).raw("</pre>\n");
            }
            Block::Items(all) => items(all, "items", out),
            Block::Table(one) => table(one, out),
            Block::Picture(one) => picture(one, out),
        }
    }
}

fn items(all: &[Item], class: &'static str, out: &mut Markup) {
    let is_plain = all.iter().all(|item| item.badge.is_none() && item.notes.is_empty() && item.below.is_empty());
    out.open("ul", &[("class", if is_plain { "plain" } else { class })]).raw("\n");
    for one in all {
        item(one, out);
    }
    out.raw("</ul>\n");
}

fn item(item: &Item, out: &mut Markup) {
    if let Some(aside) = &item.aside {
        out.raw("<li class=\"aside\">");
        line(aside, out);
        out.raw("</li>\n");
    }
    match &item.anchor {
        Some(anchor) => out.open("li", &[("id", anchor)]),
        None => out.raw("<li>"),
    };
    if let Some(badge) = &item.badge {
        let class = match badge.tone {
            Tone::Gain => "badge gain",
            Tone::Loss => "badge loss",
            Tone::Plain => "badge",
        };
        out.open("span", &[("class", class)]).text(&badge.text).raw("</span> ");
    }
    out.raw("<div class=\"said\"><p class=\"title\">");
    line(&item.title, out);
    out.raw("</p>\n");
    for note in &item.notes {
        out.raw("<p class=\"note\">");
        line(&note.line, out);
        out.raw("</p>\n");
        if !note.points.is_empty() {
            out.raw("<ul class=\"plain\">\n");
            for point in &note.points {
                out.raw("<li>");
                line(point, out);
                out.raw("</li>\n");
            }
            out.raw("</ul>\n");
        }
    }
    if !item.below.is_empty() {
        items(&item.below, "items below", out);
    }
    out.raw("</div></li>\n");
}

fn table(table: &Table, out: &mut Markup) {
    // A column in which nothing stands has nothing to say.
    let says = |at: usize| table.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
    let columns: Vec<(usize, &'static str)> =
        table.columns.iter().copied().enumerate().filter(|(at, _)| says(*at)).collect();
    out.raw("<table>\n<thead><tr>");
    for (_, name) in &columns {
        out.raw("<th scope=\"col\">").text(name).raw("</th>");
    }
    out.raw("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.raw("<tr>");
        for (at, name) in &columns {
            let cell = row.get(*at).map_or([].as_slice(), Vec::as_slice);
            if *at == 0 {
                out.raw("<th scope=\"row\">");
            } else if cell.is_empty() {
                out.raw("<td class=\"empty\">");
            } else {
                out.open("td", &[("data-label", name)]);
            }
            for (at, words) in cell.iter().enumerate() {
                out.raw(if at > 0 { "<br/>" } else { "" });
                line(words, out);
            }
            out.raw(if *at == 0 { "</th>" } else { "</td>" });
        }
        out.raw("</tr>\n");
    }
    out.raw("</tbody>\n</table>\n");
}

fn line(words: &Line, out: &mut Markup) {
    for run in &words.0 {
        match run {
            Run::Plain(text) => out.text(text),
            Run::Name(name) => out.raw("<code>").text(name).raw("</code>"),
            Run::Strong(text) => out.raw("<strong>").text(text).raw("</strong>"),
            Run::Link(name, to) => {
                out.open("a", &[("href", &format!("#{to}"))]).raw("<code>").text(name).raw("</code></a>")
            }
        };
    }
}

fn picture(picture: &Picture, out: &mut Markup) {
    let (title, description) = (format!("{}-title", picture.id), format!("{}-desc", picture.id));
    out.raw("<figure>\n").open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("role", "img"),
            ("aria-labelledby", &format!("{title} {description}")),
            ("width", "100%"),
            ("height", &picture.height.to_string()),
        ],
    );
    out.raw("\n").open("title", &[("id", &title)]).text(&picture.title).raw("</title>\n");
    out.open("desc", &[("id", &description)]).text(&picture.description).raw("</desc>\n");
    for one in &picture.shapes {
        shape(one, out);
        out.raw("\n");
    }
    out.raw("</svg>\n<figcaption>").text(&picture.caption).raw("</figcaption>\n</figure>\n");
}

fn shape(shape: &Shape, out: &mut Markup) {
    let across = |per_cent: f64| format!("{per_cent:.2}%");
    match shape {
        Shape::Box { x, y, width, height, class } => {
            let (x, y, width, height) = (across(*x), y.to_string(), across(*width), height.to_string());
            out.single("rect", &[("class", class), ("x", &x), ("y", &y), ("width", &width), ("height", &height)]);
        }
        Shape::Down { x, from, to, class } => {
            let (x, from, to) = (across(*x), from.to_string(), to.to_string());
            out.single("line", &[("class", class), ("x1", &x), ("x2", &x), ("y1", &from), ("y2", &to)]);
        }
        Shape::Text { x, dx, y, anchor, class, text } => {
            let (x, dx, y) = (across(*x), dx.to_string(), y.to_string());
            let place = [("class", *class), ("x", x.as_str()), ("dx", &dx), ("y", &y), ("text-anchor", anchor)];
            out.open("text", &place).text(text).close("text");
        }
    }
}
