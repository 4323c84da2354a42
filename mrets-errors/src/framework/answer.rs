//! What all frameworks do with an error that a handler returned.

#[cfg(feature = "tracing")]
use super::log;
use crate::error::mrets_error::MretsError;
use bytes::Bytes;
use http::Response;

/// The answer to the error: the one place where it is logged.
pub(crate) fn answer(error: &dyn MretsError) -> Response<Bytes> {
    #[cfg(feature = "tracing")]
    log::answered(error);
    error.to_response()
}
