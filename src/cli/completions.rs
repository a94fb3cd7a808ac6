//! `qualify completions`: for the shell.

use super::output::{Exit, to_stdout};
use clap::Args;
use clap_complete::Shell;

/// Print completions for a shell
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Examples:\n  qualify completions bash > ~/.local/share/bash-completion/completions/qualify\n  \
                        qualify completions zsh > ~/.zfunc/_qualify"
)]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl CompletionsArgs {
    /// Runs the command.
    pub fn run(&self) -> Exit {
        // The generators cannot fail into memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::command(), "qualify", &mut script);
        to_stdout(|out| out.write_all(&script).map(|()| Exit::Fine))
    }
}
