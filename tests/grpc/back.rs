//! Statuses that others made, and broken ones. Each is read, within bounds.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use mrets_errors::{ApiError, ErrorObject, Failure, MretsError, Retry};
use prost::Message as _;
use prost_types::Any;
use std::collections::HashMap;
use std::time::Duration;
use tonic::metadata::MetadataMap;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _, pb};

#[derive(Debug, PartialEq, MretsError)]
#[mrets(codes = "SCREAMING_SNAKE_CASE", decode)]
enum Transfer {
    #[status(422, detail = "There are {left}, and {wanted} are wanted.")]
    TooFew { left: u32, wanted: u32 },
    #[status(409, grpc = "ALREADY_EXISTS", headers("X-Name" = .name))]
    Taken { name: String },
    #[status(429, retry_after = .wait)]
    Busy {
        #[meta(skip)]
        wait: Duration,
    },
    #[status(500)]
    Broken,
    #[status(304)]
    Same,
    #[status(422)]
    Several(#[errors] Vec<Transfer>),
}

fn back(error: Transfer) -> Result<Transfer, ErrorObject> {
    let failure = Failure::from(&Status::from(error));
    Transfer::from_failure(&failure).map_err(Clone::clone)
}

#[test]
fn the_variant_comes_back() {
    let too_few = || Transfer::TooFew { left: 3, wanted: 5 };
    assert_eq!(back(too_few()), Ok(too_few()));
    let taken = |name: &str| Transfer::Taken {
        name: name.to_owned(),
    };
    assert_eq!(back(taken("7")), Ok(taken("7")));
    assert_eq!(back(taken("null")), Ok(taken("null")));
    assert_eq!(back(Transfer::Broken), Ok(Transfer::Broken));
    assert_eq!(back(Transfer::Same), Ok(Transfer::Same));
    let several = || Transfer::Several(vec![too_few(), taken("x")]);
    assert_eq!(back(several()), Ok(several()));
}

#[test]
fn an_api_error_is_the_variant() {
    let status = Status::from(Transfer::TooFew { left: 3, wanted: 5 });
    match ApiError::<Transfer>::from(status) {
        ApiError::Domain { error, failure, .. } => {
            assert_eq!(error, Transfer::TooFew { left: 3, wanted: 5 });
            assert_eq!(failure.status(), 422);
        }
        other => panic!("{other:?}"),
    }
    let error = ApiError::<Transfer>::from(Status::unavailable("away"));
    assert_eq!(error.to_string(), "503 away (code UNAVAILABLE)");
}

#[test]
fn headers_and_the_wait_come_back() {
    let name = "Prairie Wind".to_owned();
    let failure = Failure::from(&Status::from(Transfer::Taken { name }));
    assert_eq!(failure.headers()["x-name"], "Prairie Wind");
    let wait = Duration::from_secs(7);
    let failure = Failure::from(&Status::from(Transfer::Busy { wait }));
    assert_eq!(failure.retry_after(), Some(wait));
    assert_eq!(failure.retry(&Method::POST), Retry::After(wait));
}

#[test]
fn a_code_of_another_service_has_its_status() {
    let codes = [
        // A failure is no success.
        (Code::Ok, 500, Some("UNKNOWN")),
        (Code::Cancelled, 499, Some("CANCELLED")),
        (Code::Unknown, 500, Some("UNKNOWN")),
        (Code::InvalidArgument, 400, Some("INVALID_ARGUMENT")),
        (Code::DeadlineExceeded, 504, Some("DEADLINE_EXCEEDED")),
        (Code::NotFound, 404, Some("NOT_FOUND")),
        (Code::AlreadyExists, 409, Some("ALREADY_EXISTS")),
        (Code::PermissionDenied, 403, Some("PERMISSION_DENIED")),
        (Code::ResourceExhausted, 429, Some("RESOURCE_EXHAUSTED")),
        (Code::FailedPrecondition, 400, Some("FAILED_PRECONDITION")),
        (Code::Aborted, 409, Some("ABORTED")),
        (Code::OutOfRange, 400, Some("OUT_OF_RANGE")),
        (Code::Unimplemented, 501, Some("UNIMPLEMENTED")),
        (Code::Internal, 500, Some("INTERNAL")),
        (Code::Unavailable, 503, Some("UNAVAILABLE")),
        (Code::DataLoss, 500, Some("DATA_LOSS")),
        (Code::Unauthenticated, 401, Some("UNAUTHENTICATED")),
    ];
    for (code, status, name) in codes {
        let failure = Failure::from(&Status::new(code, "said"));
        assert_eq!(failure.status(), status, "{code:?}");
        let [error] = failure.errors() else {
            panic!("{failure:?}")
        };
        assert_eq!(error.code.as_deref(), name);
        assert_eq!(error.detail.as_deref(), Some("said"));
        assert!(failure.envelope().is_none());
    }
}

#[test]
fn details_of_another_service_are_error_objects() {
    let mut details = ErrorDetails::new();
    let metadata = HashMap::from([("zone".to_owned(), "eu".to_owned())]);
    details
        .set_error_info("STOCKOUT", "spanner.example", metadata)
        .set_retry_info(Some(Duration::from_millis(1500)))
        .set_request_info("r-7", "secret")
        .set_debug_info(vec!["main.rs:1".to_owned()], "a stack")
        .set_resource_info("bucket", "b-1", "me", "")
        .set_localized_message("de", "Es gibt keine mehr.")
        .add_help_link("", "https://spanner.example/stockout")
        .add_bad_request_violation("emails[1].kind", "odd is no kind")
        .add_bad_request_violation("a/b[0]", "is odd")
        .add_precondition_failure_violation("TOS", "example.org", "Terms not accepted")
        .add_quota_failure_violation("project:7", "Ten a day");
    let status = Status::with_error_details(Code::ResourceExhausted, "all gone", details);
    let failure = Failure::from(&status);
    assert_eq!(failure.status(), 429);
    assert_eq!(failure.retry_after(), Some(Duration::from_millis(1500)));
    assert_eq!(failure.request_id(), Some("r-7"));
    assert_eq!(failure.excerpt(), Some("all gone"));
    let json = serde_json::to_value(failure.errors()).unwrap();
    let expected = serde_json::json!([
        {
            "detail": "all gone",
            "id": "r-7",
            "code": "STOCKOUT",
            "links": { "about": "https://spanner.example/stockout" },
            "meta": {
                "domain": "spanner.example",
                "zone": "eu",
                "resource_type": "bucket",
                "resource_name": "b-1",
            },
        },
        { "detail": "odd is no kind", "source": { "pointer": "/emails/0/kind" } },
        { "detail": "is odd", "source": { "pointer": "/a~1b/0" } },
        { "detail": "Terms not accepted", "code": "TOS", "meta": { "subject": "example.org" } },
        { "detail": "Ten a day", "meta": { "subject": "project:7" } },
    ]);
    // The sender chooses the order of quota and preconditions.
    let sorted = |value: &serde_json::Value| {
        let mut items: Vec<String> = value
            .as_array()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        items.sort();
        items
    };
    assert_eq!(sorted(&json), sorted(&expected));
    assert_eq!(json[0], expected[0]);
    assert!(!format!("{failure:?}").contains("stack"));
}

/// A status of another service with the same reason is not ours.
#[test]
fn a_stranger_is_never_taken_for_ours() {
    let metadata = HashMap::from([
        ("left".to_owned(), "3".to_owned()),
        ("wanted".to_owned(), "5".to_owned()),
    ]);
    let details = ErrorDetails::with_error_info("TOO_FEW", "another.example", metadata);
    let status = Status::with_error_details(Code::InvalidArgument, "too few", details);
    let failure = Failure::from(&status);
    let unknown = Transfer::from_failure(&failure).unwrap_err();
    assert_eq!(unknown.code.as_deref(), Some("TOO_FEW"));
}

/// A cut at any byte, and a flip of any byte.
#[test]
fn broken_details_are_passed_over() {
    let status = Status::from(Transfer::TooFew { left: 3, wanted: 5 });
    let whole = status.details();
    let read = |details: Vec<u8>| {
        let status = Status::with_details(Code::InvalidArgument, "said", details.into());
        let failure = Failure::from(&status);
        let known = Transfer::from_failure(&failure).is_ok();
        assert!(!failure.errors().is_empty());
        (failure.status().as_u16(), known)
    };
    assert_eq!(read(whole.to_vec()), (422, true));
    for end in 0..whole.len() {
        let (status, known) = read(whole[..end].to_vec());
        assert_eq!((status, known), (400, false), "{end}");
    }
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.to_vec();
            flipped[at] ^= 1 << bit;
            read(flipped);
        }
    }
    assert_eq!(read(b"\xff".repeat(1000)), (400, false));
}

