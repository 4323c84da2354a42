//! `Display` of derived types.

use crate::answer::answerable::{Answerable, AnsweringError};
use crate::answer::row::Text;
use crate::answer::row::part::Part;
use crate::answer::sink::Sink;
use std::fmt;

/// Shows a derived error.
///
/// # Errors
///
/// Fails if the formatter or a field's own `Display` fails.
pub fn display(error: &dyn Answerable, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let answer = error.answer();
    let part = if answer.transparent || answer.has(Part::Display) {
        Part::Display
    } else if !answer.text(Text::Display).is_empty() {
        return f.write_str(answer.text(Text::Display));
    } else if answer.has(Part::Detail) {
        Part::Detail
    } else if !answer.text(Text::Detail).is_empty() {
        return f.write_str(answer.text(Text::Detail));
    } else if answer.is_like() {
        return error.errors(&mut |inner, _| inner.show(f));
    } else {
        return f.write_str(answer.title());
    };
    error.write(part, &mut Sink::formatter(f))
}

/// Writes a part of an error that answers for another.
///
/// # Errors
///
/// Fails if [`Answerable::write`] fails.
pub fn forward(inner: &dyn AnsweringError, part: Part, out: &mut Sink<'_>) -> fmt::Result {
    match part {
        Part::Display => out.show(&inner),
        part => inner.write(part, out),
    }
}
