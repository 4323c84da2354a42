//! Beside derive_more, whose `#[display]` and `#[error]` share their names with other derives.

use crate::support::{body, object};
use derive_more::{Display, Error, From};
use http::StatusCode;
use mrets_errors::{MretsError, table};
use std::error::Error as _;
use std::fmt;
use std::num::ParseIntError;

fn description(status: u16) -> &'static str {
    table::row(StatusCode::from_u16(status).unwrap())
        .unwrap()
        .description
}

/// An enum as it stood before, with `MretsError` and `#[status]` added.
#[derive(Debug, Display, Error, From, MretsError)]
enum TransferError {
    #[display("there is no account {id}")]
    #[status(404)]
    NoAccount { id: u32 },

    #[display("no number: {_0}")]
    #[from]
    #[status(400, expose)]
    Number(ParseIntError),

    #[display("the secret is {_0}")]
    #[status(500)]
    Broken(#[error(not(source))] &'static str),

    #[display("secret")]
    #[from]
    #[status(503)]
    Away {
        #[error(source)]
        cause: fmt::Error,
    },

    #[display("{_0}")]
    #[from]
    #[status(transparent)]
    Other(Inner),

    #[status(409)]
    WithoutMessage,
}

#[derive(Debug, Display, Error, MretsError)]
#[display("the inner one")]
#[status(403)]
struct Inner;

#[test]
fn the_message_is_the_detail_of_a_4xx() {
    assert_eq!(
        body(&TransferError::NoAccount { id: 7 }),
        r#"{"errors":[{"title":"Not Found","detail":"there is no account 7","code":"404","status":"404"}]}"#
    );
    let error = TransferError::from("x".parse::<u8>().unwrap_err());
    assert_eq!(
        object(&error)["detail"],
        "no number: invalid digit found in string"
    );
    assert!(error.source().unwrap().is::<ParseIntError>());
    // Without a message of its own, derive_more shows the variant's name.
    assert_eq!(
        object(&TransferError::WithoutMessage)["detail"],
        "WithoutMessage"
    );
}

#[test]
fn the_message_is_never_the_detail_of_a_5xx() {
    for (error, status) in [
        (TransferError::Broken("secret"), 500),
        (TransferError::from(fmt::Error), 503),
    ] {
        assert!(error.to_string().contains("secret"));
        assert_eq!(error.status(), status);
        assert_eq!(error.detail(), description(status));
        assert!(!body(&error).contains("secret"));
    }
    assert!(TransferError::Broken("a").source().is_none());
    assert!(TransferError::from(fmt::Error).source().is_some());
}

#[test]
fn a_transparent_variant_answers_as_the_inner_error() {
    let error = TransferError::from(Inner);
    assert_eq!(error.status(), 403);
    assert_eq!(error.detail(), "the inner one");
}

#[test]
fn where_clauses_and_bounds() {
    #[derive(Debug, Display, Error, MretsError)]
    #[display("Error")]
    enum Generic<T>
    where
        T: fmt::Debug + fmt::Display,
    {
        #[display("no {_0}")]
        #[status(404)]
        Missing(#[error(not(source))] T),
        #[display("broken {names:?}")]
        #[status(500)]
        Broken { names: Vec<T> },
    }
    let error = Generic::Missing("a");
    assert_eq!(object(&error)["detail"], "no a");
    let error = Generic::Broken { names: vec![1] };
    assert_eq!(error.to_string(), "broken [1]");
    assert_eq!(object(&error)["detail"], description(500));
}

/// `#[error]` alone also shows that another derive owns the impls.
#[test]
fn display_by_hand_and_error_by_derive() {
    #[derive(Debug, Error, MretsError)]
    enum Halves {
        #[status(400)]
        Text(#[error(not(source))] &'static str),
    }
    impl fmt::Display for Halves {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let Self::Text(text) = self;
            write!(f, "by hand: {text}")
        }
    }
    let error = Halves::Text("a");
    assert_eq!(object(&error)["detail"], "by hand: a");
    assert!(error.source().is_none());
}

/// derive_more takes a field named `source` for the source, and so do we. Its attribute stops both.
#[test]
fn a_name_that_is_no_source() {
    #[derive(Debug, PartialEq, Display, Error, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Failed {
        #[display("{source} is empty")]
        #[status(409)]
        Empty {
            #[error(not(source))]
            source: String,
        },
    }
    let error = Failed::Empty {
        source: "a.csv".to_owned(),
    };
    assert!(error.source().is_none());
    assert_eq!(object(&error)["meta"]["source"], "a.csv");
    let sent = error.to_envelope();
    assert_eq!(Failed::from_error_object(&sent.errors[0]), Ok(error));
}
