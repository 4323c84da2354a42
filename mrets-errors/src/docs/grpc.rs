//! The codes of gRPC statuses, as documentation shows them.

use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use crate::document::grpc_code::GrpcCode;
use http::StatusCode;

/// Whether a service answers over gRPC: one of its errors writes a code of it. Others see no codes.
pub(super) fn is_spoken(catalog: &Catalog) -> bool {
    catalog.entries().any(|entry| entry.grpc().is_some())
}

/// The code of an entry, by its name; none where a value decides the status, and with it the code.
pub(super) fn code(entry: &Entry) -> Option<&'static str> {
    entry.grpc().or_else(|| of_status(entry.status))
}

/// The code that a status has by itself.
pub(super) fn of_status(status: Option<StatusCode>) -> Option<&'static str> {
    status.map(|status| GrpcCode::of_status(status).name())
}