fn any(name: &str, value: Vec<u8>) -> Any {
    let type_url = format!("type.googleapis.com/{name}");
    Any { type_url, value }
}

#[test]
fn broken_and_unknown_details_leave_the_others() {
    let info = pb::ErrorInfo {
        reason: "KNOWN".to_owned(),
        ..pb::ErrorInfo::default()
    };
    let details = pb::Status {
        code: 5,
        message: "said".to_owned(),
        details: vec![
            any("google.rpc.BadRequest", vec![0xff, 0xff]),
            any("shop.v1.Receipt", b"anything".to_vec()),
            any("google.rpc.HttpResponse", vec![0x08]),
            Any::default(),
            Any {
                type_url: "shop.example/google.rpc.ErrorInfo".to_owned(),
                value: info.encode_to_vec(),
            },
        ],
    };
    let status = Status::with_details(Code::NotFound, "said", details.encode_to_vec().into());
    let failure = Failure::from(&status);
    let [error] = failure.errors() else { panic!() };
    assert_eq!(error.code.as_deref(), Some("KNOWN"));
    assert_eq!(failure.to_string(), "404 said (code KNOWN)");
}

#[test]
fn numbers_that_are_no_status_are_none() {
    for number in [-1_i32, 0, 99, 1000, i32::MAX] {
        let mut response = vec![0x08];
        prost::encoding::encode_varint(i64::from(number).cast_unsigned(), &mut response);
        let details = pb::Status {
            details: vec![any("google.rpc.HttpResponse", response)],
            ..pb::Status::default()
        };
        let status = Status::with_details(Code::NotFound, "", details.encode_to_vec().into());
        assert_eq!(Failure::from(&status).status(), 404);
    }
}

