//! `#[location]`: the line of the `?`, for the log, and fields that `From` fills beside it.

use crate::support::object;
use mrets_errors::MretsError;
use std::backtrace::Backtrace;
use std::io;
use std::panic::Location;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500)]
    Io {
        #[from]
        cause: io::Error,
        #[location]
        at: &'static Location<'static>,
        trace: Backtrace,
        #[from(default)]
        attempts: u32,
        #[from(default)]
        path: Option<String>,
    },
}

fn fails() -> Result<(), Error> {
    Err(io::Error::other("secret"))?;
    Ok(())
}

const LINE: u32 = line!() - 4;

#[test]
fn it_is_the_line_of_the_question_mark() {
    let Err(Error::Io {
        at, attempts, path, ..
    }) = fails()
    else {
        panic!("it fails");
    };
    assert_eq!((at.file(), at.line()), (file!(), LINE));
    assert_eq!((attempts, path), (0, None));
}

#[test]
fn it_is_the_line_of_the_question_mark_in_a_box_too() {
    let boxed = || -> Result<(), Box<Error>> { Err(io::Error::other("secret"))? };
    let line = line!() - 1;
    let Error::Io { at, .. } = *boxed().unwrap_err();
    assert_eq!((at.file(), at.line()), (file!(), line));
}

#[test]
fn it_stands_in_no_body() {
    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Sent {
        #[status(409)]
        Taken {
            name: String,
            #[location]
            at: &'static Location<'static>,
        },
    }
    let error = Sent::Taken {
        name: "x".to_owned(),
        at: Location::caller(),
    };
    assert_eq!(object(&error)["meta"], serde_json::json!({"name": "x"}));
    let envelope = error.to_envelope();
    let Sent::Taken { name, .. } = Sent::from_error_object(&envelope.errors[0]).unwrap();
    assert_eq!(name, "x");
}

/// The log names the place, also of a transparent variant in a wrapper.
#[test]
fn the_log_names_it() {
    use axum::response::IntoResponse as _;
    use std::sync::{Arc, Mutex};

    #[derive(Debug, MretsError)]
    enum Outer {
        #[status(transparent)]
        Inner(#[from] Error),
    }

    struct Wrapper(Outer);

    mrets_errors::answers!(Wrapper => .0);

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    tracing::subscriber::with_default(subscriber, || {
        let _ = Wrapper(Outer::from(fails().unwrap_err())).into_response();
    });
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains(&format!("location.rs:{LINE}:")), "{text}");
}
