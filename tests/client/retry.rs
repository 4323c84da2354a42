//! Whether a request may be sent again, and after what wait.

use http::{HeaderMap, Method, StatusCode};
use mrets_errors::{Failure, Retry, RetryPolicy};
use std::time::{Duration, SystemTime};

const WINDOW: Duration = Duration::from_secs(5);

/// RFC 9110, 9.2.2.
const IDEMPOTENT: [Method; 6] = [
    Method::GET,
    Method::HEAD,
    Method::OPTIONS,
    Method::TRACE,
    Method::PUT,
    Method::DELETE,
];

const OTHERS: [Method; 3] = [Method::POST, Method::PATCH, Method::CONNECT];

fn failure(status: u16, head: &[(&'static str, &str)]) -> Failure {
    let mut headers = HeaderMap::new();
    for (name, value) in head {
        headers.append(*name, value.parse().unwrap());
    }
    Failure::from_parts(StatusCode::from_u16(status).unwrap(), &headers, b"")
}

#[track_caller]
fn assert_retry(status: u16, idempotent: Retry, others: Retry) {
    let failure = failure(status, &[]);
    for method in IDEMPOTENT {
        assert_eq!(failure.retry(&method), idempotent, "{method} {status}");
    }
    for method in OTHERS {
        assert_eq!(failure.retry(&method), others, "{method} {status}");
    }
    let unknown = Method::from_bytes(b"FROBNICATE").unwrap();
    assert_eq!(failure.retry(&unknown), others, "{unknown} {status}");
}

/// Each status.
#[test]
fn the_status_and_the_method_decide() {
    for status in 100..=999 {
        match status {
            408 | 425 | 429 => assert_retry(status, Retry::After(WINDOW), Retry::After(WINDOW)),
            500 | 502 | 504 => {
                assert_retry(status, Retry::After(WINDOW), Retry::OutcomeUnknown(WINDOW));
            }
            503 => assert_retry(status, Retry::After(WINDOW), Retry::No),
            _ => assert_retry(status, Retry::No, Retry::No),
        }
    }
}

/// No header makes a request repeatable that would fail again.
#[test]
fn a_wait_alone_is_no_reason() {
    for status in [302, 304, 400, 401, 403, 404, 409, 413, 422] {
        let head = [("retry-after", "1"), ("ratelimit", "\"default\";r=0;t=1")];
        assert_eq!(failure(status, &head).retry(&Method::GET), Retry::No);
    }
}

fn wait(head: &[(&'static str, &str)]) -> Duration {
    match failure(429, head).retry(&Method::GET) {
        Retry::After(wait) => wait,
        other => panic!("{other:?}"),
    }
}

/// RFC 9110, 10.2.3: a number of seconds.
#[test]
fn retry_after_in_seconds() {
    for (text, seconds) in [
        ("0", 0),
        ("1", 1),
        ("007", 7),
        ("120", 120),
        (" 3 ", 3),
        ("4294967296", 1 << 32),
    ] {
        let head = [("retry-after", text)];
        let expected = Duration::from_secs(seconds);
        assert_eq!(failure(429, &head).retry_after(), Some(expected), "{text}");
        assert_eq!(wait(&head), expected, "{text}");
    }
}

/// Any wait can be added to the present.
#[test]
fn a_wait_that_is_too_long_is_a_long_one() {
    for text in [
        "99999999999999999999999999",
        "18446744073709551615",
        "1099511627777",
    ] {
        let wait = failure(429, &[("retry-after", text)])
            .retry_after()
            .unwrap();
        assert_eq!(wait, Duration::from_secs(1 << 40), "{text}");
        assert!(std::time::Instant::now().checked_add(wait).is_some());
        assert!(SystemTime::now().checked_add(wait).is_some());
    }
    let head = [("ratelimit", "\"default\";r=0;t=999999999999999")];
    assert_eq!(wait(&head), Duration::from_secs(1 << 40));
}

const DATE: (&str, &str) = ("date", "Tue, 24 Nov 2026 10:00:00 GMT");

/// RFC 9110, 5.6.7: a date in any of its three forms, counted from the date of the response.
#[test]
fn retry_after_as_a_date() {
    for (text, seconds) in [
        ("Tue, 24 Nov 2026 10:00:30 GMT", 30),
        ("Tuesday, 24-Nov-26 10:01:00 GMT", 60),
        ("Tue Nov 24 11:00:00 2026", 3600),
        ("Tue, 24 Nov 2026 10:00:00 GMT", 0),
        ("Tue, 24 Nov 2026 09:59:59 GMT", 0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 251_606_786_399),
    ] {
        let expected = Duration::from_secs(seconds);
        assert_eq!(wait(&[("retry-after", text), DATE]), expected, "{text}");
    }
}

/// Without a valid `Date` the wait counts from now.
#[test]
fn a_date_counts_from_now_where_the_response_has_none() {
    for head in [&[][..], &[("date", "yesterday")]] {
        let past = [head, &[("retry-after", "Tue, 24 Nov 2020 10:00:00 GMT")]].concat();
        assert_eq!(failure(503, &past).retry_after(), Some(Duration::ZERO));
        let future = [head, &[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")]].concat();
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799);
        let before = end.duration_since(SystemTime::now()).unwrap();
        let wait = failure(503, &future).retry_after().unwrap();
        let after = end.duration_since(SystemTime::now()).unwrap();
        assert!(
            after <= wait && wait <= before,
            "{after:?} {wait:?} {before:?}"
        );
    }
}

/// A value that is neither seconds nor a date is ignored.
#[test]
fn a_malformed_retry_after_is_none() {
    for text in [
        "",
        " ",
        "-1",
        "+1",
        "1.5",
        "1e3",
        "0x10",
        "abc",
        "1s",
        "1, 2",
        "1;q=1",
        "٣",
        "2026-11-24T10:00:00Z",
        "Tue, 24 Nov 2026 25:00:00 GMT",
        "Tue, 24 Nov 2026 10:00:00",
        "Never",
    ] {
        let head = [("retry-after", text)];
        assert_eq!(failure(429, &head).retry_after(), None, "{text}");
        assert_eq!(wait(&head), WINDOW, "{text}");
    }
    let mut headers = HeaderMap::new();
    headers.insert(
        "retry-after",
        http::HeaderValue::from_bytes(b"\xff").unwrap(),
    );
    let failure = Failure::from_parts(StatusCode::TOO_MANY_REQUESTS, &headers, b"");
    assert_eq!(failure.retry_after(), None);
}

/// draft-ietf-httpapi-ratelimit-headers: `t` is the time until the quota is there again.
#[test]
fn rate_limit_is_waited_for() {
    for (text, seconds) in [
        ("\"default\";r=0;t=3", 3),
        ("default;t=4;r=0", 4),
        ("\"default\";r=0;t=0", 0),
        ("\"burst\";r=0;t=2, \"day\";r=0;t=60", 60),
        ("\"burst\";r=0;t=2, \"day\";r=900;t=3600", 2),
        ("\"default\";r=0;t=3;pk=:cHsdsRa894==:", 3),
        ("  \"default\" ;r=0;t=3", 5),
    ] {
        let expected = Duration::from_secs(seconds);
        assert_eq!(wait(&[("ratelimit", text)]), expected, "{text}");
    }
    let lines = [
        ("ratelimit", "\"burst\";r=0;t=2"),
        ("ratelimit", "\"day\";r=0;t=7"),
    ];
    assert_eq!(wait(&lines), Duration::from_secs(7));
    let server_error = failure(503, &[("ratelimit", "\"default\";r=0;t=3")]);
    let expected = Retry::After(Duration::from_secs(3));
    assert_eq!(server_error.retry(&Method::GET), expected);
}

/// A malformed one, or one with quota left, gives no wait.
#[test]
fn a_malformed_rate_limit_is_passed_over() {
    for text in [
        "",
        "\"default\"",
        "\"default\";r=0",
        "\"default\";t=3",
        "\"default\";r=1;t=3",
        "\"default\";r=0;t=-3",
        "\"default\";r=0;t=3.0",
        "\"default\";r=0;t=\"3\"",
        "\"default\";r=\"0\";t=3",
        "\"default;r=0;t=3",
        "\"default\";r=0;t=3,",
        "\"default\";r=0;t=9999999999999999",
        "limit=10, remaining=0, reset=3",
        "(\"default\");r=0;t=3",
        "10;w=5",
    ] {
        assert_eq!(wait(&[("ratelimit", text)]), WINDOW, "{text}");
    }
}

/// Retry-After, then `RateLimit`, then the window of M-RETS.
#[test]
fn retry_after_goes_before_rate_limit() {
    let rate_limit = ("ratelimit", "\"default\";r=0;t=3");
    assert_eq!(wait(&[rate_limit]), Duration::from_secs(3));
    for (retry_after, seconds) in [("2", 2), ("60", 60), ("abc", 3)] {
        let head = [rate_limit, ("retry-after", retry_after)];
        assert_eq!(wait(&head), Duration::from_secs(seconds), "{retry_after}");
    }
    assert_eq!(wait(&[]), WINDOW);
}

#[test]
fn a_policy_has_its_own_default() {
    let policy = RetryPolicy::new().default_wait(Duration::from_millis(1500));
    let expected = Retry::After(Duration::from_millis(1500));
    assert_eq!(policy.retry(&failure(429, &[]), &Method::POST), expected);
    let told = failure(429, &[("retry-after", "1")]);
    let expected = Retry::After(Duration::from_secs(1));
    assert_eq!(policy.retry(&told, &Method::POST), expected);
}

/// A request waits as long as the server asked, or is not sent at all.
#[test]
fn a_wait_above_the_longest_is_no() {
    let policy = RetryPolicy::new().longest_wait(Duration::from_secs(10));
    for (seconds, is_no) in [("9", false), ("10", false), ("11", true)] {
        let failure = failure(500, &[("retry-after", seconds)]);
        for method in [Method::GET, Method::POST] {
            let retry = policy.retry(&failure, &method);
            assert_eq!(retry == Retry::No, is_no, "{method} {seconds}: {retry:?}");
        }
    }
    let policy = RetryPolicy::new().longest_wait(Duration::from_secs(1));
    assert_eq!(policy.retry(&failure(429, &[]), &Method::GET), Retry::No);
}

#[test]
fn a_503_is_repeated_by_a_post_where_the_caller_says_so() {
    let policy = RetryPolicy::new().unavailable_posts(true);
    let unavailable = failure(503, &[("retry-after", "2")]);
    let expected = Retry::After(Duration::from_secs(2));
    for method in IDEMPOTENT.into_iter().chain(OTHERS) {
        assert_eq!(policy.retry(&unavailable, &method), expected, "{method}");
    }
    let unknown = Retry::OutcomeUnknown(WINDOW);
    assert_eq!(policy.retry(&failure(500, &[]), &Method::POST), unknown);
}

/// `Failure::retry` uses the default, which can stand in a constant.
#[test]
fn the_default_policy_is_that_of_failure() {
    const POLICY: RetryPolicy = RetryPolicy::new()
        .default_wait(WINDOW)
        .longest_wait(Duration::MAX)
        .unavailable_posts(false);
    assert_eq!(POLICY, RetryPolicy::default());
    let far = [("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"), DATE];
    for (status, head) in [(429, &far[..]), (503, &[]), (500, &far)] {
        let failure = failure(status, head);
        for method in [Method::GET, Method::POST] {
            assert_eq!(failure.retry(&method), POLICY.retry(&failure, &method));
        }
    }
}
