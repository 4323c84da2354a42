//! Whether a layer has languages: errors then keep the values that their messages show.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a layer has languages. It may answer for errors of crates that have none.
static ARE_WANTED: AtomicBool = AtomicBool::new(false);

pub(crate) fn are_wanted() -> bool {
    ARE_WANTED.load(Ordering::Relaxed)
}

/// Notes that a layer has languages. The layer calls it before it asks its service.
#[cfg(feature = "__rewrite")]
pub(crate) fn want() {
    // Once: a store for each request would keep the line from other cores.
    if !are_wanted() {
        ARE_WANTED.store(true, Ordering::Relaxed);
    }
}
