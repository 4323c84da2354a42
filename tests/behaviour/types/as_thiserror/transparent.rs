//! Another error that answers, displays and gives its own source.

use super::says;
use mrets_errors::{AnyError, MretsError};
use std::error::Error as _;
use std::io;

#[derive(Debug, MretsError)]
#[status(409, detail = "outer")]
struct Outer(#[source] io::Error);

/// Our counterpart of an `anyhow::Error` with a context.
fn nested() -> AnyError {
    AnyError::from(Outer(io::Error::other("inner")))
}

#[test]
fn structs() {
    #[derive(Debug, MretsError)]
    #[status(transparent)]
    struct Error(Kind);

    #[derive(Debug, MretsError)]
    enum Kind {
        #[status(404, detail = "missing")]
        Missing,
        #[status(500, detail = "failed")]
        Io(#[from] io::Error),
    }

    let error = Error(Kind::Missing);
    says(&error, "missing");
    assert!(error.source().is_none());

    let error = Error(Kind::from(io::Error::other("the cause")));
    says(&error, "failed");
    assert!(error.source().unwrap().is::<io::Error>());
}

#[test]
fn variants() {
    #[derive(Debug, MretsError)]
    enum Error {
        #[status(404, detail = "missing")]
        Missing,
        #[status(transparent)]
        Other(AnyError),
    }

    says(&Error::Missing, "missing");
    let error = Error::Other(nested());
    says(&error, "outer");
    assert_eq!(error.source().unwrap().to_string(), "inner");
}

#[test]
fn variants_with_a_default() {
    #[derive(Debug, MretsError)]
    #[status(400, detail = "failed: {0}, {1}")]
    enum Error {
        Failed(i32, i32),
        #[status(transparent)]
        Other(AnyError),
    }

    says(&Error::Failed(-1, 2), "failed: -1, 2");
    let error = Error::Other(nested());
    says(&error, "outer");
    assert_eq!(error.source().unwrap().to_string(), "inner");
}

#[test]
fn generic() {
    #[derive(Debug, MretsError)]
    enum Error<E> {
        #[status(404, detail = "missing")]
        Missing,
        #[status(transparent)]
        Other(E),
    }

    #[derive(Debug, MretsError)]
    #[status(409, detail = "taken")]
    struct Taken;

    #[derive(Debug, MretsError)]
    #[status(500, detail = "failed")]
    struct Failed(#[source] io::Error);

    says(&Error::<Taken>::Missing, "missing");
    let error = Error::Other(Taken);
    says(&error, "taken");
    assert!(error.source().is_none());
    let error = Error::Other(Failed(io::Error::other("the cause")));
    says(&error, "failed");
    assert_eq!(error.source().unwrap().to_string(), "the cause");
}

#[test]
fn any_error() {
    #[derive(Debug, MretsError)]
    #[status(transparent)]
    struct Any(#[from] AnyError);

    let error = Any::from(nested());
    says(&error, "outer");
    assert_eq!(error.source().unwrap().to_string(), "inner");
}

#[test]
fn borrowed() {
    #[derive(Debug, MretsError)]
    #[status(transparent)]
    struct Error<'a> {
        inner: Kind<'a>,
    }

    #[derive(Debug, MretsError)]
    enum Kind<'a> {
        #[status(400, detail("unexpected {:?}", token))]
        Unexpected { token: &'a str },
    }

    let error = Error {
        inner: Kind::Unexpected { token: "}" },
    };
    says(&error, r#"unexpected "}""#);
    assert!(error.source().is_none());
}
