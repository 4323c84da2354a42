//! Properties of any bytes, with one function for each target. Here libFuzzer calls them; in the
//! package `tests`, `corpora.rs` does, with the files of `corpus`.

pub mod failures;

use self::failures::{Known, assert_is_safe, assert_same_json};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use mrets_errors::{
    Envelope, ErrorObject, Failure, Format, MretsError, Problem, Retry, RetryPolicy, negotiate,
};
use std::fs;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// One target, which panics if its property does not hold for these bytes.
pub type Target = fn(&[u8]);

/// All targets, by the names of their directories in `corpus`.
pub const TARGETS: [(&str, Target); 6] = [
    ("envelope", envelope),
    ("problem", problem),
    ("accept", accept),
    ("retry_after", retry_after),
    ("failure", failure),
    ("lock", lock),
];

const FORMATS: [Format; 3] = [Format::JsonApi, Format::Json, Format::Problem];

/// An envelope is read, written and read again as the same, and so are its answers.
pub fn envelope(data: &[u8]) {
    let Ok(envelope) = Envelope::from_slice(data) else {
        return;
    };
    let written = envelope.to_json();
    let again = Envelope::from_slice(&written).expect("what is written can be read");
    assert_same_json(&written, &again.to_json());
    assert_eq!(again.errors.len(), envelope.errors.len());
    assert_eq!(again.status(), envelope.status());

    let status = envelope.status();
    assert!((400..600).contains(&status.as_u16()), "{status}");
    let response = envelope.to_response();
    assert_eq!(response.status(), status);
    assert_eq!(*response.body(), written);
    for format in FORMATS {
        let response = envelope.to_response_as(format);
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()["content-type"], format.media_type());
        if format == Format::Problem {
            Problem::from_slice(response.body()).expect("a problem document can be read");
        } else {
            assert_eq!(*response.body(), written);
        }
    }
    for error in &envelope.errors {
        assert_is_answered(error);
    }
}

/// Checks the answers of an error object made by hand.
fn assert_is_answered(error: &ErrorObject) {
    let response = error.to_response();
    assert_eq!(response.status(), error.status());
    if error.status() != 304 {
        let answered = Envelope::from_slice(response.body()).expect("a body can be read");
        assert_eq!(answered.errors.len(), 1);
    }
    let text = error.to_string();
    assert!(error.detail.as_ref().is_none_or(|detail| *detail == text));
}

/// A problem document is read, written and read again as the same. Its envelope is a problem again, and
/// loses nothing.
pub fn problem(data: &[u8]) {
    let Ok(problem) = Problem::from_slice(data) else {
        return;
    };
    let written = problem.to_json();
    let again = Problem::from_slice(&written).expect("what is written can be read");
    assert_same_json(&written, &again.to_json());

    let envelope = problem.to_envelope();
    assert!(!envelope.errors.is_empty());
    let status = problem.status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let back = Problem::from_envelope(&envelope, status).to_envelope();
    assert_same_json(&envelope.to_json(), &back.to_json());
}

/// Each line is one `Accept`. However a wish is written, the format of the answer is the same.
pub fn accept(data: &[u8]) {
    let lines = data.split(|byte| *byte == b'\n');
    let values: Vec<HeaderValue> = lines
        .filter_map(|line| HeaderValue::from_bytes(line).ok())
        .collect();
    let format = of_lines(&values);

    let upper = values.iter().map(|value| {
        let upper = value.as_bytes().to_ascii_uppercase();
        HeaderValue::from_bytes(&upper).expect("letters are no worse in capitals")
    });
    let upper: Vec<HeaderValue> = upper.collect();
    assert_eq!(of_lines(&upper), format, "names have no case: {values:?}");

    let is_quoted = values.iter().any(|value| value.as_bytes().contains(&b'"'));
    if !is_quoted {
        // RFC 9110, 5.3: several lines are one list.
        let all: Vec<&[u8]> = values.iter().map(HeaderValue::as_bytes).collect();
        let line = HeaderValue::from_bytes(&all.join(&b", "[..])).expect("a comma is allowed");
        assert_eq!(of_lines(&[line]), format, "lines are one list: {values:?}");
        let mut others = values.clone();
        others.insert(0, HeaderValue::from_static("text/html, , no-range"));
        assert_eq!(of_lines(&others), format, "others do not count: {values:?}");
    }
    if format != Format::default() {
        let named = values.iter().any(|value| value.as_bytes().contains(&b'/'));
        assert!(named, "nobody asked for it: {values:?}");
    }

    let error = ErrorObject::new(StatusCode::CONFLICT);
    let response = error.to_response_as(format);
    assert_eq!(response.headers()["content-type"], format.media_type());
    assert_eq!(response.headers()["vary"], "Accept");
}

