//! Beside snafu.

use crate::support::{body, object};
use http::StatusCode;
use mrets_errors::{MretsError, table};
use snafu::{Backtrace, ErrorCompat as _, OptionExt as _, ResultExt as _, Snafu, ensure};
use std::error::Error as _;
use std::fmt::{Debug, Display};
use std::num::ParseIntError;

fn description(status: u16) -> &'static str {
    table::row(StatusCode::from_u16(status).unwrap())
        .unwrap()
        .description
}

/// An enum as it stood before, with `MretsError` and `#[status]` added.
#[derive(Debug, Snafu, MretsError)]
#[snafu(visibility(pub(in crate::behaviour::beside::snafu)))]
enum CertificateError {
    #[snafu(display("There is no certificate {id}"))]
    #[status(404)]
    NotFound { id: u32 },

    #[snafu(display("{text:?} is no quantity"))]
    #[status(422, pointer = "/data/attributes/quantity")]
    Quantity { text: String, source: ParseIntError },

    #[snafu(display("the vault at {path} is closed"))]
    #[status(503)]
    Vault {
        path: &'static str,
        #[snafu(source(from(std::io::Error, Box::new)))]
        source: Box<std::io::Error>,
        backtrace: Backtrace,
    },

    #[status(409)]
    WithoutMessage,

    #[snafu(whatever, display("{message}"))]
    #[status(500)]
    Whatever {
        message: String,
        #[snafu(source(from(Box<dyn std::error::Error + Send + Sync>, Some)))]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },

    #[snafu(transparent)]
    #[status(transparent)]
    Other { source: Inner },
}

#[derive(Debug, Snafu, MretsError)]
#[snafu(display("the inner one"))]
#[status(403)]
struct Inner;

fn find(id: u32) -> Result<u32, CertificateError> {
    ensure!(id != 0, NotFoundSnafu { id });
    Some(id).filter(|id| *id != 1).context(WithoutMessageSnafu)
}

fn quantity(text: &str) -> Result<u8, CertificateError> {
    text.parse().context(QuantitySnafu { text })
}

fn vault() -> Result<(), CertificateError> {
    Err(std::io::Error::other("secret")).context(VaultSnafu { path: "/secret" })
}

fn whatever() -> Result<(), CertificateError> {
    snafu::whatever!("the secret is {}", "out");
}

fn other() -> Result<(), CertificateError> {
    InnerSnafu.fail::<()>()?;
    Ok(())
}

#[test]
fn the_message_is_the_detail_of_a_4xx() {
    assert_eq!(find(7).unwrap(), 7);
    assert_eq!(
        body(&find(0).unwrap_err()),
        r#"{"errors":[{"title":"Not Found","detail":"There is no certificate 0","code":"404","status":"404"}]}"#
    );
    // Without a message of its own, snafu shows the variant's name.
    let error = find(1).unwrap_err();
    assert_eq!(object(&error)["detail"], error.to_string());
    assert_eq!(error.to_string(), "WithoutMessage");

    assert_eq!(quantity("7").unwrap(), 7);
    let error = quantity("x").unwrap_err();
    assert_eq!(object(&error)["detail"], r#""x" is no quantity"#);
    assert_eq!(
        object(&error)["source"]["pointer"],
        "/data/attributes/quantity"
    );
    assert!(error.source().unwrap().is::<ParseIntError>());
}

#[test]
fn the_message_is_never_the_detail_of_a_5xx() {
    for (error, status) in [(vault().unwrap_err(), 503), (whatever().unwrap_err(), 500)] {
        assert_eq!(error.status(), status);
        assert!(error.to_string().contains("secret"));
        assert_eq!(error.detail(), description(status));
        assert!(!body(&error).contains("secret"));
    }
    let vault = vault().unwrap_err();
    assert!(vault.source().is_some());
    assert!(vault.backtrace().is_some());
}

#[test]
fn transparent_on_both_sides() {
    let error = other().unwrap_err();
    assert_eq!(error.status(), 403);
    assert_eq!(error.detail(), "the inner one");
}

#[derive(Debug, Snafu, MretsError)]
#[snafu(context(suffix(false)))]
enum Generic<T>
where
    T: Display + Debug,
{
    #[snafu(display("no {name}"))]
    #[status(404)]
    Missing { name: T },
    #[snafu(display("broken {names:?}"))]
    #[status(500)]
    Broken { names: Vec<T> },
}

#[test]
fn a_where_clause_holds_for_every_impl() {
    let error: Generic<&str> = Missing { name: "a" }.build();
    assert_eq!(object(&error)["detail"], "no a");
    let error: Generic<u8> = Broken { names: vec![1] }.build();
    assert_eq!(error.to_string(), "broken [1]");
    assert_eq!(object(&error)["detail"], description(500));
}

#[test]
fn an_opaque_struct_answers_as_the_inner_error() {
    #[derive(Debug, Snafu, MretsError)]
    #[status(transparent)]
    #[snafu(source(from(CertificateError, Box::new)))]
    struct Opaque(Box<CertificateError>);

    let opaque: Result<u32, Opaque> = find(0).map_err(Into::into);
    let error = opaque.unwrap_err();
    assert_eq!(error.status(), 404);
    assert_eq!(error.detail(), "There is no certificate 0");
}

/// snafu takes a field named `source` for the source, and so do we. Its attribute stops both.
#[test]
fn a_name_that_is_no_source() {
    #[derive(Debug, PartialEq, Snafu, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Failed {
        #[snafu(display("{source} is empty"))]
        #[status(409)]
        Empty {
            #[snafu(source(false))]
            source: String,
        },
    }
    let error: Failed = EmptySnafu { source: "a.csv" }.build();
    assert!(error.source().is_none());
    assert_eq!(object(&error)["meta"]["source"], "a.csv");
    let sent = error.to_envelope();
    assert_eq!(Failed::from_error_object(&sent.errors[0]), Ok(error));
}
