//! `qualify man`: pages for `man`.

use super::output::{Exit, could_not_run, to_stdout};
use clap::Args;
use clap_mangen::Man;
use std::path::PathBuf;

/// Print the man page, or write one for each command
#[derive(Args, Clone, Debug)]
#[command(after_help = "Examples:\n  qualify man | man -l -\n  qualify man --dir ~/.local/share/man/man1")]
pub struct ManArgs {
    /// Write one page a command into this folder, which must be there
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl ManArgs {
    /// Runs the command.
    pub fn run(&self) -> Exit {
        let command = super::command();
        let Some(dir) = &self.dir else {
            return to_stdout(|out| Man::new(command).render(out).map(|()| Exit::Fine));
        };
        match clap_mangen::generate_to(command, dir) {
            Ok(()) => Exit::Fine,
            Err(error) => could_not_run(&format!("cannot write man pages to `{}`: {error}", dir.display()), None),
        }
    }
}
