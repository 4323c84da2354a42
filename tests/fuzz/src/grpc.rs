//! The target of gRPC statuses. It has a file of its own, since the others need no tonic.

use super::failures::assert_is_safe;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use mrets_errors::Failure;
use std::time::Duration;
use tonic::metadata::MetadataMap;
use tonic::{Code, Status};

/// The first byte is the code, the first line the message; the next lines are metadata, each a name, a colon
/// and a value; behind an empty line are the details. Any status becomes a failure, whose texts are safe in a log.
pub fn grpc(data: &[u8]) {
    let (code, data) = data.split_first().unwrap_or((&2, data));
    let mut rest = data;
    let mut line = || {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let (line, after) = rest.split_at(end);
        rest = after.strip_prefix(b"\n").unwrap_or(after);
        Some(line)
    };
    let message = String::from_utf8_lossy(line().unwrap_or_default()).into_owned();
    let mut metadata = HeaderMap::new();
    while let Some(line) = line().filter(|line| !line.is_empty()) {
        let at = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(at.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value).trim_ascii();
        let name = HeaderName::from_bytes(name);
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
            metadata.append(name, value);
        }
    }
    // The code 0 is no failure.
    let code = Code::from_i32(i32::from(code % 16) + 1);
    let metadata = MetadataMap::from_headers(metadata);
    let details = rest.to_vec();
    let status = Status::with_details_and_metadata(code, message, details.into(), metadata);

    let failure = Failure::from(&status);
    let again = Failure::from(&status);
    assert_eq!(failure.errors(), again.errors());
    let is_failed = failure.status().is_client_error() || failure.status().is_server_error();
    assert!(is_failed || failure.status() == StatusCode::NOT_MODIFIED);
    // The details can hold an answer over HTTP, whose status differs from the code's.
    if failure.envelope().is_none() && failure.status() != StatusCode::NOT_MODIFIED {
        let by_code = Failure::from(&Status::new(code, ""));
        assert_eq!(failure.status(), by_code.status());
    }
    if let Some(wait) = failure.retry_after() {
        assert!(wait <= Duration::from_secs(1 << 40), "{wait:?}");
    }
    assert_is_safe(&failure, failure.status());
}
