//! What all frameworks do with an error that a handler returned.

#[cfg(feature = "tracing")]
mod log;

use crate::error::MretsError;
use bytes::Bytes;
use http::Response;

/// The answer to the error: the one place where it is logged.
pub(crate) fn answer(error: &dyn MretsError) -> Response<Bytes> {
    #[cfg(feature = "tracing")]
    log::answered(error);
    error.to_response()
}
