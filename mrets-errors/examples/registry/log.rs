//! What the operator reads and the client never does.

use std::{error::Error, iter};

use mrets_errors::MretsError;

use crate::error::RegistryError;

/// Logs a failure of the service with all its causes; the client's own mistakes are no news here.
pub(crate) fn failure(error: &RegistryError) {
    if error.status().is_server_error() {
        let cause = iter::successors(error.source(), |cause| (*cause).source())
            .map(ToString::to_string)
            .reduce(|chain, cause| format!("{chain}: {cause}"));
        tracing::error!(status = error.status().as_u16(), cause, "{error}");
    }
}
