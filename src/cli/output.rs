//! How a run ends: exit codes, and what a closed pipe or a full disk means.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All is well.
    Fine = 0,
    /// It found what it was asked to look for.
    Found = 1,
    /// It could not run.
    CouldNotRun = 2,
    /// It was told to end, as by Ctrl-C.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Lets `write` write through a buffer into `out`, to the last byte.
///
/// A reader that has seen enough (`| head`) is no error: it ends the writing quietly, as `Ok(None)`. Any other error,
/// such as a full disk, is handed on, also when only the last bytes meet it.
pub fn deliver<W: Write, T>(out: W, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<Option<T>> {
    let mut out = BufWriter::new(out);
    let written = write(&mut out).and_then(|value| out.flush().map(|()| value));
    // What could not be written must not be tried again as the buffer goes.
    let _ = out.into_parts();
    match written {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(None),
        Err(error) => Err(error),
    }
}

/// [`deliver`] into standard output, giving the exit of the command: a closed pipe is [`Exit::Fine`], and any other
/// error is told on standard error and gives [`Exit::CouldNotRun`].
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<Exit>) -> Exit {
    match deliver(io::stdout().lock(), write) {
        Ok(exit) => exit.unwrap_or(Exit::Fine),
        Err(error) => {
            // Nothing is left to be done where standard error is gone too.
            let _ = writeln!(io::stderr(), "error: cannot write the output: {}", crate::records::plain_reason(&error));
            Exit::CouldNotRun
        }
    }
}

/// Says on standard error why a command could not run, and the way out where there is one.
pub fn could_not_run(message: &impl std::fmt::Display, help: Option<String>) -> Exit {
    let mut text = format!("error: {message}\n");
    if let Some(help) = help {
        text.push_str(&format!("help: {help}\n"));
    }
    // Nothing is left to be done where standard error is gone too.
    let _ = io::stderr().write_all(super::style::clean(&text).as_bytes());
    Exit::CouldNotRun
}
