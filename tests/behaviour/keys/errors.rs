//! `#[errors]`: a variant of several error objects.

use crate::servers::layered;
use crate::support::{PLAIN_JSON, body, header, object, objects};
use axum::response::IntoResponse;
use http::StatusCode;
use mrets_errors::{AnyError, ErrorObject, Errors, MretsError};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::error::Error as _;
use std::iter;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, MretsError)]
enum Failure {
    #[status(422, detail = "{0} is blank.")]
    Blank(&'static str),
    #[status(404, headers("X-Missing" = .0))]
    Missing(&'static str),
    #[status(401, challenge = "Basic")]
    Basic,
    #[status(429, retry_after = .0)]
    Limited(u32),
    #[status(500)]
    Broken,
    #[status(304, headers("ETag" = "v1"))]
    NotModified,
}

use Failure::{Basic, Blank, Broken, Limited, Missing, NotModified};

#[derive(Debug, MretsError)]
#[mrets(dialect = PLAIN_JSON)]
enum Request {
    #[status(422, title = "Invalid", detail = "It is invalid.", headers("X-Own" = 1))]
    Invalid(#[errors] Vec<Failure>),
    #[status(400, retry_after = .wait)]
    Named {
        wait: u8,
        #[errors]
        failures: Errors<Failure>,
    },
    #[status(500)]
    Nested(#[errors] Vec<Request>),
    #[status(.0)]
    RunTime(StatusCode, #[errors] Vec<Failure>),
    #[status(401)]
    Unauthenticated(#[errors] Vec<Failure>),
}

#[test]
fn the_variant_gives_status_and_headers_and_they_the_objects() {
    let error = Request::Invalid(vec![Missing("a"), Blank("b"), Broken]);
    assert_eq!(error.status(), 422);
    assert_eq!(header(&error, "x-own").unwrap(), "1");
    assert_eq!(error.headers().len(), 1);
    let statuses: Vec<_> = objects(&error)
        .iter()
        .map(|object| object["status"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(statuses, ["404", "422", "500"]);
    // These describe the first error object.
    assert_eq!(error.title(), "Not Found");
    assert_eq!(error.code(), "404");
    // A log shows the variant.
    assert_eq!(error.to_string(), "It is invalid.");
    assert_eq!(
        error.to_response().headers()["content-type"],
        "application/json"
    );

    let error = Request::Named {
        wait: 7,
        failures: [Limited(100), Blank("b")].into_iter().collect(),
    };
    assert_eq!(error.status(), 400);
    assert_eq!(header(&error, "retry-after").unwrap(), "7");
    assert_eq!(objects(&error).len(), 2);

    let error = Request::Unauthenticated(vec![Basic, Missing("a")]);
    assert_eq!(header(&error, "www-authenticate").unwrap(), "ApiKey");
    assert_eq!(error.headers().len(), 1);
}

#[test]
fn an_empty_one_answers_with_the_variants_own_object() {
    assert_eq!(
        body(&Request::Invalid(vec![])),
        r#"{"errors":[{"title":"Invalid","detail":"It is invalid.","code":"422","status":"422"}]}"#
    );
    assert_eq!(Request::Invalid(vec![]).title(), "Invalid");
    let error = Request::Named {
        wait: 1,
        failures: Errors::new(),
    };
    assert_eq!(object(&error)["status"], "400");
}

#[test]
fn nested_ones_at_any_depth() {
    let error = Request::Nested(vec![
        Request::Invalid(vec![Blank("a"), Blank("b")]),
        Request::Nested(vec![Request::Nested(vec![Request::Invalid(vec![Blank(
            "c",
        )])])]),
        Request::Invalid(vec![]),
        Request::Nested(vec![]),
        Request::RunTime(StatusCode::CONFLICT, vec![Blank("d")]),
    ]);
    assert_eq!(error.status(), 500);
    let details: Vec<_> = objects(&error)
        .iter()
        .map(|object| object["detail"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        details[..4],
        [
            "a is blank.",
            "b is blank.",
            "c is blank.",
            "It is invalid."
        ]
    );
    assert!(details[4].starts_with("Something is broken."));
    assert_eq!(details[5], "d is blank.");
    assert_eq!(error.detail(), "a is blank.");
}

#[test]
fn a_run_time_304_has_no_objects() {
    let error = Request::RunTime(StatusCode::NOT_MODIFIED, vec![Blank("a")]);
    assert_eq!(body(&error), "");
    // An error without body adds no object.
    let error = Request::Invalid(vec![NotModified, Blank("a")]);
    assert_eq!(objects(&error).len(), 1);
}

#[test]
fn whatever_iterates_by_reference() {
    #[derive(Debug)]
    struct Own([Failure; 2]);
    impl<'a> IntoIterator for &'a Own {
        type Item = &'a Failure;
        type IntoIter = std::slice::Iter<'a, Failure>;
        fn into_iter(self) -> Self::IntoIter {
            self.0.iter()
        }
    }

    #[derive(Debug, MretsError)]
    #[status(422)]
    enum Collections {
        Array(#[errors] [Failure; 2]),
        Boxed(#[errors] Box<[Failure]>),
        Deque(#[errors] VecDeque<Failure>),
        Set(#[errors] BTreeSet<Failure>),
        Option(#[errors] Option<Failure>),
        Own(#[errors] Own),
        Any(#[errors] Vec<AnyError>),
        Objects(#[errors] Vec<ErrorObject>),
        Counted(#[errors] Vec<Arc<Failure>>),
    }
    let two = || [Blank("a"), Blank("b")];
    let model = |failure: Failure| failure.to_envelope().errors[0].clone();
    let expected = body(&Collections::Array(two()));
    for error in [
        Collections::Boxed(two().into()),
        Collections::Deque(two().into()),
        Collections::Set(two().into()),
        Collections::Own(Own(two())),
        Collections::Any(two().map(AnyError::from).into()),
        Collections::Objects(two().map(model).into()),
        Collections::Counted(two().map(Arc::new).into()),
    ] {
        assert_eq!(body(&error), expected, "{error:?}");
    }
    assert_eq!(objects(&Collections::Option(Some(Blank("a")))).len(), 1);
    assert_eq!(object(&Collections::Option(None))["status"], "422");
}

/// The values of a map are collected first.
#[test]
fn other_fields_stand_beside() {
    #[derive(Debug, MretsError)]
    #[status(422, meta(row = .number), headers("X-Row" = .number))]
    struct Row {
        number: u8,
        #[source]
        cause: std::fmt::Error,
        #[errors]
        failures: Vec<Failure>,
    }
    let error = Row {
        number: 7,
        cause: std::fmt::Error,
        failures: vec![Blank("a")],
    };
    assert!(error.source().is_some());
    assert_eq!(header(&error, "x-row").unwrap(), "7");
    assert!(!body(&error).contains("meta"));
    let by_row: BTreeMap<u8, Row> = BTreeMap::from([(7, error)]);
    let all: Errors<Row> = by_row.into_values().collect();
    assert_eq!(all.status(), 422);
    assert_eq!(objects(&all).len(), 1);
}

#[test]
fn pointers_to_collections() {
    #[allow(clippy::box_collection)] // It is what is tested.
    #[derive(Debug, MretsError)]
    #[status(422)]
    enum Pointers<'a> {
        Slice(#[errors] &'a [Failure]),
        Boxed(#[errors] Box<Vec<Failure>>),
        BoxedSlice(#[errors] Box<[Failure]>),
        Shared(#[errors] Arc<[Failure]>),
    }
    let all = || vec![Blank("a"), Missing("b")];
    for error in [
        Pointers::Slice(&all()),
        Pointers::Boxed(Box::new(all())),
        Pointers::BoxedSlice(all().into()),
        Pointers::Shared(all().into()),
    ] {
        assert_eq!(objects(&error).len(), 2, "{error:?}");
    }
    let blanks = Pointers::catalog();
    assert!(blanks.entries().any(|entry| entry.variant == "Blank"));
}

thread_local! {
    static STATUSES: Cell<usize> = const { Cell::new(0) };
    static CODES: Cell<usize> = const { Cell::new(0) };
}

/// Decides its status and its code, and counts how often it is asked for them.
#[derive(Debug)]
struct Counting(u16);

impl Counting {
    fn status(&self) -> u16 {
        STATUSES.set(STATUSES.get() + 1);
        self.0
    }

    fn code(&self) -> &'static str {
        CODES.set(CODES.get() + 1);
        "counted"
    }
}

#[derive(Debug, MretsError)]
#[status(.0.status(), code = .0.code(), headers("X-Own" = 1))]
struct Counted(Counting);

#[derive(Debug, MretsError)]
enum Wrapped {
    #[status(transparent)]
    Within(Errors<Counted>),
    #[status(like = .0, meta(wrapped = true))]
    Like(Errors<Counted>),
    #[status(400)]
    Held(#[errors] Vec<Counted>),
}

#[test]
fn each_error_of_a_list_is_asked_once() {
    const N: usize = 20;

    fn list() -> Errors<Counted> {
        (0..N).map(|_| Counted(Counting(401))).collect()
    }

    fn asked<E: MretsError, T>(error: E, answer: impl FnOnce(E) -> T) -> (usize, usize) {
        STATUSES.set(0);
        CODES.set(0);
        answer(error);
        (STATUSES.get(), CODES.get())
    }

    let response = |error: Errors<Counted>| error.to_response();
    // From the first request on, answers carry data for the layer.
    for _ in 0..2 {
        assert_eq!(asked(list(), |error| error.to_json()), (N, N));
        assert_eq!(asked(list(), response), (N, N));
        assert_eq!(asked(list(), |error| error.to_problem()), (N, N));
        assert_eq!(asked(list(), |error| error.to_envelope()), (N, N));
        assert_eq!(asked(list(), IntoResponse::into_response), (N, N));
        assert_eq!(asked(list(), |error| error.status()), (N, 0));
        assert_eq!(asked(list(), |error| error.headers()), (N, 0));
        layered::get(&[], list().to_response());
    }
    let within = || Wrapped::Within(list());
    assert_eq!(asked(within(), |error| error.to_response()), (N, N));
    let held = || Wrapped::Held(list().into_iter().collect());
    assert_eq!(asked(held(), |error| error.to_response()), (N, N));
    let nested = || -> Errors<Errors<Errors<Counted>>> {
        let list: Errors<Errors<Counted>> = iter::once(list()).collect();
        iter::once(list).collect()
    };
    assert_eq!(asked(nested(), |error| error.to_response()), (N, N));
    assert_eq!(asked(nested(), |error| error.to_problem()), (N, N));
}

#[test]
fn a_variant_is_like_a_list() {
    let errors = |statuses: [u16; 2]| {
        let errors = statuses.map(|status| Counted(Counting(status)));
        Wrapped::Like(errors.into_iter().collect())
    };
    for (statuses, combined) in [([409, 409], 409), ([409, 404], 400), ([409, 503], 500)] {
        let error = errors(statuses);
        assert_eq!(error.status(), combined);
        let response = error.to_response();
        assert_eq!(response.status(), combined);
        let has_header = statuses.contains(&combined);
        assert_eq!(response.headers().contains_key("x-own"), has_header);
        let objects = objects(&error);
        assert_eq!(objects.len(), 2);
        for (object, status) in iter::zip(objects, statuses) {
            assert_eq!(object["status"], status.to_string());
            assert_eq!(object["meta"]["wrapped"], true);
        }
    }
}

#[test]
fn a_list_of_lists_combines_them() {
    let list = |statuses: &[u16]| -> Errors<Counted> {
        let errors = statuses.iter().map(|status| Counted(Counting(*status)));
        errors.collect()
    };
    let lists: Errors<Errors<Counted>> = [list(&[409, 409]), list(&[404])].into_iter().collect();
    assert_eq!(lists.status(), 400);
    assert_eq!(objects(&lists).len(), 3);
    let lists: Errors<Errors<Counted>> = [list(&[409]), list(&[409])].into_iter().collect();
    assert_eq!(lists.to_response().status(), 409);
    assert_eq!(lists.headers()["x-own"], "1");
}