/// An answer over HTTP in the details counts only if it fails and has an error.
#[test]
fn an_answer_over_http_that_is_no_error_is_passed_over() {
    let document = r#"{"errors":[{"status":"200","code":"BROKEN"}]}"#;
    for (number, body) in [
        (200, document),
        (302, document),
        (404, r#"{"errors":[]}"#),
        (404, "{}"),
        (404, ""),
    ] {
        let mut response = vec![0x08];
        prost::encoding::encode_varint(number, &mut response);
        prost::encoding::bytes::encode(4, &Bytes::from(body), &mut response);
        let details = pb::Status {
            details: vec![any("google.rpc.HttpResponse", response)],
            ..pb::Status::default()
        };
        let details = details.encode_to_vec().into();
        let failure = Failure::from(&Status::with_details(Code::Aborted, "why", details));
        assert_eq!(failure.status(), 409, "{number} {body}");
        assert_eq!(failure.error().detail.as_deref(), Some("why"));
        Transfer::from_failure(&failure).unwrap_err();
    }
}

#[test]
fn negative_waits_are_none() {
    let retry_delay = Some(prost_types::Duration {
        seconds: -5,
        nanos: -1,
    });
    let retry = pb::RetryInfo { retry_delay };
    let details = pb::Status {
        details: vec![any("google.rpc.RetryInfo", retry.encode_to_vec())],
        ..pb::Status::default()
    };
    let status = Status::with_details(Code::Unavailable, "", details.encode_to_vec().into());
    assert_eq!(Failure::from(&status).retry_after(), None);
}

/// Tries 10 MB of metadata, of a message, and of details.
#[test]
fn long_statuses_are_bounded() {
    const LONG: usize = 10 * 1024 * 1024;
    let mut headers = HeaderMap::new();
    let value = HeaderValue::from_bytes(&b"x".repeat(1024)).unwrap();
    for _ in 0..LONG / 1024 {
        headers.append("x-many", value.clone());
    }
    headers.insert(
        "x-long",
        HeaderValue::from_bytes(&b"y".repeat(LONG)).unwrap(),
    );
    headers.insert("x-last", HeaderValue::from_static("z"));
    let violation = pb::bad_request::FieldViolation {
        description: "ü".repeat(LONG / 2),
        ..pb::bad_request::FieldViolation::default()
    };
    let request = pb::BadRequest {
        field_violations: vec![violation],
    };
    let details = pb::Status {
        details: vec![any("google.rpc.BadRequest", request.encode_to_vec())],
        ..pb::Status::default()
    };
    let status = Status::with_details_and_metadata(
        Code::NotFound,
        format!("a{}", "ü".repeat(LONG / 2)),
        Bytes::from(details.encode_to_vec()),
        MetadataMap::from_headers(headers),
    );
    let failure = Failure::from(&status);
    let kept: usize = failure
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    assert!(kept <= 64 * 1024, "{kept}");
    assert_eq!(failure.headers()["x-last"], "z");
    let [error] = failure.errors() else { panic!() };
    assert_eq!(error.detail.as_ref().map(String::len), Some(64 * 1024 - 1));
    assert!(failure.to_string().len() <= 1400);
    assert!(format!("{failure:?}").len() < 300_000);
}

/// A 64 KiB message of nothing but the smallest items costs memory, and little.
#[test]
fn many_small_details_are_read() {
    let details = pb::Status {
        details: vec![Any::default(); 30_000],
        ..pb::Status::default()
    };
    let status = Status::with_details(Code::NotFound, "", details.encode_to_vec().into());
    assert_eq!(Failure::from(&status).errors().len(), 1);
    let request = pb::BadRequest {
        field_violations: vec![pb::bad_request::FieldViolation::default(); 30_000],
    };
    let details = pb::Status {
        details: vec![any("google.rpc.BadRequest", request.encode_to_vec())],
        ..pb::Status::default()
    };
    let status = Status::with_details(Code::NotFound, "", details.encode_to_vec().into());
    assert!(Failure::from(&status).errors().len() <= Failure::MOST_ERRORS);
}
