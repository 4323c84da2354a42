//! `#[status(transparent)]`: another error answers.

use crate::support::{PLAIN_JSON, body, header, object, objects};
use http::StatusCode;
use mrets_errors::{AnyError, ErrorObject, Errors, MretsError, Source};
use std::error::Error;
use std::fmt;

#[derive(Debug, MretsError)]
#[mrets(dialect = PLAIN_JSON, codes = "snake_case")]
enum Inner {
    #[status(429, detail = "Wait {0} s.", retry_after = .0, display = "waits for {0}")]
    Limited(u32),
    #[status(401)]
    Unauthenticated,
    #[status(500)]
    Database(#[from] fmt::Error),
    #[status(304, headers("ETag" = "\"v1\""))]
    NotModified,
    #[status(.0)]
    RunTime(StatusCode),
    #[status(422, pointer = "/data/{0}", meta(n = 1), id = 7, about = "a")]
    Members(&'static str),
    #[status(422)]
    Several(#[errors] Vec<Inner>),
}

#[derive(Debug, MretsError)]
#[mrets(codes = "kebab-case", challenge = "Basic")]
enum Outer {
    #[status(transparent)]
    Inner(#[from] Inner),
    #[status(transparent)]
    Named { inner: Box<Inner> },
    #[status(404)]
    Other,
}

fn inner() -> [Inner; 9] {
    [
        Inner::Limited(3),
        Inner::Unauthenticated,
        Inner::Database(fmt::Error),
        Inner::NotModified,
        Inner::RunTime(StatusCode::CONFLICT),
        Inner::RunTime(StatusCode::OK),
        Inner::Members("a/b"),
        Inner::Several(vec![Inner::Limited(1), Inner::Members("c")]),
        Inner::Several(vec![]),
    ]
}

#[track_caller]
fn answers_as(outer: &dyn MretsError, inner: &dyn MretsError) {
    assert_eq!(outer.status(), inner.status());
    assert_eq!(outer.title(), inner.title());
    assert_eq!(outer.code(), inner.code());
    assert_eq!(outer.detail(), inner.detail());
    assert_eq!(outer.headers(), inner.headers());
    assert_eq!(body(outer), body(inner));
    assert_eq!(outer.to_envelope(), inner.to_envelope());
    let (outer_response, inner_response) = (outer.to_response(), inner.to_response());
    // Content-Type is one of them.
    assert_eq!(outer_response.headers(), inner_response.headers());
    assert_eq!(outer_response.body(), inner_response.body());
    assert_eq!(outer.to_string(), inner.to_string());
    let source = |error: &dyn MretsError| error.source().map(ToString::to_string);
    assert_eq!(source(outer), source(inner));
}

#[test]
fn everything_is_the_inner_ones() {
    for (first, second) in inner().into_iter().zip(inner()) {
        answers_as(&Outer::from(first), &second);
    }
    for (first, second) in inner().into_iter().zip(inner()) {
        let inner = Box::new(first);
        answers_as(&Outer::Named { inner }, &second);
    }
    assert_eq!(Outer::Other.code(), "other");
    assert_eq!(
        Outer::Other.to_response().headers()["content-type"],
        "application/vnd.api+json"
    );
    let limited = Outer::from(Inner::Limited(3));
    assert_eq!(limited.to_string(), "waits for 3");
    assert_eq!(header(&limited, "retry-after").unwrap(), "3");
    assert_eq!(
        limited.to_response().headers()["content-type"],
        "application/json"
    );
    let unauthenticated = Outer::from(Inner::Unauthenticated);
    assert_eq!(
        header(&unauthenticated, "www-authenticate").unwrap(),
        "ApiKey"
    );
}

#[test]
fn the_source_is_the_inner_ones_source_and_not_the_inner_one() {
    let error = Outer::from(Inner::from(fmt::Error));
    assert!(error.source().unwrap().is::<fmt::Error>());
    assert!(Outer::from(Inner::Limited(1)).source().is_none());
}

#[test]
fn the_innermost_error_answers_through_all_layers() {
    #[derive(Debug, MretsError)]
    #[status(transparent)]
    struct Third(#[from] Outer);
    #[derive(Debug, MretsError)]
    enum Fourth {
        #[status(transparent)]
        Third { inner: Third },
    }
    for (first, second) in inner().into_iter().zip(inner()) {
        let inner = Third::from(Outer::from(first));
        answers_as(&Fourth::Third { inner }, &second);
    }
}

/// Shows the flags of its formatter.
#[derive(Debug, MretsError)]
#[mrets(no_display)]
#[status(404, detail = "{self}")]
struct Padded(&'static str);

impl fmt::Display for Padded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            f.write_str("alternate ")?;
        }
        f.pad(self.0)
    }
}

impl Error for Padded {}

#[test]
fn the_flags_of_a_formatter_reach_the_inner_one() {
    #[derive(Debug, MretsError)]
    #[status(transparent)]
    struct Twice(Once);
    #[derive(Debug, MretsError)]
    enum Once {
        #[status(transparent)]
        Padded(Padded),
    }
    let error = Twice(Once::Padded(Padded("abc")));
    assert_eq!(format!("{error:>6}|"), "   abc|");
    assert_eq!(format!("{error:*^5.1}|"), "**a**|");
    assert_eq!(format!("{error:#}"), "alternate abc");
    assert_eq!(error.detail(), "abc");
}

#[test]
fn any_error_and_errors_may_be_inside() {
    #[derive(Debug, MretsError)]
    enum Holder {
        #[status(transparent)]
        Any(AnyError),
        #[status(transparent)]
        Errors(Errors<Inner>),
        #[status(transparent)]
        Mixed(Errors<AnyError>),
    }
    for (first, second) in inner().into_iter().zip(inner()) {
        answers_as(&Holder::Any(first.into()), &second);
    }
    let errors = || {
        [Inner::Limited(1), Inner::Unauthenticated]
            .into_iter()
            .collect::<Errors<_>>()
    };
    answers_as(&Holder::Errors(errors()), &errors());
    assert_eq!(Holder::Errors(errors()).status(), 400);
    let mixed: Errors<AnyError> = errors().into_iter().map(AnyError::from).collect();
    answers_as(&Holder::Mixed(mixed), &errors());
}

#[test]
fn an_object_made_by_hand_may_be_inside() {
    #[derive(Debug, MretsError)]
    enum Holder {
        #[status(transparent)]
        Made(ErrorObject),
        #[status(transparent)]
        Any(AnyError),
        #[status(422)]
        Several(#[errors] Vec<Holder>),
    }
    let made = || {
        ErrorObject::new(StatusCode::CONFLICT)
            .with_title("Made by hand")
            .with_code("made")
            .with_detail("As it is.")
            .with_source(Source::pointer("/data"))
    };
    answers_as(&Holder::Made(made()), &made());
    answers_as(&Holder::Any(AnyError::from(made())), &made());
    let several = Holder::Several(vec![Holder::Made(made()), Holder::Any(made().into())]);
    let expected = object(&made());
    assert_eq!(objects(&several), [expected.clone(), expected]);
}
