//! `like = EXPR`: a variant that answers as another error does, except for its keys.

use crate::model::{Reply, ReplyKind, Status};
use crate::parse::ast::variant::Variant;
use crate::report::ctxt::Ctxt;

/// The other error gives the error objects, so `#[errors]` cannot.
pub(super) fn has_no_errors_field(cx: &Ctxt, variant: &Variant<'_>) {
    for at in variant.fields.iter().filter_map(|field| field.attrs.errors) {
        cx.error(
            at,
            "the error that `like` names gives the error objects: leave `#[errors]` out, \
             or write a status in place of `like`",
        );
    }
}

/// An error that is like itself would ask itself without end.
pub(super) fn is_another_error(cx: &Ctxt, reply: &Reply<'_>) {
    if let ReplyKind::Own(answer) = &reply.kind
        && let Status::Like(value) = &answer.status
        && value.is_self
    {
        cx.error_spanned(
            &value.tokens,
            "an error cannot be like itself: write `like = .field`, or a method that gives another error",
        );
    }
}
