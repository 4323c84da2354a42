//! [`Wanted`]: the parts of an answer that are made only if a layer of the process wants them.

use std::sync::atomic::{AtomicBool, Ordering};

/// The extension on a response of `to_response`. Until a layer looks for it, a response costs only its head and its
/// body.
pub(crate) static ANSWERED: Wanted = Wanted::new();

/// The values that messages of other languages show. A layer with languages may answer for errors of crates that have
/// none.
#[cfg(feature = "fluent")]
pub(crate) static LANGUAGES: Wanted = Wanted::new();

/// Whether a layer wants a part of the answers. It says so before it calls its service.
pub(crate) struct Wanted(AtomicBool);

impl Wanted {
    const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    pub(crate) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Notes that a layer wants it.
    #[cfg(feature = "__rewrite")]
    pub(crate) fn want(&self) {
        // Once: a store for each request would keep the line from other cores.
        if !self.is_wanted() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}
