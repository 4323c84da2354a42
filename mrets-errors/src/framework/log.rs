//! The log of an error that is turned into a response: what the client is not told.

use crate::answer::row::{Answer, Part};
use crate::answer::sink::Sink;
use crate::error::mrets_error::MretsError;
use std::error::Error;
use std::fmt;
use tracing::{debug, error};

/// What subscribers filter by; it does not move with this file.
const TARGET: &str = "mrets_errors::log";

/// One event: a 5xx at ERROR, with the chain of its sources, a 4xx at DEBUG.
pub(crate) fn answered(error: &dyn MretsError) {
    let answer = error.answer();
    let status = answer.status.as_u16();
    let Answer { row, .. } = answer;
    let code = error.code();
    let code = code.as_ref();
    if answer.status.is_server_error() {
        let sources = Sources(error);
        error!(target: TARGET, status, code, variant = row.variant, %sources, "{error}");
    } else if answer.status.is_client_error() {
        debug!(target: TARGET, status, code, variant = row.variant, "{error}");
    }
}

/// The sources of an error, and of the errors in its `#[errors]` field.
struct Sources<'a>(&'a dyn MretsError);

impl fmt::Display for Sources<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        chain(self.0, f, &mut true)
    }
}

fn chain(error: &dyn MretsError, f: &mut fmt::Formatter<'_>, is_first: &mut bool) -> fmt::Result {
    let mut source: Option<&(dyn Error + 'static)> = error.source();
    let mut separator = "; ";
    while let Some(cause) = source {
        if !std::mem::take(is_first) {
            f.write_str(separator)?;
        }
        write!(f, "{cause}")?;
        separator = ": ";
        source = cause.source();
    }
    if error.answer().has(Part::Errors) {
        let mut visit = |error: &dyn MretsError, _| chain(error, f, is_first);
        error.write(Part::Errors, &mut Sink::errors(&mut visit))?;
    }
    Ok(())
}
