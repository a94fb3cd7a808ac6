//! The `qualify` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    qualify::cli::main()
}
