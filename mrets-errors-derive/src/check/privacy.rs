//! Nothing private leaves, unless a word says so.

use crate::parse::ast::Variant;
use crate::parse::attr::status::StatusAttr;
use crate::parse::attr::status_arg::StatusArg;
use crate::report::ctxt::Ctxt;

/// Nobody has written the members of a map, so a 5xx does not send them. At run time the same holds for a
/// status that is known only then.
pub(super) fn maps_of_5xx(cx: &Ctxt, variant: &Variant<'_>, attr: &StatusAttr) {
    let is_server_error =
        matches!(&attr.status, Some(StatusArg::Fixed(fixed)) if fixed.is_server_error());
    if !is_server_error || attr.keys.expose {
        return;
    }
    for field in &variant.fields {
        for (map, at, instead) in [
            ("meta(flatten)", field.attrs.flatten, "meta(name = ...)"),
            ("headers", field.attrs.headers, "headers(\"Name\" = ...)"),
        ] {
            if let Some(at) = at {
                cx.error(
                    at,
                    format_args!(
                        "whatever this map holds reaches clients of a 5xx: leave `#[{map}]` out, \
                         name what they may read by `{instead}`, or add `expose` to disclose all of it"
                    ),
                );
            }
        }
    }
}
