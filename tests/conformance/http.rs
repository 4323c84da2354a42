//! HTTP: the parts of RFC 9110, and of RFC 6585 on 429, about answers to errors.

use super::every_answer::{Bare, HOSTILE, corpus, varying};
use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, DATE, ETAG, EXPIRES, LOCATION,
    PROXY_AUTHENTICATE, RETRY_AFTER, UPGRADE, VARY, WWW_AUTHENTICATE,
};
use http::{HeaderMap, HeaderName, StatusCode};
use mrets_errors::{AnyError, Envelope, ErrorObject, Errors, Format, MretsError, table};
use proptest::prelude::*;
use std::time::Duration;

const FORMATS: [Format; 3] = [Format::JsonApi, Format::Json, Format::Problem];

#[derive(Debug, MretsError)]
enum Error {
    #[status(.0)]
    Runtime(StatusCode),
    #[status(.status, detail = "{detail}")]
    Told {
        status: StatusCode,
        detail: &'static str,
    },
    #[status(304, headers(
        "ETag" = "W/\"1\"",
        "Vary" = "Accept-Encoding",
        "Cache-Control" = "max-age=60",
        "Date" = .date,
    ))]
    Fresh { date: &'static str },
    #[status(401, challenge = "Basic realm=\"rec\"")]
    Challenge,
    #[status(401, headers("WWW-Authenticate" = "Digest realm=\"rec\""))]
    Digest,
    #[status(405, headers("Allow" = .allowed))]
    Method { allowed: &'static str },
    #[status(429, retry_after = .0)]
    Limited(Option<Duration>),
    #[status(503, retry_after = .0)]
    Overloaded(i64),
    #[status(422, headers("X-First" = .value, "X-Second" = "stands"))]
    Header { value: String },
    #[status(500)]
    Database(#[source] std::io::Error),
    #[status(transparent)]
    Bare(#[from] Bare),
    #[status(401)]
    Several(#[errors] Vec<Error>),
}

fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap()
}

/// The values of a header, as text.
#[track_caller]
fn values(headers: &HeaderMap, name: HeaderName) -> Vec<&str> {
    let values = headers.get_all(name).iter();
    values.map(|value| value.to_str().unwrap()).collect()
}

/// Every answer with this status, in every format.
#[track_caller]
fn each_answer(wanted: StatusCode, check: impl Fn(&HeaderMap, &[u8]) -> bool) {
    let mut count = 0;
    for case in corpus().iter().filter(|case| case.status() == wanted) {
        let responses = FORMATS.map(|format| case.response_as(format));
        for response in responses.iter().chain([&case.response()]) {
            assert_eq!(response.status(), wanted, "{}", case.name);
            assert!(check(response.headers(), response.body()), "{}", case.name);
            count += 1;
        }
    }
    assert!(count > 0, "no answer is a {wanted}");
}

/// RFC 9110, section 15.3: a success says that the request was accepted, so that no error is one. Nor is
/// it informational or a redirect, except a 304.
#[test]
fn no_error_answers_with_a_success() {
    for number in 100..1000 {
        let error = Error::Runtime(status(number));
        let expected = match number {
            304 | 400..600 => number,
            _ => 500,
        };
        assert_eq!(error.to_response().status(), expected);
        let object = ErrorObject::new(status(number));
        assert_eq!(object.to_response().status(), expected);
        let envelope = Envelope::new([object]).to_response().status();
        assert!(envelope.is_client_error() || envelope.is_server_error());
    }
    for case in corpus() {
        let is_answer = matches!(case.status().as_u16(), 304 | 400..600);
        assert!(is_answer, "{}: {}", case.name, case.status());
    }
}

/// RFC 9110, section 15.4.5: a 304 "cannot contain content", so it has no Content-Type either
/// (section 8.3: it describes "the associated representation").
#[test]
fn a_304_has_no_content_and_no_content_type() {
    each_answer(StatusCode::NOT_MODIFIED, |headers, body| {
        body.is_empty()
            && !headers.contains_key(CONTENT_TYPE)
            && !headers.contains_key(CONTENT_LENGTH)
    });
}

/// RFC 9110, section 15.4.5: a 304 "MUST generate any of the following header fields that would have
/// been sent in a 200 (OK) response": Content-Location, Date,
/// `ETag`, Vary, Cache-Control, Expires.
#[test]
fn a_304_keeps_etag_vary_cache_control_and_date() {
    let date = "Tue, 15 Nov 1994 08:12:31 GMT";
    let error = Error::Fresh { date };
    for headers in [error.headers(), error.to_response().headers().clone()] {
        assert_eq!(values(&headers, ETAG), ["W/\"1\""]);
        assert_eq!(values(&headers, VARY), ["Accept-Encoding"]);
        assert_eq!(values(&headers, CACHE_CONTROL), ["max-age=60"]);
        assert_eq!(values(&headers, DATE), [date]);
    }
    let response = error.to_response_as(Format::Problem);
    assert_eq!(
        values(response.headers(), VARY),
        ["Accept-Encoding", "Accept"]
    );
    assert!(response.body().is_empty());
}

/// RFC 9110, sections 15.5 and 15.6: "the server SHOULD send a representation containing an
/// explanation of the error situation".
#[test]
fn every_4xx_and_5xx_has_an_explanation() {
    for case in corpus().iter().filter(|case| case.has_content()) {
        let responses = FORMATS.map(|format| case.response_as(format));
        for response in responses.iter().chain([&case.response()]) {
            assert!(!response.body().is_empty(), "{}", case.name);
            assert!(
                response.headers().contains_key(CONTENT_TYPE),
                "{}",
                case.name
            );
        }
    }
}

/// RFC 9110, section 15.5, as above: an error without texts of its own takes the texts of its status in the
/// table of the M-RETS page.
#[test]
fn each_status_of_the_table_explains_itself() {
    for row in &table::ROWS {
        if row.status.is_client_error() || row.status.is_server_error() {
            for error in [
                AnyError::new(Error::Runtime(row.status)),
                AnyError::new(ErrorObject::new(row.status)),
            ] {
                assert_eq!(error.title(), row.text);
                assert_eq!(error.detail(), row.description);
            }
        }
    }
}

/// RFC 9110, section 15: "a client MUST ... treat an unrecognized status code as being equivalent to
/// the x00 status code of that class", and so it is explained.
#[test]
fn an_unrecognized_status_is_explained_as_its_class() {
    for (number, class) in [(499, 400), (460, 400), (599, 500), (530, 500)] {
        let row = table::row(status(class)).unwrap();
        let error = Error::Runtime(status(number));
        assert_eq!(error.status(), number);
        assert_eq!(error.title(), row.text);
        assert_eq!(error.detail(), row.description);
    }
}

/// RFC 9110, section 15.5.2: with a 401 the server "MUST send a WWW-Authenticate header field ...
/// containing at least one challenge", however the error gets its status.
#[test]
fn every_401_carries_a_challenge() {
    each_answer(StatusCode::UNAUTHORIZED, |headers, _| {
        let challenges = values(headers, WWW_AUTHENTICATE);
        !challenges.is_empty() && challenges.iter().all(|challenge| is_challenge(challenge))
    });
}

/// An auth-scheme, which is a token, and parameters or nothing behind it (section 11.3).
fn is_challenge(text: &str) -> bool {
    let scheme = text.split(' ').next().unwrap_or_default();
    !scheme.is_empty()
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// RFC 9110, section 15.5.2, as above: the challenge of the error, of each of several errors, or the
/// default of an API key.
#[test]
fn the_challenge_is_the_one_that_was_written() {
    let challenges = |error: &dyn MretsError| {
        let headers = error.headers();
        let values = values(&headers, WWW_AUTHENTICATE).into_iter();
        values.map(str::to_owned).collect::<Vec<_>>()
    };
    let unauthorized = StatusCode::UNAUTHORIZED;
    assert_eq!(challenges(&Error::Challenge), ["Basic realm=\"rec\""]);
    assert_eq!(challenges(&Error::Digest), ["Digest realm=\"rec\""]);
    assert_eq!(challenges(&Bare::Unauthorized), ["ApiKey"]);
    assert_eq!(challenges(&Error::from(Bare::Unauthorized)), ["ApiKey"]);
    assert_eq!(challenges(&Error::Runtime(unauthorized)), ["ApiKey"]);
    assert_eq!(challenges(&Error::Several(vec![Error::Digest])), ["ApiKey"]);
    assert_eq!(
        challenges(&*AnyError::new(Error::Challenge)),
        ["Basic realm=\"rec\""]
    );
    let several = Errors::from_iter([Error::Challenge, Error::Digest, Error::Challenge]);
    assert_eq!(
        challenges(&several),
        ["Basic realm=\"rec\"", "Digest realm=\"rec\""]
    );
    let object = ErrorObject::new(unauthorized);
    assert_eq!(challenges(&object), ["ApiKey"]);
    assert_eq!(challenges(&Errors::from(object.clone())), ["ApiKey"]);
    let envelope = Envelope::new([object]).to_response();
    assert_eq!(values(envelope.headers(), WWW_AUTHENTICATE), ["ApiKey"]);
}

/// RFC 9110, section 11.6.1: in other responses it may stand to indicate that credentials "might affect
/// the response". No other answer has one by itself.
#[test]
fn no_other_status_carries_a_challenge() {
    for case in corpus()
        .iter()
        .filter(|case| case.status() != StatusCode::UNAUTHORIZED)
    {
        assert!(
            !case.headers().contains_key(WWW_AUTHENTICATE),
            "{}",
            case.name
        );
    }
}

/// RFC 9110, section 15.5.6: a 405 "MUST generate an Allow header field", which may be empty.
#[test]
fn a_405_carries_allow() {
    for allowed in ["GET, HEAD", ""] {
        let error = Error::Method { allowed };
        assert_eq!(values(error.to_response().headers(), ALLOW), [allowed]);
    }
    let headers = Errors::from_iter([Bare::MethodNotAllowed, Bare::MethodNotAllowed]).headers();
    assert_eq!(values(&headers, ALLOW), ["GET, HEAD"]);
    let headers = AnyError::new(Bare::MethodNotAllowed).headers();
    assert_eq!(values(&headers, ALLOW), ["GET, HEAD"]);
}

/// RFC 9110, sections 15.5.8 and 15.5.22: a 407 "MUST send a Proxy-Authenticate header field", a 426
/// "MUST send an Upgrade header field".
#[test]
fn a_407_carries_proxy_authenticate_and_a_426_upgrade() {
    let headers = Bare::ProxyAuthenticationRequired
        .to_response()
        .headers()
        .clone();
    assert_eq!(values(&headers, PROXY_AUTHENTICATE), ["Basic"]);
    let headers = Bare::UpgradeRequired.to_response().headers().clone();
    assert_eq!(values(&headers, UPGRADE), ["HTTP/2.0"]);
}

/// RFC 6585, section 4: a 429 "MAY include a Retry-After header indicating how long to wait".
#[test]
fn a_429_may_carry_retry_after() {
    let headers = Error::Limited(Some(Duration::from_secs(5))).headers();
    assert_eq!(values(&headers, RETRY_AFTER), ["5"]);
    assert!(!Error::Limited(None).headers().contains_key(RETRY_AFTER));
}

/// RFC 9110, section 15.6.4: a 503 "MAY send a Retry-After header field".
#[test]
fn a_503_may_carry_retry_after() {
    assert_eq!(
        values(&Error::Overloaded(120).headers(), RETRY_AFTER),
        ["120"]
    );
    assert!(!Bare::ServiceUnavailable.headers().contains_key(RETRY_AFTER));
}

/// RFC 9110, section 10.2.3: "A delay-seconds value is a non-negative decimal integer". Less than a
/// second is rounded up to one, since an earlier try would be too early. A negative one is left out.
#[test]
fn retry_after_is_whole_seconds() {
    let pairs = [
        (Duration::ZERO, "0"),
        (Duration::from_nanos(1), "1"),
        (Duration::from_millis(1200), "2"),
        (Duration::from_secs(2), "2"),
        (Duration::MAX, "18446744073709551615"),
    ];
    for (wait, seconds) in pairs {
        assert_eq!(
            values(&Error::Limited(Some(wait)).headers(), RETRY_AFTER),
            [seconds]
        );
    }
    assert!(!Error::Overloaded(-1).headers().contains_key(RETRY_AFTER));
    for case in corpus() {
        for seconds in values(&case.headers(), RETRY_AFTER) {
            let is_number = seconds.bytes().all(|byte| byte.is_ascii_digit());
            assert!(!seconds.is_empty() && is_number, "{}: {seconds}", case.name);
        }
    }
}

/// RFC 9110, section 5.3: a sender does not repeat a field that is not a list. Several errors have the
/// longest wait.
#[test]
fn retry_after_stands_there_once() {
    let waits = [3, 7, 5].map(|seconds| Error::Limited(Some(Duration::from_secs(seconds))));
    let headers = Errors::from_iter(waits).headers();
    assert_eq!(values(&headers, RETRY_AFTER), ["7"]);
    for case in corpus() {
        assert!(
            values(&case.headers(), RETRY_AFTER).len() <= 1,
            "{}",
            case.name
        );
    }
}

/// RFC 6585, section 4: "Responses with the 429 status code MUST NOT be stored by a cache"; nothing
/// in the answers says otherwise.
#[test]
fn nothing_asks_for_a_429_to_be_stored() {
    each_answer(StatusCode::TOO_MANY_REQUESTS, |headers, _| {
        !headers.contains_key(CACHE_CONTROL) && !headers.contains_key(EXPIRES)
    });
}

/// RFC 9110, section 5.5: "Field values containing CR, LF, or NUL characters are invalid and
/// dangerous". A value with one is left out, and the rest of the answer stands.
#[test]
fn a_header_value_that_http_forbids_is_left_out() {
    for value in [
        "a\r\nSet-Cookie: b=c",
        "a\nb",
        "a\rb",
        "a\0b",
        "\u{7f}",
        "\u{1b}[31m",
    ] {
        let error = Error::Header {
            value: value.to_owned(),
        };
        let response = error.to_response();
        assert_eq!(response.headers().get("x-first"), None, "{value:?}");
        assert_eq!(response.headers()["x-second"], "stands");
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(*response.body(), Bare::UnprocessableEntity.to_json());
    }
}

proptest! {
    #![proptest_config(crate::support::proptest_config())]

    #[test]
    fn no_header_is_split_whatever_its_value(value in crate::support::text()) {
        let error = Error::Header { value: value.clone() };
        let headers = error.headers();
        prop_assert!(headers.len() <= 2);
        prop_assert_eq!(&headers["x-second"], "stands");
        if let Some(first) = headers.get("x-first") {
            prop_assert_eq!(first.as_bytes(), value.as_bytes());
            prop_assert!(!first.as_bytes().iter().any(|byte| b"\r\n\0\x7f".contains(byte)));
        }
    }
}

/// RFC 9457, section 5: the details given "must also be scrutinized", since they may leak "information
/// that can be exploited". The cause of a 5xx is in no answer.
#[test]
fn nothing_private_is_in_a_5xx() {
    let private = "password=hunter2";
    let errors = [
        AnyError::new(Error::Database(std::io::Error::other(private))),
        AnyError::new(Error::Told {
            status: StatusCode::BAD_GATEWAY,
            detail: private,
        }),
        AnyError::new(Error::Told {
            status: StatusCode::OK,
            detail: private,
        }),
    ];
    for error in errors {
        assert!(error.status().is_server_error());
        for format in FORMATS {
            let answer = format!("{:?}", error.to_response_as(format));
            assert!(!answer.contains("hunter2"), "{answer}");
        }
    }
}

/// RFC 9110, section 8.3: Content-Type is one value.
#[test]
fn content_type_stands_there_once() {
    for case in corpus() {
        let count = values(&case.headers(), CONTENT_TYPE).len();
        assert_eq!(count, usize::from(case.has_content()), "{}", case.name);
        assert!(!case.headers().contains_key(LOCATION), "{}", case.name);
    }
}

/// RFC 9110, section 12.1: negotiation chooses among representations of the same thing. Status and
/// headers are the same in all of them.
#[test]
fn status_and_headers_do_not_depend_on_the_format() {
    for case in corpus() {
        let plain = case.response();
        for format in FORMATS {
            let response = case.response_as(format);
            assert_eq!(response.status(), plain.status(), "{}", case.name);
            for (name, value) in plain.headers() {
                let mut kept = response.headers().get_all(name).iter();
                let is_type = name == CONTENT_TYPE;
                assert!(
                    is_type || kept.any(|kept| kept == value),
                    "{}: {name}",
                    case.name
                );
            }
        }
    }
}

/// The trait's methods are the answer's parts.
#[test]
fn the_methods_give_the_answers_status_and_headers() {
    let mut cases = corpus();
    cases.extend(HOSTILE.iter().flat_map(|text| varying(text)));
    for (error, response) in cases
        .iter()
        .filter_map(|case| Some((case.error()?, case.response())))
    {
        assert_eq!(error.status(), response.status());
        let mut headers = response.headers().clone();
        headers.remove(CONTENT_TYPE);
        assert_eq!(error.headers(), headers);
        assert_eq!(error.to_json(), *response.body());
    }
}
