//! Beside thiserror: only `#[status]` is added, and the enum's own message is the detail of
//! its 4xx.

use crate::support::{body, object};
use http::StatusCode;
use mrets_errors::{MretsError, table};
use std::error::Error as _;
use std::fmt::{self, Debug, Display};
use std::io;
use std::num::ParseIntError;
use std::path::PathBuf;

fn description(status: u16) -> &'static str {
    table::row(StatusCode::from_u16(status).unwrap())
        .unwrap()
        .description
}

/// An enum as it stood before, with `MretsError` and `#[status]` added.
#[derive(Debug, thiserror::Error, MretsError)]
enum AccountError {
    #[error("there is no account {id}")]
    #[status(404, title = "Account not found")]
    NotFound { id: u32 },
    #[error("the name {0:?} is taken")]
    #[status(409)]
    Taken(String),
    #[error("not a number")]
    #[status(400, code = "not_a_number")]
    Number(#[from] ParseIntError),
    #[error("cannot read {}", .path.display())]
    #[status(500)]
    Read {
        path: PathBuf,
        #[source]
        cause: io::Error,
    },
    #[error("upstream said {status}: {secret}")]
    #[status(.status)]
    Upstream {
        status: StatusCode,
        secret: &'static str,
    },
    #[error("for the log: {0}")]
    #[status(422, detail = "{0} is not valid.")]
    OwnDetail(&'static str),
    #[error("the message")]
    #[status(422, detail = "It said: {self}.")]
    OwnDetailOfMessage,
    #[error("the secret")]
    #[status(503, detail = "Down.")]
    OwnDetailOf5xx,
    #[error("shown: {0}")]
    #[status(503, expose, detail = "{self}")]
    Exposed(u8),
    #[error("not modified")]
    #[status(304)]
    NotModified,
    #[error(transparent)]
    #[status(transparent)]
    Other(#[from] Inner),
    #[error(transparent)]
    #[status(500)]
    Anyhow(#[from] anyhow::Error),
}

#[derive(Debug, thiserror::Error, MretsError)]
#[error("the inner one")]
#[status(403)]
struct Inner {
    #[from]
    source: fmt::Error,
}

#[test]
fn the_message_is_the_detail_of_a_4xx() {
    let number = AccountError::from("x".parse::<u8>().unwrap_err());
    for (error, detail) in [
        (AccountError::NotFound { id: 7 }, "there is no account 7"),
        (
            AccountError::Taken("Ada".to_owned()),
            r#"the name "Ada" is taken"#,
        ),
        (number, "not a number"),
    ] {
        assert_eq!(error.to_string(), detail);
        assert_eq!(object(&error)["detail"], detail);
    }
    assert_eq!(
        body(&AccountError::NotFound { id: 7 }),
        r#"{"errors":[{"title":"Account not found","detail":"there is no account 7","code":"404","status":"404"}]}"#
    );
    assert_eq!(
        AccountError::from("x".parse::<u8>().unwrap_err()).code(),
        "not_a_number"
    );
}

#[test]
fn the_message_is_never_the_detail_of_a_5xx() {
    let read = AccountError::Read {
        path: PathBuf::from("/secret"),
        cause: io::Error::other("secret"),
    };
    let anyhow = AccountError::from(anyhow::anyhow!("secret"));
    let upstream = AccountError::Upstream {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        secret: "secret",
    };
    for error in [read, anyhow, upstream] {
        assert!(error.to_string().contains("secret"));
        assert_eq!(error.detail(), description(500));
        assert!(!body(&error).contains("secret"));
        assert!(!format!("{:?}", error.to_response()).contains("secret"));
    }
    let bad_gateway = AccountError::Upstream {
        status: StatusCode::BAD_GATEWAY,
        secret: "secret",
    };
    assert_eq!(bad_gateway.detail(), "");
    assert_eq!(
        AccountError::OwnDetailOf5xx.to_string(),
        "the secret",
        "the message stays thiserror's"
    );
    assert_eq!(object(&AccountError::OwnDetailOf5xx)["detail"], "Down.");
}

#[test]
fn the_message_is_the_detail_of_a_run_time_4xx() {
    let error = AccountError::Upstream {
        status: StatusCode::CONFLICT,
        secret: "it is yours",
    };
    assert_eq!(
        object(&error)["detail"],
        "upstream said 409 Conflict: it is yours"
    );
}

#[test]
fn a_written_detail_comes_first() {
    let error = AccountError::OwnDetail("name");
    assert_eq!(error.to_string(), "for the log: name");
    assert_eq!(error.detail(), "name is not valid.");
    assert_eq!(
        AccountError::OwnDetailOfMessage.detail(),
        "It said: the message."
    );
    assert_eq!(AccountError::Exposed(7).detail(), "shown: 7");
    body(&AccountError::Exposed(7));
}

#[test]
fn error_and_from_are_thiserrors() {
    let read = AccountError::Read {
        path: PathBuf::from("/secret"),
        cause: io::Error::other("secret"),
    };
    assert!(read.source().unwrap().is::<io::Error>());
    let inner = AccountError::from(Inner::from(fmt::Error));
    assert_eq!(inner.status(), 403);
    assert_eq!(inner.detail(), "the inner one");
    assert!(inner.source().unwrap().is::<fmt::Error>());
    let response = AccountError::NotModified.to_response();
    assert_eq!(response.status(), 304);
    assert!(response.body().is_empty());
}

/// Types of `thiserror`'s own tests of generics.
#[derive(Debug, thiserror::Error, MretsError)]
enum Generic<T, S>
where
    T: Display + Debug,
    S: std::error::Error + 'static,
{
    #[error("no {0}")]
    #[status(404)]
    Missing(T),
    #[error("{0:?} failed")]
    #[status(500)]
    Failed(Option<T>, #[source] S),
    #[error("unshown")]
    #[status(409)]
    Unshown(Vec<T>),
}

#[test]
fn a_where_clause_holds_for_every_impl() {
    type Texts = Generic<&'static str, fmt::Error>;
    assert_eq!(Texts::Missing("a").detail(), "no a");
    let failed = Texts::Failed(Some("secret"), fmt::Error);
    assert_eq!(failed.detail(), description(500));
    assert!(failed.source().is_some());
    let unshown = Texts::Unshown(vec!["a"]);
    assert!(matches!(&unshown, Generic::Unshown(list) if list.len() == 1));
    assert_eq!(unshown.detail(), "unshown");
    body(&unshown);
}

#[test]
fn bounds_that_thiserror_infers() {
    #[derive(Debug, thiserror::Error, MretsError)]
    enum Inferred<D, G> {
        #[error("{0}")]
        #[status(400)]
        Display(D),
        #[error("{0:?}")]
        #[status(400, meta(n = 1))]
        Debug(G),
    }
    #[derive(Debug)]
    struct Opaque;
    type Both = Inferred<char, Opaque>;
    assert_eq!(object(&Both::Display('c'))["detail"], "c");
    assert_eq!(object(&Both::Debug(Opaque))["detail"], "Opaque");
}

#[test]
fn a_message_of_the_whole_enum() {
    #[derive(Debug, thiserror::Error, MretsError)]
    #[error("one for all: {0}")]
    #[status(400)]
    enum Inherited {
        A(u8),
        #[error("its own")]
        B,
        #[status(410)]
        C(char),
    }
    assert_eq!(Inherited::A(1).detail(), "one for all: 1");
    assert_eq!(Inherited::B.detail(), "its own");
    assert_eq!(Inherited::C('c').detail(), "one for all: c");
    assert_eq!(Inherited::C('c').status(), 410);
}

#[test]
fn a_message_by_a_function() {
    fn shown(n: &u8, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "number {n}")
    }
    #[derive(Debug, thiserror::Error, MretsError)]
    #[status(400)]
    enum ByFunction {
        #[error(fmt = shown)]
        Number(u8),
    }
    assert_eq!(ByFunction::Number(7).detail(), "number 7");
}

#[test]
fn a_message_that_fails_is_the_description() {
    struct Failing;
    impl Debug for Failing {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("half")?;
            Err(fmt::Error)
        }
    }
    #[derive(thiserror::Error, MretsError)]
    enum Fails {
        #[error("{0:?}")]
        #[status(404)]
        Row(Failing),
        #[error("{0:?}")]
        #[status(409)]
        NoRow(Failing),
        #[error("{1:?}")]
        #[status(.0)]
        RunTime(StatusCode, Failing),
    }
    impl Debug for Fails {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Fails")
        }
    }
    assert_eq!(object(&Fails::Row(Failing))["detail"], description(404));
    assert!(!body(&Fails::NoRow(Failing)).contains("detail"));
    let run_time = Fails::RunTime(StatusCode::FORBIDDEN, Failing);
    assert_eq!(object(&run_time)["detail"], description(403));
}

#[test]
fn other_keys_stand_beside_the_message() {
    #[derive(Debug, thiserror::Error, MretsError)]
    #[mrets(codes = "snake_case")]
    enum Keys {
        #[error("{name} is too long")]
        #[status(422, pointer = "/data/attributes/{name}", meta(max = .max))]
        TooLong { name: &'static str, max: u8 },
    }
    let error = Keys::TooLong {
        name: "a/b",
        max: 3,
    };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Unprocessable Entity","detail":"a/b is too long","code":"too_long","source":{"pointer":"/data/attributes/a~1b"},"status":"422","meta":{"max":3}}]}"#
    );
}
