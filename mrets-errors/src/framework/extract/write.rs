//! Extractors as responses.

use crate::framework::answer::answer;
use crate::framework::extract::content_type;
use crate::framework::extract::refusal::Refusal;
use bytes::Bytes;
use http::Response;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use std::fmt::Display;

/// A success of JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> Response<Bytes> {
    let written = serde_json::to_vec(value);
    success::<T, _, _>(written, content_type::JSON)
}

/// A success, or a 500 if the value cannot be written. Only the log has the reason, since that may hold the value.
pub(crate) fn success<T, B: Into<Bytes>, E: Display>(
    written: Result<B, E>,
    content_type: &'static str,
) -> Response<Bytes> {
    match written {
        Ok(body) => {
            let mut response = Response::new(body.into());
            let content_type = HeaderValue::from_static(content_type);
            response.headers_mut().insert(CONTENT_TYPE, content_type);
            response
        }
        Err(error) => answer(&Refusal::defect::<T>(&error)),
    }
}
