//! The log of an error that is turned into a response: what the client is not told.

use crate::answer::answerable::AnsweringError;
use crate::answer::objects;
use crate::answer::row::Answer;
use std::error::Error;
use std::fmt;
use tracing::field::display;
use tracing::{debug, error};

/// What subscribers filter by; it does not move with this file.
const TARGET: &str = "mrets_errors::log";

/// One event: a 5xx at ERROR, with the chain of its sources, a 4xx at DEBUG.
pub(crate) fn answered(error: &dyn AnsweringError) {
    let answer = error.answer();
    let status = answer.status.as_u16();
    let Answer { row, .. } = answer;
    let code = objects::code(error);
    let code = code.as_ref();
    let location = error.location().map(display);
    if answer.status.is_server_error() {
        let sources = Sources(error);
        error!(target: TARGET, status, code, variant = row.variant, location, %sources, "{error}");
    } else if answer.status.is_client_error() {
        debug!(target: TARGET, status, code, variant = row.variant, location, "{error}");
    }
}

/// The sources of an error, and of the errors in its `#[errors]` field.
struct Sources<'a>(&'a dyn AnsweringError);

impl fmt::Display for Sources<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        chain(self.0, f, &mut true)
    }
}

fn chain(
    error: &dyn AnsweringError,
    f: &mut fmt::Formatter<'_>,
    is_first: &mut bool,
) -> fmt::Result {
    let mut source: Option<&(dyn Error + 'static)> = error.own_source();
    let mut separator = "; ";
    while let Some(cause) = source {
        if !std::mem::take(is_first) {
            f.write_str(separator)?;
        }
        write!(f, "{cause}")?;
        separator = ": ";
        source = cause.source();
    }
    error.errors(&mut |error, _| chain(error, f, is_first))
}
