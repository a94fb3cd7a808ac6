//! Where a quoted cell goes on after its closing quote: there a quote within it was not doubled.

/// Follows the quotes of one row, in as many parts as it comes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quotes {
    state: State,
    stray: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    #[default]
    Start,
    /// In a cell without quotes.
    Bare,
    /// Between the quotes of a cell.
    Quoted,
    /// After a quote that closes the cell, unless another one follows at once.
    Quote,
    /// After the closing quote and white space.
    Closed,
}

impl Quotes {
    /// Where the row, counted from 0, holds the first character that should not follow a closing quote.
    pub fn stray(&self) -> Option<usize> {
        self.stray
    }

    /// Looks at the next part of the row, which begins at `from`.
    pub fn scan(&mut self, part: &[u8], delimiter: u8, from: usize) {
        if self.stray.is_some() {
            return;
        }
        // Without a quote a part only says where its last cell begins; most rows have none.
        if self.state != State::Quoted && self.state != State::Quote && !part.contains(&b'"') {
            match (self.state, part.last()) {
                (_, None) => return,
                (State::Closed, _) => {}
                (_, Some(last)) => {
                    self.state = if *last == delimiter { State::Start } else { State::Bare };
                    return;
                }
            }
        }
        for (at, byte) in part.iter().enumerate() {
            let at_end = *byte == delimiter || matches!(byte, b'\r' | b'\n');
            self.state = match (self.state, byte) {
                (State::Quoted, b'"') => State::Quote,
                (State::Quoted, _) => State::Quoted,
                (State::Quote, b'"') => State::Quoted,
                _ if at_end => State::Start,
                (State::Quote | State::Closed, b' ' | b'\t') => State::Closed,
                (State::Quote | State::Closed, _) => {
                    self.stray = Some(from + at);
                    return;
                }
                (State::Start, b'"') => State::Quoted,
                (State::Start | State::Bare, _) => State::Bare,
            };
        }
    }
}
