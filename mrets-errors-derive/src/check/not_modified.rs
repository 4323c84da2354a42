//! A 304, which has no content (RFC 9110, 15.4.5).

use crate::parse::ast::variant::Variant;
use crate::parse::attr::status::StatusAttr;
use crate::parse::attr::status_arg::Fixed;
use crate::report::ctxt::Ctxt;

pub(super) fn has_no_body(cx: &Ctxt, variant: &Variant<'_>, attr: &StatusAttr, fixed: Fixed) {
    if fixed.status != 304 {
        return;
    }
    for written in &attr.keys.written {
        if !written.row.syntax.on_not_modified {
            cx.error(
                written.span,
                format_args!(
                    "a 304 has no body: leave `{}` out, it takes `headers` and `display` alone",
                    written.row.syntax.name
                ),
            );
        }
    }
    for field in &variant.fields {
        let attrs = &field.attrs;
        for (name, span) in [
            ("errors", attrs.errors),
            ("meta", attrs.meta),
            ("meta(flatten)", attrs.flatten),
        ] {
            if let Some(span) = span {
                cx.error(
                    span,
                    format_args!("a 304 has no body: leave `#[{name}]` out"),
                );
            }
        }
    }
}
