//! `grpc`: the code of an answer's gRPC status.

use super::number_of;
use crate::parse::attr::status::StatusAttr;
use crate::report::ctxt::Ctxt;
use crate::report::suggest::{list, nearest};

/// The names of google.rpc.Code, and the variants of the runtime's `GrpcCode`, in the order of their numbers
/// from 1.
pub(crate) const CODES: [(&str, &str); 16] = [
    ("CANCELLED", "Cancelled"),
    ("UNKNOWN", "Unknown"),
    ("INVALID_ARGUMENT", "InvalidArgument"),
    ("DEADLINE_EXCEEDED", "DeadlineExceeded"),
    ("NOT_FOUND", "NotFound"),
    ("ALREADY_EXISTS", "AlreadyExists"),
    ("PERMISSION_DENIED", "PermissionDenied"),
    ("RESOURCE_EXHAUSTED", "ResourceExhausted"),
    ("FAILED_PRECONDITION", "FailedPrecondition"),
    ("ABORTED", "Aborted"),
    ("OUT_OF_RANGE", "OutOfRange"),
    ("UNIMPLEMENTED", "Unimplemented"),
    ("INTERNAL", "Internal"),
    ("UNAVAILABLE", "Unavailable"),
    ("DATA_LOSS", "DataLoss"),
    ("UNAUTHENTICATED", "Unauthenticated"),
];

/// The number of the code; `None` if no key gives it, or no code has that name, which is reported.
pub(super) fn code(cx: &Ctxt, attr: &StatusAttr) -> Option<u32> {
    let literal = attr.keys.grpc.as_ref()?;
    let written = literal.value();
    if let Some(number) = number_of(written, &CODES) {
        return Some(number);
    }
    let names = CODES.map(|(name, _)| name);
    let plain = |text: &str| text.replace('_', "").to_lowercase();
    let meant = names.iter().find(|name| plain(name) == plain(written));
    let meant = meant.copied().or_else(|| nearest(written, &names));
    if written == "OK" {
        cx.error(
            literal.span(),
            "`OK` is a success: leave `grpc` out, or write the code of an error",
        );
    } else if let Some(meant) = meant {
        cx.error(
            literal.span(),
            format_args!("unknown code of gRPC `{written}`: did you mean `{meant}`?"),
        );
    } else {
        cx.error(
            literal.span(),
            format_args!(
                "unknown code of gRPC `{written}`: write one of {}",
                list(&names)
            ),
        );
    }
    None
}
