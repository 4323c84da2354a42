//! The field that is the source.

use super::says;
use mrets_errors::MretsError;
use std::error::Error;
use std::io;
use std::sync::Arc;

fn cause() -> io::Error {
    io::Error::other("the cause")
}

#[track_caller]
fn comes_from_io(error: &dyn Error) {
    let source = error.source().expect("there is a source");
    assert!(source.is::<io::Error>(), "it is another one: {source}");
}

#[test]
fn implicit() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Failed {
        source: io::Error,
    }
    comes_from_io(&Failed { source: cause() });
}

#[test]
fn explicit() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Failed {
        source: String,
        #[source]
        io: io::Error,
    }
    comes_from_io(&Failed {
        source: "a file".to_owned(),
        io: cause(),
    });
}

#[test]
fn boxed() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Failed {
        #[source]
        source: Box<dyn Error + Send + 'static>,
    }
    comes_from_io(&Failed {
        source: Box::new(cause()),
    });
    comes_from_io(&Pointer::Any(cause().into()));
    comes_from_io(&Pointer::SharedAny(Arc::new(cause().into())));
}

/// A pointer to an error, and a pointer to such a pointer.
#[derive(Debug, MretsError)]
#[status(500)]
enum Pointer {
    Any(#[source] anyhow::Error),
    SharedAny(#[source] Arc<anyhow::Error>),
}

#[test]
fn raw_name_is_no_source() {
    #[derive(Debug, MretsError)]
    #[status(409, detail = "{source} to {target}")]
    struct Failed {
        r#source: char,
        target: char,
    }
    let error = Failed {
        source: 'a',
        target: 'b',
    };
    says(&error, "a to b");
    assert!(error.source().is_none());
}
