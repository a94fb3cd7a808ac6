//! Why a run did not come to its end.

use crate::cli::atomic::AtomicError;
use crate::cli::output::{Exit, could_not_run};
use crate::cli::reading::LeadsError;
use crate::records::{BindError, ReadError, WriteError};

/// What ended a run.
#[derive(Debug)]
pub enum Failure {
    /// Something is wrong; the message and the way out.
    Error(String, Option<String>),
    /// It was told to end.
    Interrupted,
    /// What is wrong has been told already.
    Exit(Exit),
    /// Whoever reads the result has seen enough.
    ClosedPipe,
}

impl Failure {
    /// An error of that message.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure::Error(message.into(), None)
    }

    /// Tells it, if it is not told yet, and gives the exit of the command.
    pub fn exit(self) -> Exit {
        match self {
            Failure::Exit(exit) => exit,
            Failure::ClosedPipe => Exit::Fine,
            Failure::Interrupted => Exit::Interrupted,
            Failure::Error(message, help) => could_not_run(&message, help),
        }
    }

    /// The same with a way out.
    pub fn help(self, help: impl Into<String>) -> Failure {
        match self {
            Failure::Error(message, _) => Failure::Error(message, Some(help.into())),
            other => other,
        }
    }
}

impl From<LeadsError> for Failure {
    fn from(error: LeadsError) -> Failure {
        Failure::Error(error.to_string(), error.help())
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Failure {
        Failure::Error(error.to_string(), error.help())
    }
}

impl From<BindError> for Failure {
    fn from(error: BindError) -> Failure {
        Failure::Error(error.to_string(), Some(error.help()))
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Failure {
        if error.is_closed_pipe() { Failure::ClosedPipe } else { Failure::Error(error.to_string(), error.help()) }
    }
}

impl From<AtomicError> for Failure {
    fn from(error: AtomicError) -> Failure {
        let help = matches!(error, AtomicError::IsInput(_)).then(|| "name another file".to_owned());
        Failure::Error(error.to_string(), help)
    }
}
