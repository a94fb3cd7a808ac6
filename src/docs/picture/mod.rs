//! Pictures: shapes at places, which stretch with the width of the page while their texts keep their size.

mod ladder;
mod points;
mod rows;
mod scale;
mod wrap;

pub(super) use ladder::ladder;
pub(super) use points::points;

/// A picture.
#[derive(Debug)]
pub(super) struct Picture {
    /// What it is called on the page, for what refers to it.
    pub(super) id: String,
    /// What it shows.
    pub(super) title: String,
    /// What it shows, for those who cannot see it.
    pub(super) description: String,
    /// What stands below it.
    pub(super) caption: String,
    /// How high it is.
    pub(super) height: u32,
    /// What it is made of, from the back to the front.
    pub(super) shapes: Vec<Shape>,
}

/// A shape. What lies across is in per cent of the width, what lies down in pixels.
#[derive(Debug)]
pub(super) enum Shape {
    /// A rectangle.
    Box {
        /// Its left end.
        x: f64,
        /// Its upper end.
        y: u32,
        /// How wide it is.
        width: f64,
        /// How high it is.
        height: u32,
        /// What it stands for.
        class: &'static str,
    },
    /// A line downwards.
    Down {
        /// Where.
        x: f64,
        /// Its upper end.
        from: u32,
        /// Its lower end.
        to: u32,
        /// What it stands for.
        class: &'static str,
    },
    /// A text on one line.
    Text {
        /// Where it begins, or ends.
        x: f64,
        /// How far that is moved, in pixels.
        dx: i32,
        /// Its baseline.
        y: u32,
        /// Which part of it stands there: `start`, `middle` or `end`.
        anchor: &'static str,
        /// What it stands for.
        class: &'static str,
        /// The text.
        text: String,
    },
}
