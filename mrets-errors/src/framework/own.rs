//! The errors that layers answer by themselves, for catalogues. Nothing makes values of these types.

use mrets_errors_derive::MretsError;

/// The answers of a router that has no handler for a request.
#[derive(Debug, MretsError)]
#[mrets(no_response)]
#[allow(dead_code)] // It is described only.
pub(crate) enum RouterError {
    /// No route of the service has this path.
    ///
    /// # Causes
    ///
    /// A misspelt path, or one of another version of the service.
    #[status(404)]
    NoRoute,
    /// The path knows other methods, which `Allow` names.
    #[status(405, headers("Allow" = ""))]
    NoMethod,
}

/// The answers of the layers around a router.
#[cfg(feature = "axum-stack")]
#[derive(Debug, MretsError)]
#[mrets(no_response)]
#[allow(dead_code)] // It is described only.
pub(crate) enum StackError {
    #[status(transparent)]
    Router(RouterError),
    /// The client took too long to send its body.
    ///
    /// # Solutions
    ///
    /// Send the request again: it was not processed.
    #[status(408)]
    SlowUpload,
    /// The body of the request has more bytes than the service reads.
    #[status(413)]
    TooLarge,
    /// The service broke off. The cause is in its log.
    #[status(500)]
    Panicked,
    /// The service has more requests under way than it takes.
    ///
    /// # Solutions
    ///
    /// Wait as long as `Retry-After` says, and send the request again.
    #[status(503, retry_after = 1)]
    Overloaded,
    /// The service did not answer in time. It may have done its work.
    #[status(504)]
    TooSlow,
}
