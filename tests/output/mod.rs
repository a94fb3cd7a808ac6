//! Output files, exit codes, levels of findings, and which files are read.

mod atomic;
mod files;
mod levels;
mod lint_pages;
mod pipes;
