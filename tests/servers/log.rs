//! The feature `tracing`: one event for each error that is turned into a response.

use mrets_errors::{AnyError, Errors, MretsError};
use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

#[derive(Debug)]
struct Cause(&'static str, Option<Box<Cause>>);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&**self.1.as_ref()?)
    }
}

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
enum Error {
    #[status(404, detail = "There is no {0}.")]
    NotFound(&'static str),
    #[status(500, display = "the database failed")]
    Database(#[from] Cause),
    #[status(304)]
    NotModified,
    #[status(503)]
    Several(#[errors] Vec<Error>),
}

fn cause() -> Cause {
    Cause("no such table", Some(Box::new(Cause("disk full", None))))
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The log of an error that is turned into a response, with its span.
fn log(error: impl axum::response::IntoResponse) -> String {
    logged(|| error.into_response()).0
}

/// What is logged meanwhile, and the result.
pub(crate) fn logged<T>(run: impl FnOnce() -> T) -> (String, T) {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let result = tracing::subscriber::with_default(subscriber, || {
        tracing::info_span!("request", path = "/").in_scope(run)
    });
    let bytes = log.0.lock().unwrap().clone();
    (String::from_utf8(bytes).unwrap(), result)
}

#[test]
fn a_5xx_is_an_error_with_its_sources() {
    assert_eq!(
        log(Error::from(cause())),
        "ERROR request{path=\"/\"}: mrets_errors::log: the database failed status=500 \
         code=\"database\" variant=\"Database\" sources=no such table: disk full\n"
    );
}

#[test]
fn a_4xx_is_for_debugging() {
    assert_eq!(
        log(Error::NotFound("account")),
        "DEBUG request{path=\"/\"}: mrets_errors::log: There is no account. status=404 \
         code=\"not_found\" variant=\"NotFound\"\n"
    );
    assert_eq!(log(Error::NotModified), "");
}

#[test]
fn several_errors_are_one_event_with_all_sources() {
    let several = || vec![cause().into(), Error::NotFound("a"), cause().into()];
    let sources = "sources=no such table: disk full; no such table: disk full\n";
    let holder = log(Error::Several(several()));
    assert!(holder.ends_with(sources), "{holder}");
    assert_eq!(holder.lines().count(), 1);
    let errors = log(Errors::from_iter(several()));
    assert!(errors.ends_with(sources), "{errors}");
    let any = log(AnyError::from(Error::from(cause())));
    assert!(
        any.contains("variant=\"Database\" sources=no such table"),
        "{any}"
    );
}
