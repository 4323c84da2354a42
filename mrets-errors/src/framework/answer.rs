//! What all frameworks do with an error that a handler returned.

#[cfg(feature = "tracing")]
use super::log;
use crate::answer::answerable::AnsweringError;
use crate::answer::response::response;
use bytes::Bytes;
use http::Response;

/// The answer to the error: the one place where it is logged.
pub(crate) fn answer(error: &dyn AnsweringError) -> Response<Bytes> {
    #[cfg(feature = "tracing")]
    log::answered(error);
    response(error)
}
