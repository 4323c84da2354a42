//! [`observe`]: a function of the service that gets each answered error.

use crate::document::answered::Answered;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

type Observer = fn(&Answered, Option<&(dyn Error + 'static)>);

static OBSERVER: OnceLock<Observer> = OnceLock::new();

/// Sets the function that is called once for each answered error, for metrics, error trackers and
/// budgets. `main` sets it once; a later call changes nothing.
///
/// The function gets the data of the answer and the error. The error is `None` if a framework, a layer
/// or a handler answered without an error of ours, and an `EnvelopeLayer` or its counterpart made an envelope of
/// the answer. A 304 is no error. The function runs on the thread that answers, so it should not block. If it panics,
/// the answer is sent all the same.
///
/// ```
/// use mrets_errors::{Answered, observe};
/// use std::error::Error;
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// static SERVER_ERRORS: AtomicU64 = AtomicU64::new(0);
///
/// fn count(answered: &Answered, _: Option<&(dyn Error + 'static)>) {
///     if answered.status().is_server_error() {
///         SERVER_ERRORS.fetch_add(1, Ordering::Relaxed);
///     }
/// }
///
/// observe(count);
/// ```
pub fn observe(observer: fn(&Answered, Option<&(dyn Error + 'static)>)) {
    // The first one stays.
    let _ = OBSERVER.set(observer);
}

/// Calls the function that [`observe`] set.
pub(crate) fn observed(answered: &Answered, error: Option<&(dyn Error + 'static)>) {
    if let Some(observer) = OBSERVER.get() {
        // The panic hook has logged its panic.
        let _ = catch_unwind(AssertUnwindSafe(|| observer(answered, error)));
    }
}
