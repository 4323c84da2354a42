//! The log of answered errors, with everything that the client does not see. One event is one line, whatever an error
//! or a client says.

use crate::answer::answerable::{Answerable, AnsweringError, Question};
use crate::answer::row::LogLevel;
use crate::answer::row::answer::Answer;
use crate::document::answered::Answered;
use http::StatusCode;
use std::error::Error;
use std::fmt::{self, Write as _};
use tracing::Level;
use tracing::field::display;

/// The target by which subscribers filter. It stays if this file moves.
const TARGET: &str = "mrets_errors::log";

/// Emits an event whose level is known only at run time.
macro_rules! event {
    ($level:expr, $($fields:tt)*) => {
        match $level {
            Level::ERROR => tracing::event!(target: TARGET, Level::ERROR, $($fields)*),
            Level::WARN => tracing::event!(target: TARGET, Level::WARN, $($fields)*),
            Level::INFO => tracing::event!(target: TARGET, Level::INFO, $($fields)*),
            Level::DEBUG => tracing::event!(target: TARGET, Level::DEBUG, $($fields)*),
            _ => tracing::event!(target: TARGET, Level::TRACE, $($fields)*),
        }
    };
}

/// Logs an error of ours: its message, its sources and, of a 5xx, its fields.
pub(crate) fn answered(
    answered: &Answered,
    error: &(dyn AnsweringError + 'static),
    answer: Answer,
) {
    let value = error.as_error();
    let status = answered.status();
    let level = match log_level(error, answer) {
        LogLevel::ByStatus => level_of(status),
        LogLevel::Error => Level::ERROR,
        LogLevel::Warn => Level::WARN,
        LogLevel::Info => Level::INFO,
        LogLevel::Debug => Level::DEBUG,
        LogLevel::Trace => Level::TRACE,
        LogLevel::Off => return,
    };
    event!(
        level,
        status = status.as_u16(),
        code = answered.code(),
        variant = answered.variant(),
        location = (error as &dyn Answerable).location().map(display),
        request_id = answered.request_id(),
        error = Logged::new(value).as_error(),
        causes = Causes(error).as_value(),
        debug = status
            .is_server_error()
            .then(|| display(Escaped(Fields(value)))),
        "{}",
        Escaped(value)
    );
}

/// The level that a variant gives its event, else the level of the error that it is like.
fn log_level(error: &dyn AnsweringError, answer: Answer) -> LogLevel {
    let mut level = answer.log_level();
    if level == LogLevel::ByStatus && answer.is_like() {
        // The visitor does not fail.
        let _ = error.reply(&mut Question::Errors(&mut |inner, _| {
            level = log_level(inner, inner.answer());
            Ok(())
        }));
    }
    level
}

/// Logs an answer without an error of ours. The status decides the level, unless `level` does. `text` is the text of
/// the response that the answer replaces, which no client sees.
pub(crate) fn replaced(answered: &Answered, level: Option<Level>, text: Option<&str>) {
    let status = answered.status();
    let first = answered.envelope().errors.first();
    let message: &dyn fmt::Display = match first {
        Some(first) => first,
        None => &status,
    };
    event!(
        level.unwrap_or(level_of(status)),
        status = status.as_u16(),
        code = answered.code(),
        request_id = answered.request_id(),
        replaced = text,
        "{}",
        Escaped(message)
    );
}

fn level_of(status: StatusCode) -> Level {
    if status.is_server_error() {
        Level::ERROR
    } else {
        Level::DEBUG
    }
}

/// Shows a text on one line, since a client's line break could forge a line of the log.
struct Escaped<T>(T);

impl<T: fmt::Display> fmt::Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escape(f), "{}", self.0)
    }
}

struct Escape<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl fmt::Write for Escape<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for part in text.split_inclusive(needs_escape) {
            match part.chars().next_back().filter(|last| needs_escape(*last)) {
                Some(last) => {
                    let clean = part.len() - last.len_utf8();
                    self.0.write_str(part.get(..clean).unwrap_or_default())?;
                    write!(self.0, "{}", last.escape_default())?;
                }
                None => self.0.write_str(part)?,
            }
        }
        Ok(())
    }
}

