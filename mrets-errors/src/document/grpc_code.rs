//! [`GrpcCode`]: the codes of gRPC beside the statuses of HTTP.

#[cfg(any(feature = "docs", feature = "tonic"))]
use http::StatusCode;

/// A code of gRPC for a call that failed, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GrpcCode {
    Cancelled = 1,
    Unknown,
    InvalidArgument,
    DeadlineExceeded,
    NotFound,
    AlreadyExists,
    PermissionDenied,
    ResourceExhausted,
    FailedPrecondition,
    Aborted,
    OutOfRange,
    Unimplemented,
    Internal,
    Unavailable,
    DataLoss,
    Unauthenticated,
}

/// The row of a code.
#[cfg(any(feature = "client", feature = "docs", feature = "tonic"))]
struct CodeRow {
    code: GrpcCode,
    /// The name in google.rpc.Code.
    #[cfg_attr(
        not(any(feature = "client", feature = "docs")),
        expect(dead_code, reason = "clients and documentation show it")
    )]
    name: &'static str,
    /// The status that google.rpc.Code gives it.
    #[cfg_attr(
        not(all(feature = "client", feature = "tonic")),
        expect(dead_code, reason = "clients of tonic read it")
    )]
    status: u16,
}

/// The codes in the order of their numbers, from 1 (googleapis' `google/rpc/code.proto`).
#[cfg(any(feature = "client", feature = "docs", feature = "tonic"))]
static ROWS: [CodeRow; 16] = {
    use GrpcCode as C;
    [
        row(C::Cancelled, "CANCELLED", 499),
        row(C::Unknown, "UNKNOWN", 500),
        row(C::InvalidArgument, "INVALID_ARGUMENT", 400),
        row(C::DeadlineExceeded, "DEADLINE_EXCEEDED", 504),
        row(C::NotFound, "NOT_FOUND", 404),
        row(C::AlreadyExists, "ALREADY_EXISTS", 409),
        row(C::PermissionDenied, "PERMISSION_DENIED", 403),
        row(C::ResourceExhausted, "RESOURCE_EXHAUSTED", 429),
        row(C::FailedPrecondition, "FAILED_PRECONDITION", 400),
        row(C::Aborted, "ABORTED", 409),
        row(C::OutOfRange, "OUT_OF_RANGE", 400),
        row(C::Unimplemented, "UNIMPLEMENTED", 501),
        row(C::Internal, "INTERNAL", 500),
        row(C::Unavailable, "UNAVAILABLE", 503),
        row(C::DataLoss, "DATA_LOSS", 500),
        row(C::Unauthenticated, "UNAUTHENTICATED", 401),
    ]
};

#[cfg(any(feature = "client", feature = "docs", feature = "tonic"))]
const fn row(code: GrpcCode, name: &'static str, status: u16) -> CodeRow {
    CodeRow { code, name, status }
}

#[cfg(any(feature = "client", feature = "docs", feature = "tonic"))]
impl GrpcCode {
    /// The code of this number; `None` for 0, which is a success, and for a number that gRPC does not know.
    pub(crate) fn from_number(number: usize) -> Option<Self> {
        Some(ROWS.get(number.checked_sub(1)?)?.code)
    }

    #[cfg(any(feature = "client", feature = "docs"))]
    fn row(self) -> Option<&'static CodeRow> {
        ROWS.iter().find(|row| row.code == self)
    }

    /// The name in google.rpc.Code.
    #[cfg(any(feature = "client", feature = "docs"))]
    pub(crate) fn name(self) -> &'static str {
        self.row().map_or("UNKNOWN", |row| row.name)
    }

    /// The status that google.rpc.Code gives the code.
    #[cfg(all(feature = "client", feature = "tonic"))]
    pub(crate) fn status(self) -> StatusCode {
        let status = self.row().map(|row| row.status);
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The code of a status.
    ///
    /// If google.rpc.Code maps several codes to one status, this is the code that claims least: a 409 is
    /// `ABORTED`, a 400 `INVALID_ARGUMENT`. A status that it does not name has the code closest in meaning.
    #[cfg(any(feature = "docs", feature = "tonic"))]
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            401 | 407 => Self::Unauthenticated,
            403 | 451 => Self::PermissionDenied,
            404 | 410 => Self::NotFound,
            405 | 501 | 505 => Self::Unimplemented,
            408 | 504 => Self::DeadlineExceeded,
            409 => Self::Aborted,
            304 | 402 | 412 | 423 | 424 | 426 | 428 => Self::FailedPrecondition,
            413 | 429 | 507 => Self::ResourceExhausted,
            416 => Self::OutOfRange,
            499 => Self::Cancelled,
            425 | 502 | 503 => Self::Unavailable,
            400..=498 => Self::InvalidArgument,
            _ => Self::Internal,
        }
    }
}
