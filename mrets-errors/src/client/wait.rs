//! How long the headers of a response ask to wait.

use http::header::{DATE, HeaderName, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};
use sfv::{BareItem, List, ListEntry, Parser};
use std::time::{Duration, SystemTime};

/// More than any server means, and little enough to be added to an `Instant`.
const LONGEST: u64 = 1 << 40;

static RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// `Retry-After`, RFC 9110, 10.2.3.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Digits that are no `u64` are too many.
        return Some(seconds(text.parse().unwrap_or(LONGEST)));
    }
    let then = httpdate::parse_http_date(text).ok()?;
    let sent = headers.get(DATE).and_then(date).unwrap_or(now);
    Some(then.duration_since(sent).unwrap_or_default())
}

/// The `t` of the quotas that are used up, of a `RateLimit` (draft-ietf-httpapi-ratelimit-headers):
/// the longest of them. One whose `r` is not 0 leaves something, and is not waited for.
pub(super) fn rate_limit(headers: &HeaderMap) -> Option<Duration> {
    let lines = headers.get_all(&RATE_LIMIT).iter();
    // RFC 9110, 5.3: several lines are one list.
    let lines: Vec<&[u8]> = lines.map(HeaderValue::as_bytes).collect();
    let list: List = Parser::new(&lines.join(&b", "[..])).parse().ok()?;
    let waits = list.iter().filter_map(|entry| {
        let ListEntry::Item(quota) = entry else {
            return None;
        };
        let whole = |name| match quota.params.get(name)? {
            BareItem::Integer(number) => u64::try_from(*number).ok(),
            _ => None,
        };
        (whole("r")? == 0).then(|| whole("t")).flatten()
    });
    waits.max().map(seconds)
}

fn date(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?).ok()
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds.min(LONGEST))
}