fn needs_escape(char: char) -> bool {
    char.is_control() || matches!(char, '\u{2028}' | '\u{2029}')
}

/// Fails at the first character that needs an escape.
struct IsClean;

impl fmt::Write for IsClean {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.contains(needs_escape) {
            Err(fmt::Error)
        } else {
            Ok(())
        }
    }
}

/// Shows an error's fields, as its `Debug` does.
struct Fields<'a>(&'a dyn Error);

impl fmt::Display for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

/// An error for the log, whose message and sources subscribers show as they are.
enum Logged<'a> {
    Itself(&'a (dyn Error + 'static)),
    /// A copy, if a text must be escaped.
    Copy(EscapedCopy),
}

impl<'a> Logged<'a> {
    fn new(error: &'a (dyn Error + 'static)) -> Self {
        let is_clean = chain(error).all(|error| write!(IsClean, "{error}").is_ok());
        // A subscriber would never come to the end of an endless chain.
        if is_clean && chain(error).count() <= LONGEST {
            Self::Itself(error)
        } else {
            Self::Copy(EscapedCopy::new(error))
        }
    }

    fn as_error(&self) -> &(dyn Error + 'static) {
        match self {
            Self::Itself(error) => *error,
            Self::Copy(copy) => copy,
        }
    }
}

/// The most errors of a chain that are logged.
const LONGEST: usize = 64;

/// An error and its sources, of which one more than the [longest](LONGEST) chain shows that there are more.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source()).take(LONGEST + 1)
}

/// The texts of an error and of its sources, each on one line.
struct EscapedCopy {
    message: String,
    debug: String,
    source: Option<Box<Self>>,
}

impl EscapedCopy {
    fn new(error: &(dyn Error + 'static)) -> Self {
        let copy = |error: &(dyn Error + 'static), source| Self {
            message: Escaped(error).to_string(),
            debug: Escaped(Fields(error)).to_string(),
            source,
        };
        let sources: Vec<_> = chain(error).take(LONGEST).skip(1).collect();
        let last_first = sources.into_iter().rev();
        let source = last_first.fold(None, |source, error| Some(Box::new(copy(error, source))));
        copy(error, source)
    }
}

impl fmt::Display for EscapedCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for EscapedCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.debug)
    }
}

impl Error for EscapedCopy {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&**self.source.as_ref()?)
    }
}

/// The sources of the errors in an `#[errors]` field, which are not on the chain of the error itself.
struct Causes<'a>(&'a dyn AnsweringError);

impl Causes<'_> {
    fn as_value(&self) -> Option<tracing::field::DisplayValue<Escaped<&Self>>> {
        let mut are_there = false;
        // An error ends the visit.
        let _ = each_cause(self.0, &mut |_| {
            are_there = true;
            Err(fmt::Error)
        });
        are_there.then(|| display(Escaped(self)))
    }
}

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut is_first = true;
        each_cause(self.0, &mut |source| {
            let mut separator = if std::mem::take(&mut is_first) {
                ""
            } else {
                "; "
            };
            chain(source).try_for_each(|cause| {
                write!(f, "{separator}{cause}")?;
                separator = ": ";
                Ok(())
            })
        })
    }
}

/// Visits the source of each error that an `#[errors]` field holds, or that a variant is like, at any
/// depth. Leaves out a source on the error's own chain.
fn each_cause(
    error: &dyn AnsweringError,
    visit: &mut dyn FnMut(&(dyn Error + 'static)) -> fmt::Result,
) -> fmt::Result {
    let is_on_chain = |source: &(dyn Error + 'static)| {
        let mut chain = error.own_source().into_iter().flat_map(chain);
        chain.any(|known| std::ptr::addr_eq(known, source))
    };
    error.reply(&mut Question::Errors(&mut |error, _| {
        if let Some(source) = error.own_source().filter(|source| !is_on_chain(*source)) {
            visit(source)?;
        }
        each_cause(error, visit)
    }))
}
