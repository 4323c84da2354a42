//! `Errors<E>`, which collects the failures of one request.

use crate::support::{body, header, object, objects};
use http::StatusCode;
use mrets_errors::{AnyError, ErrorObject, Errors, MretsError};
use std::error::Error as _;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, MretsError)]
enum Failure {
    #[status(
        422,
        code = "blank",
        pointer = "/data/attributes/{0}",
        detail = "{0} is blank."
    )]
    Blank(&'static str),
    #[status(404, headers("X-Missing" = .0))]
    Missing(&'static str),
    #[status(401)]
    Unauthenticated,
    #[status(401, challenge = "Basic")]
    Basic,
    #[status(429, retry_after = .0)]
    Limited(u32),
    #[status(503, retry_after = .0, headers("Vary" = "Accept"))]
    Away(u32),
    #[status(500)]
    Broken,
    #[status(304, headers("ETag" = "v1"))]
    NotModified,
}

use Failure::{Away, Basic, Blank, Broken, Limited, Missing, NotModified, Unauthenticated};

fn errors(failures: &[Failure]) -> Errors<Failure> {
    failures.iter().cloned().collect()
}

#[test]
fn one_object_each_in_their_order() {
    let errors = errors(&[Blank("name"), Missing("x"), Blank("a/b")]);
    assert_eq!(
        body(&errors),
        concat!(
            r#"{"errors":["#,
            r#"{"title":"Unprocessable Entity","detail":"name is blank.","code":"blank","source":{"pointer":"/data/attributes/name"},"status":"422"},"#,
            r#"{"title":"Not Found","detail":"The URI requested is invalid or the resource requested, such as an account, does not exist.","code":"404","status":"404"},"#,
            r#"{"title":"Unprocessable Entity","detail":"a/b is blank.","code":"blank","source":{"pointer":"/data/attributes/a~1b"},"status":"422"}"#,
            r#"]}"#
        )
    );
    // These three describe the first error.
    assert_eq!(errors.title(), "Unprocessable Entity");
    assert_eq!(errors.code(), "blank");
    assert_eq!(errors.detail(), "name is blank.");
    assert_eq!(errors.to_string().matches("; ").count(), 2);
    assert!(errors.source().is_none());
}

/// The rule of JSON:API 1.1, "Processing Errors".
#[test]
fn the_status_is_the_most_general() {
    for (failures, status) in [
        (&[Blank("a")][..], 422),
        (&[Blank("a"), Blank("b"), Blank("c")], 422),
        (&[Blank("a"), Missing("b")], 400),
        (
            &[Missing("b"), Blank("a"), Unauthenticated, Limited(1)],
            400,
        ),
        (&[Blank("a"), Broken], 500),
        (&[Away(1), Blank("a")], 500),
        (&[Away(1), Away(2)], 503),
        (&[Away(1), Broken], 500),
        (&[Blank("a"), Missing("b"), Broken], 500),
        (&[Broken, Blank("a"), Missing("b")], 500),
        (&[NotModified, NotModified], 304),
        (&[NotModified, Missing("a")], 400),
        (&[NotModified, Broken], 500),
    ] {
        let errors = errors(failures);
        assert_eq!(errors.status(), status, "{failures:?}");
        assert_eq!(errors.to_response().status(), status, "{failures:?}");
        body(&errors);
    }
    assert_eq!(body(&errors(&[NotModified, NotModified])), "");
}

/// Headers of other children are left out: `Retry-After` of one among several problems would promise too much.
#[test]
fn the_headers_are_those_of_the_children_with_this_status() {
    let all = |failures: &[Failure]| {
        let mut headers: Vec<_> = errors(failures)
            .headers()
            .iter()
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        headers.sort();
        headers
    };
    assert_eq!(all(&[Missing("a")]), ["x-missing: a"]);
    assert_eq!(
        all(&[Missing("a"), Missing("b")]),
        ["x-missing: a", "x-missing: b"]
    );
    assert_eq!(all(&[Missing("a"), Missing("a")]), ["x-missing: a"]);
    // Neither child has the status 400.
    assert!(all(&[Missing("a"), Limited(3)]).is_empty());
    assert!(all(&[Away(3), Missing("a")]).is_empty());
    assert_eq!(all(&[Unauthenticated]), ["www-authenticate: ApiKey"]);
    assert_eq!(
        all(&[Unauthenticated, Basic, Unauthenticated]),
        ["www-authenticate: ApiKey", "www-authenticate: Basic"]
    );
    assert_eq!(all(&[NotModified, NotModified]), ["etag: v1"]);
    let content_type = &errors(&[Missing("a")]).to_response().headers()["content-type"].clone();
    assert_eq!(content_type, "application/vnd.api+json");
}

/// RFC 9110, 10.2.3: a response has one time to wait.
#[test]
fn of_several_times_to_wait_the_longest_counts() {
    for waits in [[1, 9, 10], [10, 1, 9], [9, 10, 1]] {
        let failures = waits.map(Limited);
        assert_eq!(header(&errors(&failures), "retry-after").unwrap(), "10");
    }
    let away = errors(&[Away(2), Away(1)]);
    assert_eq!(header(&away, "retry-after").unwrap(), "2");
    assert_eq!(header(&away, "vary").unwrap(), "Accept");
}

#[test]
fn a_collection_keeps_the_order_of_its_errors() {
    let mut errors = Errors::new();
    assert!(errors.is_empty());
    errors.push(Blank("a"));
    errors.extend([Blank("b"), Blank("c")]);
    errors.extend(None);
    assert_eq!(errors.len(), 3);
    assert!(!errors.is_empty());
    let names: Vec<_> = errors.iter().cloned().collect();
    assert_eq!(names, [Blank("a"), Blank("b"), Blank("c")]);
    assert_eq!((&errors).into_iter().count(), 3);
    assert_eq!(
        errors,
        [Blank("a"), Blank("b"), Blank("c")].into_iter().collect()
    );
    assert_eq!(errors.into_iter().last(), Some(Blank("c")));
    assert_eq!(Errors::from(Broken).len(), 1);
}

#[test]
fn an_empty_collection_is_no_error() {
    fn validate(name: &str) -> Result<(), Errors<Failure>> {
        let mut errors = Errors::new();
        if name.is_empty() {
            errors.push(Blank("name"));
        }
        errors.into_result(())?;
        // A single error converts by `?`.
        if name == "x" {
            Err(Missing("x"))?;
        }
        Ok(())
    }

    let empty: Errors<Failure> = Errors::default();
    assert_eq!(empty.into_result(7).unwrap(), 7);
    let errors = errors(&[Blank("a"), Blank("b")]);
    let errors = errors.into_result(7).unwrap_err();
    assert_eq!(errors.len(), 2);

    assert!(validate("a").is_ok());
    assert_eq!(validate("").unwrap_err().status(), 422);
    assert_eq!(validate("x").unwrap_err().status(), 404);
}

/// A server that sends an empty collection has a defect, and the answer says so.
#[test]
fn an_empty_collection_that_is_sent_is_a_500() {
    let empty: Errors<Failure> = Errors::new();
    assert_eq!(empty.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(object(&empty), object(&Broken));
    assert_eq!(empty.to_string(), "");
}

#[test]
fn errors_of_any_error_and_of_objects() {
    let mut mixed: Errors<AnyError> = Errors::new();
    mixed.push(Blank("a").into());
    mixed.push(
        ErrorObject::new(StatusCode::CONFLICT)
            .with_detail("by hand")
            .into(),
    );
    mixed.push(errors(&[Missing("b"), Missing("c")]).into());
    assert_eq!(mixed.status(), 400);
    let details: Vec<_> = objects(&mixed)
        .iter()
        .map(|object| object["status"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(details, ["422", "409", "404", "404"]);
    assert_eq!(objects(&mixed)[1]["detail"], "by hand");

    let nested: Errors<Errors<Failure>> =
        [errors(&[Blank("a")]), errors(&[Blank("b"), Blank("c")])]
            .into_iter()
            .collect();
    assert_eq!(nested.status(), 422);
    assert_eq!(objects(&nested).len(), 3);
}
