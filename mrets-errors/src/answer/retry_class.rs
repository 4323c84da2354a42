//! [`RetryClass`]: whether a client may send a request again.

use http::StatusCode;
use std::fmt;

/// Whether a client may send a request again after an error, as far as the catalogue knows.
/// The page, the lock and the catalogue's JSON show it.
///
/// ```
/// use mrets_errors::{MretsError, RetryClass};
///
/// #[derive(Debug, MretsError)]
/// enum TransferError {
///     #[status(404)]
///     NoAccount,
///     #[status(409, code = "locked", retry = "after")]
///     Locked,
/// }
///
/// let catalog = TransferError::catalog();
/// let classes: Vec<_> = catalog.entries().map(|entry| entry.retry()).collect();
/// assert_eq!(classes, [RetryClass::Never, RetryClass::After]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RetryClass {
    /// The request was not processed: it may be sent again after a wait.
    After,
    /// The same request would fail again.
    Never,
    /// The request may have done its work. It may be sent again only if it is idempotent (RFC 9110, 9.2.2).
    Unknown,
}

impl RetryClass {
    /// The word for it: `after`, `never` or `unknown`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::Never => "never",
            Self::Unknown => "unknown",
        }
    }

    /// The class that status and headers give. A server that sends `Retry-After` means it.
    pub(crate) fn of(status: Option<StatusCode>, headers: &[&str]) -> Self {
        if headers.contains(&"retry-after") {
            return Self::After;
        }
        match status.map(|status| status.as_u16()) {
            Some(408 | 425 | 429) => Self::After,
            None | Some(500 | 502..=504 | 520..=524 | 529) => Self::Unknown,
            Some(_) => Self::Never,
        }
    }
}

impl fmt::Display for RetryClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
