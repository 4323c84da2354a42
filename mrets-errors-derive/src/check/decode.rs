//! `#[mrets(decode)]`: the fields that are sent, and the way in which the client finds the variant.

use super::{codes, fields};
use crate::format::Value;
use crate::model::{Code, Model, ReplyKind, Restore, Status};
use crate::parse::ast::Input;
use crate::parse::ast::field::Field;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::status::StatusAttr;
use crate::parse::attr::status_arg::StatusArg;
use crate::parse::attr::text::TextOrExpr;
use crate::parse::types;
use crate::report::ctxt::Ctxt;

/// The fields that `decode` puts into `meta` if none is marked: all of a 4xx except its source and maps. A 5xx,
/// and a status that may be one, send only marked fields. Beside an `#[errors]` field nothing is sent,
/// since its errors give the objects.
pub(super) fn sent(input: &Input<'_>, variant: &Variant<'_>, attr: &StatusAttr) -> Vec<usize> {
    let is_client_error = matches!(&attr.status, Some(StatusArg::Fixed(fixed))
        if (400..500).contains(&fixed.status));
    // The client does not find a variant by a varying code.
    let has_varying_code = matches!(attr.keys.code, Some(TextOrExpr::Expr(_)));
    let mut fields = variant.fields.iter();
    if !input.attrs.decode
        || !is_client_error
        || has_varying_code
        || fields.any(|field| field.attrs.meta.or(field.attrs.errors).is_some())
    {
        return Vec::new();
    }
    let sent = variant.fields.iter().filter(|field| {
        let is_of_log = field.attrs.location.is_some() || field.is_backtrace();
        let is_map = field.shown_map().is_some();
        !field.is_source() && !is_of_log && !is_map && field.attrs.skip.is_none()
    });
    sent.map(|field| field.index).collect()
}

/// `#[meta(skip)]` means something only beside `decode`.
pub(super) fn nothing_to_skip(cx: &Ctxt, input: &Input<'_>) {
    if input.attrs.decode {
        return;
    }
    for field in input.fields() {
        if let Some(at) = field.attrs.skip {
            cx.error(
                at,
                "without `#[mrets(decode)]` only fields marked `#[meta]` are sent: leave `#[meta(skip)]` out",
            );
        }
    }
}

/// Only one map can take the members of `meta` that no field names.
pub(super) fn one_flattened(cx: &Ctxt, input: &Input<'_>) {
    if !input.attrs.decode {
        return;
    }
    for variant in &input.variants {
        let fields = variant.fields.iter();
        for at in fields.filter_map(|field| field.attrs.flatten).skip(1) {
            cx.error(
                at,
                "`decode` cannot tell the members of two maps apart: flatten one of them, \
                 and mark the other by `#[meta]`",
            );
        }
    }
}

/// A client cannot read a borrowed value back.
pub(super) fn borrows_nothing(cx: &Ctxt, input: &Input<'_>, model: &Model<'_>) {
    if !input.attrs.decode {
        return;
    }
    for reply in &model.replies {
        let ReplyKind::Own(answer) = &reply.kind else {
            continue;
        };
        for (field, restore) in &answer.restored {
            let is_sent = matches!(restore, Restore::Meta | Restore::Flattened);
            if is_sent && types::is_reference(field.ty()) {
                cx.error_spanned(
                    field.ty(),
                    "`decode` cannot bring back a borrow: make it a `String`, \
                     or a `Cow<'static, str>` if the server has a constant",
                );
            }
        }
    }
}

/// Finds each field on the client.
pub(super) fn restored<'a>(
    input: &Input<'_>,
    variant: &'a Variant<'a>,
    status: Option<&Status<'a>>,
    code: &Code<'a>,
    meta: &[(String, Value<'a>)],
) -> Vec<(&'a Field<'a>, Restore)> {
    let comes_back = match (status, code) {
        // The other error's code leads back.
        (Some(Status::Like(value)), code) => value.field.is_some() && matches!(code, Code::Default),
        // The errors of a field have codes of their own.
        (_, Code::Value(_)) => fields::errors_field(variant).is_some(),
        (_, Code::Default | Code::Constant(_)) => true,
    };
    if !input.attrs.decode || !comes_back {
        return Vec::new();
    }
    let is_value = |value: &Value<'_>, field: &Field<'_>| {
        value.field.is_some_and(|known| known.index == field.index)
    };
    let is_in_meta = |field: &Field<'_>| {
        let mut members = meta.iter();
        members.any(|(name, value)| *name == field.name() && is_value(value, field))
    };
    let restore = |field: &Field<'_>| match status {
        _ if field.attrs.errors.is_some() => Restore::Errors,
        _ if field.attrs.location.is_some() => Restore::Location,
        Some(Status::Like(value)) if is_value(value, field) => Restore::Like,
        _ if field.attrs.flatten.is_some() => Restore::Flattened,
        _ if is_in_meta(field) => Restore::Meta,
        Some(Status::Value(value)) if is_value(value, field) => Restore::Status,
        _ if field.is_backtrace() => Restore::Backtrace,
        _ => Restore::Default,
    };
    let fields = variant.fields.iter();
    fields.map(|field| (field, restore(field))).collect()
}

/// The client finds the variant by its code, so no two have the same one.
pub(super) fn code_finds_variant(cx: &Ctxt, model: &Model<'_>) {
    let input = model.input;
    if !input.attrs.decode {
        return;
    }
    for reply in &model.replies {
        if let ReplyKind::Own(answer) = &reply.kind
            && answer.code().is_none()
            && matches!(answer.code, Code::Default)
            && matches!(answer.status, Status::Value(_))
        {
            cx.error(
                codes::place(input, reply.variant),
                "`decode` finds the variant by its code, and this one's is its status, \
                 which varies: give it a `code`, \
                 or all of them by `#[mrets(codes = \"snake_case\")]`",
            );
        }
    }
    let known = codes::known(model);
    for (index, this) in known.iter().enumerate() {
        let mut before = known.iter().take(index);
        let Some(other) = before.find(|other| other.text == this.text) else {
            continue;
        };
        for (here, there) in [(other, this), (this, other)] {
            cx.error(
                here.span,
                format_args!(
                    "`decode` finds the variant by its code, and `{}` has the code `{}` \
                     too: give one of them a `code` of its own, \
                     or all of them by `#[mrets(codes = \"snake_case\")]`",
                    there.variant.ident, this.text
                ),
            );
        }
    }
}
