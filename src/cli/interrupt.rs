//! Ctrl-C: a run ends in good order, so that no half-written file is left behind.

use super::output::Exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the run was told to end, by Ctrl-C or by `kill`. To be asked again and again.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Begins to listen. The second time the process ends at once, for it may be waiting for input.
    pub fn listen() -> Interrupt {
        let interrupt = Interrupt::default();
        let told = interrupt.clone();
        // Where nobody can listen, Ctrl-C ends the process as ever.
        let _ = ctrlc::set_handler(move || {
            if told.0.swap(true, Ordering::Relaxed) {
                std::process::exit(Exit::Interrupted as i32);
            }
        });
        interrupt
    }

    /// Whether to end.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
