//! Whether a request may be sent again, and after what wait.

use http::{HeaderMap, Method, StatusCode};
use mrets_errors::{Failure, Retry, RetryBudget, RetryPolicy};
use std::time::{Duration, SystemTime};

const WINDOW: Duration = Duration::from_secs(5);

/// The idempotent methods (RFC 9110, 9.2.2).
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

/// Checks each status with each kind of method.
#[test]
fn the_status_and_the_method_decide() {
    for status in 100..=999 {
        match status {
            408 | 425 | 429 => assert_retry(status, Retry::After(WINDOW), Retry::After(WINDOW)),
            500 | 502 | 504 | 520..=524 => {
                assert_retry(status, Retry::After(WINDOW), Retry::OutcomeUnknown(WINDOW));
            }
            503 | 529 => assert_retry(status, Retry::After(WINDOW), Retry::No),
            _ => assert_retry(status, Retry::No, Retry::No),
        }
    }
}

/// A server that says when to send a request again knows that it makes sense.
#[test]
fn retry_after_is_believed_on_any_error() {
    let second = Duration::from_secs(1);
    for status in [400, 403, 404, 409, 413, 422, 423] {
        let failure = failure(status, &[("retry-after", "1")]);
        for method in IDEMPOTENT.into_iter().chain(OTHERS) {
            assert_eq!(failure.retry(&method), Retry::After(second), "{status}");
        }
    }
    for status in [501, 507, 599] {
        let failure = failure(status, &[("retry-after", "1")]);
        assert_eq!(failure.retry(&Method::GET), Retry::After(second));
        assert_eq!(failure.retry(&Method::POST), Retry::OutcomeUnknown(second));
    }
    for status in [200, 302, 304] {
        let failure = failure(status, &[("retry-after", "1")]);
        assert_eq!(failure.retry(&Method::GET), Retry::No, "{status}");
    }
}

/// A used-up quota is a reason only for a 403, which is GitHub's 429.
#[test]
fn a_quota_that_is_used_up_is_a_reason_for_a_403_alone() {
    let head = [("ratelimit", "\"default\";r=0;t=1")];
    for status in [302, 400, 401, 404, 409, 422] {
        assert_eq!(failure(status, &head).retry(&Method::GET), Retry::No);
    }
    let expected = Retry::After(Duration::from_secs(1));
    assert_eq!(failure(403, &head).retry(&Method::POST), expected);
    let date = ("date", "Wed, 25 Nov 2026 10:00:00 GMT");
    let head = [
        date,
        ("x-ratelimit-remaining", "0"),
        ("x-ratelimit-reset", "1795600830"),
    ];
    let expected = Retry::After(Duration::from_secs(30));
    assert_eq!(failure(403, &head).retry(&Method::POST), expected);
    let head = [
        date,
        ("x-ratelimit-remaining", "1"),
        ("x-ratelimit-reset", "1795600830"),
    ];
    assert_eq!(failure(403, &head).retry(&Method::POST), Retry::No);
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
        let floor = Duration::from_millis(100);
        assert_eq!(wait(&head), expected.max(floor), "{text}");
    }
}

/// Values that servers write, though no standard has them.
#[test]
fn retry_after_in_other_forms() {
    for (text, millis) in [
        ("30.0", 30_000),
        ("1.5", 1_500),
        ("60s", 60_000),
        ("1m30s", 90_000),
        ("250ms", 250),
        ("2 minutes", 120_000),
        ("PT5S", 5_000),
        ("1, 2", 2_000),
        ("Tue, 24 Nov 2026 10:00:30 UTC", 30_000),
        ("Tue, 24 Nov 2026 12:00:30 +0200", 30_000),
        ("Mon, 24 Nov 2026 10:00:30 +0000", 30_000),
        ("2026-11-24T10:00:30Z", 30_000),
        ("2026-11-24 10:00:30 UTC", 30_000),
        ("2026-11-24T11:00:30.5+01:00", 30_500),
        // Seconds, and milliseconds, since the epoch.
        ("1795514430", 30_000),
        ("1795514430000", 30_000),
        ("1795514370", 0),
    ] {
        let failure = failure(429, &[DATE, ("retry-after", text)]);
        let expected = Duration::from_millis(millis);
        assert_eq!(failure.retry_after(), Some(expected), "{text}");
    }
    let lines = [
        ("retry-after", "2"),
        ("retry-after", "7"),
        ("retry-after", "x"),
    ];
    assert_eq!(wait(&lines), Duration::from_secs(7));
    let lines = [("retry-after", "1"), ("retry-after-ms", "1200")];
    assert_eq!(wait(&lines), Duration::from_millis(1200));
    for name in ["x-retry-after", "x-ratelimit-retry-after"] {
        assert_eq!(wait(&[(name, "7")]), Duration::from_secs(7), "{name}");
    }
}

