//! [`Mistakes`]: what is wrong in the translations of a service, logged once.

use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};

/// A mistake in a translation. A process logs each kind once, since every answer would repeat it.
#[derive(Clone, Copy)]
pub(super) enum Mistake {
    /// A file has a line that is no message, a message twice, or no language's tag.
    BrokenFile = 1,
    /// An error has no message.
    MissingMessage = 2,
    /// A message asks for an argument, a term or a function that does not exist, or for itself.
    FailingMessage = 4,
}

/// The bits of the [mistakes](Mistake) that are logged.
pub(super) struct Mistakes(AtomicU8);

impl Mistakes {
    pub(super) const fn new() -> Self {
        Self(AtomicU8::new(0))
    }

    pub(super) fn log(&self, mistake: Mistake, what: fmt::Arguments<'_>) {
        let bit = mistake as u8;
        if self.0.fetch_or(bit, Ordering::Relaxed) & bit != 0 {
            return;
        }
        #[cfg(feature = "tracing")]
        tracing::warn!(target: "mrets_errors::log", "a translation falls back to the attribute's text: {what}");
        #[cfg(not(feature = "tracing"))]
        let _ = what;
    }
}
