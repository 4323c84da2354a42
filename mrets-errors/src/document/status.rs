//! The status of several errors.

use http::StatusCode;

/// Combines statuses by JSON:API's rule ("Processing Errors"): equal ones stay, several 4xx make a 400,
/// and any 5xx makes a 500. Without an error the server is at fault: 500.
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