/// By the headers of services, from the `Date` of the response.
#[test]
fn quotas_are_waited_for() {
    for (head, millis) in [
        (&[("ratelimit-reset", "3")][..], 3_000),
        (
            &[("ratelimit-remaining", "0"), ("ratelimit-reset", "3")],
            3_000,
        ),
        (
            &[("ratelimit-remaining", "7"), ("ratelimit-reset", "3")],
            5_000,
        ),
        (&[("x-ratelimit-reset", "1795514430")], 30_000),
        (
            &[
                ("x-ratelimit-remaining", "0.0"),
                ("x-ratelimit-reset", "12.5"),
            ],
            12_500,
        ),
        (&[("x-rate-limit-reset", "1795514430")], 30_000),
        (
            &[
                ("x-ratelimit-reset-after", "1.25"),
                ("x-ratelimit-reset", "1795514401.25"),
            ],
            1_250,
        ),
        (
            &[
                ("x-ratelimit-remaining-requests", "0"),
                ("x-ratelimit-reset-requests", "1m2s"),
            ],
            62_000,
        ),
        (
            &[
                ("x-ratelimit-remaining-tokens", "0"),
                ("x-ratelimit-reset-tokens", "600ms"),
            ],
            600,
        ),
        (
            &[
                ("anthropic-ratelimit-requests-remaining", "0"),
                ("anthropic-ratelimit-requests-reset", "2026-11-24T10:00:07Z"),
                ("anthropic-ratelimit-tokens-remaining", "9"),
                ("anthropic-ratelimit-tokens-reset", "2026-11-24T10:09:00Z"),
            ],
            7_000,
        ),
        (&[("ratelimit", "limit=10, remaining=0, reset=3")], 3_000),
        (&[("ratelimit", "limit=10, remaining=1, reset=3")], 5_000),
    ] {
        let head = [&[DATE], head].concat();
        assert_eq!(wait(&head), Duration::from_millis(millis), "{head:?}");
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
        let expected = expected.max(Duration::from_millis(100));
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
        "1e3",
        "0x10",
        "abc",
        "1;q=1",
        "1.",
        ".5",
        "-60s",
        "1 parsec",
        "٣",
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

/// In draft-ietf-httpapi-ratelimit-headers, `t` is the time until the quota is full again.
#[test]
fn rate_limit_is_waited_for() {
    for (text, seconds) in [
        ("\"default\";r=0;t=3", 3),
        ("default;t=4;r=0", 4),
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

/// A malformed `RateLimit`, or one with quota left, gives no wait.
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
        "limit=10, remaining=0",
        "limit=10, remaining=0, reset=-3",
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
fn failure_has_the_default_policy() {
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

#[test]
fn an_idempotency_key_makes_any_method_repeatable() {
    let policy = RetryPolicy::new().idempotency_key(true);
    for status in [500, 502, 503, 504, 529] {
        let again = policy.retry(&failure(status, &[]), &Method::POST);
        assert_eq!(again, Retry::After(WINDOW), "{status}");
    }
    assert_eq!(policy.retry(&failure(409, &[]), &Method::POST), Retry::No);
}

#[test]
fn a_policy_has_statuses_of_its_own() {
    let policy = RetryPolicy::new().also(&[409, 599]);
    for status in [409, 599] {
        let failure = failure(status, &[]);
        assert_eq!(policy.retry(&failure, &Method::PUT), Retry::After(WINDOW));
        let unknown = Retry::OutcomeUnknown(WINDOW);
        assert_eq!(policy.retry(&failure, &Method::POST), unknown);
    }
}

/// A server of ours decides, by `retry = "..."`.
#[test]
fn the_word_of_the_server_goes_first() {
    let said = |status: u16, word: &str| {
        let body = format!(r#"{{"errors":[{{"title":"x","meta":{{"retry":"{word}"}}}}]}}"#);
        let status = StatusCode::from_u16(status).unwrap();
        Failure::from_parts(status, &HeaderMap::new(), body.as_bytes())
    };
    for method in [Method::GET, Method::POST] {
        assert_eq!(said(409, "after").retry(&method), Retry::After(WINDOW));
        assert_eq!(said(503, "never").retry(&method), Retry::No);
        assert_eq!(said(404, "perhaps").retry(&method), Retry::No);
    }
    assert_eq!(
        said(409, "unknown").retry(&Method::PUT),
        Retry::After(WINDOW)
    );
    let unknown = Retry::OutcomeUnknown(WINDOW);
    assert_eq!(said(429, "unknown").retry(&Method::POST), unknown);
    // The most careful word of several counts.
    let body = r#"{"errors":[{"title":"x","meta":{"retry":"after"}},{"title":"y","meta":{"retry":"never"}}]}"#;
    let several = Failure::from_parts(StatusCode::CONFLICT, &HeaderMap::new(), body.as_bytes());
    assert_eq!(several.retry(&Method::GET), Retry::No);
    // Another API may mean something else by it.
    let other = br#"{"error":{"message":"x","meta":{"retry":"after"}}}"#;
    let other = Failure::from_parts(StatusCode::CONFLICT, &HeaderMap::new(), other);
    assert_eq!(other.retry(&Method::GET), Retry::No);
}

/// Full jitter: anything between the floor and a bound that doubles.
#[test]
fn waits_that_nobody_asked_for_grow_and_vary() {
    let policy = RetryPolicy::new().default_wait(Duration::from_secs(1));
    let failure = failure(502, &[]);
    let mut longest = [Duration::ZERO; 10];
    for (retries, longest) in (0..10).zip(&mut longest) {
        for _ in 0..500 {
            let Retry::After(wait) = policy.nth_retry(&failure, &Method::GET, retries) else {
                panic!("a 502 may be tried again");
            };
            let most = Duration::from_secs(1 << retries).min(Duration::from_secs(60));
            assert!(
                wait >= Duration::from_millis(100) && wait <= most,
                "{wait:?}"
            );
            *longest = wait.max(*longest);
        }
    }
    assert!(longest[0] > Duration::from_millis(500), "{longest:?}");
    assert!(longest[9] > Duration::from_secs(30), "{longest:?}");
    let told = self::failure(502, &[("retry-after", "2")]);
    let expected = Retry::After(Duration::from_secs(2));
    assert_eq!(policy.nth_retry(&told, &Method::GET, 9), expected);
    let patient = policy.longest_wait(Duration::from_secs(3));
    assert!(patient.backoff(u32::MAX) <= Duration::from_secs(3));
}

#[test]
fn a_budget_is_shared_and_bounded() {
    let budget = RetryBudget::new(0.5, 0);
    assert!(!budget.withdraw());
    let other = budget.clone();
    other.deposit();
    other.deposit();
    assert!(budget.withdraw());
    assert!(!other.withdraw());
    for _ in 0..1000 {
        budget.deposit();
    }
    let retries = (0..1000).filter(|_| budget.withdraw()).count();
    assert_eq!(retries, 100);
    let none = RetryBudget::new(f32::NAN, 0);
    none.deposit();
    assert!(!none.withdraw());
}
