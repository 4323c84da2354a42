//! The wait that a response asks for.

use http::header::{DATE, HeaderName, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};
use httpdate::parse_http_date;
use std::time::{Duration, UNIX_EPOCH};

/// The wait of `Retry-After` (RFC 9110, 10.2.3), in whole seconds. A date is counted from the response's own
/// `Date`, else from now; one that has passed asks for no time at all.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = text(headers, RETRY_AFTER)?;
    let seconds = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()?
    } else {
        let sent = text_as_date(headers, DATE).unwrap_or_else(now);
        text_as_date(headers, RETRY_AFTER)?.saturating_sub(sent)
    };
    Some(Duration::from_secs(seconds))
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).map(HeaderValue::to_str)?.ok()
}

/// A date in seconds since the epoch.
fn text_as_date(headers: &HeaderMap, name: HeaderName) -> Option<u64> {
    let date = parse_http_date(text(headers, name)?).ok()?;
    Some(date.duration_since(UNIX_EPOCH).ok()?.as_secs())
}

/// The seconds since the epoch. `std`'s clock does not exist on wasm32.
fn now() -> u64 {
    let now = web_time::SystemTime::now().duration_since(web_time::UNIX_EPOCH);
    now.unwrap_or_default().as_secs()
}