fn of_lines(values: &[HeaderValue]) -> Format {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append("accept", value.clone());
    }
    negotiate(&headers)
}

/// The lines are `Retry-After`, `Date` and `RateLimit`. A wait can be added to any time, and the policies
/// follow it.
pub fn retry_after(data: &[u8]) {
    const LONGEST: Duration = Duration::from_secs(1 << 40);
    let mut headers = HeaderMap::new();
    let lines = data.split(|byte| *byte == b'\n');
    for (name, line) in ["retry-after", "date", "ratelimit"].into_iter().zip(lines) {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.append(name, value);
        }
    }
    let failure = Failure::from_parts(StatusCode::TOO_MANY_REQUESTS, &headers, b"");
    let asked = headers.get("retry-after").map(HeaderValue::as_bytes);
    let asked = asked.map_or(&b""[..], <[u8]>::trim_ascii);
    if !asked.is_empty() && asked.iter().all(u8::is_ascii_digit) {
        let seconds = str::from_utf8(asked).expect("digits are text").parse();
        let seconds: u64 = seconds.unwrap_or(u64::MAX);
        // A large number is read as seconds, or milliseconds, since the epoch.
        if !(1_200_000_000..4_100_000_000_000).contains(&seconds) {
            let wait = Duration::from_secs(seconds).min(LONGEST);
            assert_eq!(failure.retry_after(), Some(wait));
        }
    }

    let default_wait = Duration::from_millis(777);
    let policy = RetryPolicy::new().default_wait(default_wait);
    let Retry::After(wait) = policy.retry(&failure, &Method::POST) else {
        panic!("a 429 may be sent again: {headers:?}");
    };
    assert!(wait <= LONGEST, "{wait:?}");
    assert!(Instant::now().checked_add(wait).is_some(), "{wait:?}");
    if let Some(asked) = failure.retry_after() {
        assert_eq!(wait, asked.max(Duration::from_millis(100)));
    } else if !headers.contains_key("ratelimit") {
        assert_eq!(wait, default_wait);
    }
    let patient = policy.longest_wait(wait);
    assert_eq!(patient.retry(&failure, &Method::GET), Retry::After(wait));
    if let Some(shorter) = wait.checked_sub(Duration::from_nanos(1)) {
        let policy = policy.longest_wait(shorter);
        assert_eq!(policy.retry(&failure, &Method::GET), Retry::No);
    }
}

/// A response as HTTP writes it, without a version: the status, a header a line, an empty line, the
/// body. Any response becomes a failure, whose texts are safe in a log.
pub fn failure(data: &[u8]) {
    let (status, headers, body) = response(data);
    let failure = Failure::from_parts(status, &headers, body);
    assert_is_safe(&failure, status);
}

fn response(data: &[u8]) -> (StatusCode, HeaderMap, &[u8]) {
    let mut rest = data;
    let mut line = || {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let (line, after) = rest.split_at(end);
        rest = after.strip_prefix(b"\n").unwrap_or(after);
        (!line.is_empty()).then_some(line)
    };
    let status = line().and_then(|line| StatusCode::from_bytes(line).ok());
    let mut headers = HeaderMap::new();
    while let Some(line) = line() {
        let at = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(at.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value).trim_ascii();
        let name = HeaderName::from_bytes(name);
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
            headers.append(name, value);
        }
    }
    (status.unwrap_or(StatusCode::BAD_REQUEST), headers, rest)
}

/// The content of a lock. It is refused and left unchanged, or read and written anew.
pub fn lock(data: &[u8]) {
    let mut file = tempfile::NamedTempFile::new().expect("there is room for files");
    file.write_all(data).expect("there is room for files");
    let path = file.path();
    let catalog = Known::catalog();
    let checked = catalog.check(path);
    assert_eq!(fs::read(path).expect("it is there"), data, "a check writes");

    let expected = match &checked {
        Ok(changes) => {
            assert!(!changes.is_breaking(), "{changes}");
            Some(changes)
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            error.changes()
        }
    };
    if let Some(changes) = expected {
        assert!(!changes.is_empty() || changes.to_string().is_empty());
    }
    let Ok(changes) = catalog.bless(path) else {
        // A retired code comes back as another error, or it is no lock of these.
        assert!(expected.is_none_or(mrets_errors::Changes::is_breaking));
        assert_eq!(
            fs::read(path).expect("it is there"),
            data,
            "a refusal writes"
        );
        return;
    };
    assert_eq!(Some(&changes), expected);
    let blessed = fs::read(path).expect("it is there");
    let checked = catalog.check(path).expect("what is blessed is known");
    assert!(checked.is_empty(), "{checked}");
    let again = catalog.bless(path).expect("what is blessed can be blessed");
    assert!(again.is_empty(), "{again}");
    assert_eq!(fs::read(path).expect("it is there"), blessed);
}
