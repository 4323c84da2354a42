//! `log`: the level of an answer's event.

use super::number_of;
use crate::parse::attr::status::StatusAttr;
use crate::report::ctxt::Ctxt;

/// The levels as they are written, and the variants of the runtime's `LogLevel`, in the order of their numbers
/// from 1.
pub(crate) const LEVELS: [(&str, &str); 6] = [
    ("error", "Error"),
    ("warn", "Warn"),
    ("info", "Info"),
    ("debug", "Debug"),
    ("trace", "Trace"),
    ("off", "Off"),
];

/// The number of the level; `None` if no key gives it, or no level has that name, which is reported.
pub(super) fn level(cx: &Ctxt, attr: &StatusAttr) -> Option<u32> {
    let literal = attr.keys.log.as_ref()?;
    let written = literal.value();
    if let Some(number) = number_of(written, &LEVELS) {
        return Some(number);
    }
    cx.error(
        literal.span(),
        format_args!(
            "`{written}` is no level: write `log = \"error\"`, or `warn`, `info`, `debug`, `trace`, `off`"
        ),
    );
    None
}
