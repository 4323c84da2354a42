//! The status of several errors.

use http::StatusCode;

/// JSON:API's rule ("Processing Errors"): all equal, that one; several 4xx, 400; any 5xx, 500. No
/// error at all is none that a client made.
pub(crate) fn combined(statuses: impl IntoIterator<Item = StatusCode>) -> StatusCode {
    let mut statuses = statuses.into_iter();
    let Some(first) = statuses.next() else {
        return StatusCode::INTERNAL_SERVER_ERROR;
    };
    statuses.fold(first, |combined, status| {
        if combined == status {
            status
        } else if combined.is_server_error() || status.is_server_error() {
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::BAD_REQUEST
        }
    })
}
