//! The wait for which the headers of a response ask.
//!
//! Times are durations since the epoch: `std`'s clock does not exist on wasm32.

use http::header::DATE;
use http::{HeaderMap, HeaderValue, StatusCode};
use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use sfv::{BareItem, Dictionary, Item, List, ListEntry, Parser};
use std::time::{Duration, SystemTime};

/// The longest wait: more than any server means, and short enough to be added to an `Instant`.
const LONGEST: Duration = Duration::from_secs(1 << 40);

/// Numbers that are a time in seconds since the epoch, in the years 2008 to 2099, rather than a wait.
const EPOCH: std::ops::Range<f64> = 1.2e9..4.1e9;

/// `Retry-After` by the names that it has with gateways, too.
const SECONDS: [&str; 3] = ["retry-after", "x-retry-after", "x-ratelimit-retry-after"];

/// `Retry-After` in milliseconds: Azure OpenAI, OpenAI, Cosmos DB.
const MILLISECONDS: [&str; 2] = ["retry-after-ms", "x-ms-retry-after-ms"];

/// Pairs of headers: the rest of a quota, and the time at which it is full again.
const QUOTAS: [(&str, &str); 16] = [
    ("ratelimit-remaining", "ratelimit-reset"), // drafts 0 to 6, Kong, Zendesk; GitLab as seconds since the epoch
    ("x-ratelimit-remaining", "x-ratelimit-reset"), // GitHub, Discord, Reddit, Okta
    ("x-ratelimit-remaining", "x-ratelimit-reset-after"), // Discord
    ("x-rate-limit-remaining", "x-rate-limit-reset"), // X
    (
        "x-ratelimit-remaining-requests",
        "x-ratelimit-reset-requests",
    ), // OpenAI, as `1m30s`
    ("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"), // OpenAI, Groq
    (
        "x-ratelimit-requests-remaining",
        "x-ratelimit-requests-reset",
    ), // RapidAPI
    (
        "anthropic-ratelimit-requests-remaining",
        "anthropic-ratelimit-requests-reset",
    ), // Anthropic, RFC 3339
    (
        "anthropic-ratelimit-tokens-remaining",
        "anthropic-ratelimit-tokens-reset",
    ),
    (
        "anthropic-ratelimit-input-tokens-remaining",
        "anthropic-ratelimit-input-tokens-reset",
    ),
    (
        "anthropic-ratelimit-output-tokens-remaining",
        "anthropic-ratelimit-output-tokens-reset",
    ),
    ("x-app-rate-limit-remaining", "x-app-rate-limit-reset"), // Webex
    (
        "x-ratelimit-userlimit-remaining",
        "x-ratelimit-userlimit-reset",
    ), // Imgur
    ("x-ratelimit-userremaining", "x-ratelimit-userreset"),   // Imgur, as it documents them
    ("x-esi-error-limit-remain", "x-esi-error-limit-reset"),  // EVE Online
    (
        "x-rate-limit-request-remaining",
        "x-rate-limit-request-reset",
    ), // LINE
];

/// The wait of `Retry-After` (RFC 9110, 10.2.3) in all forms that servers write. Of several, the longest counts.
pub(in crate::client) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let sent = sent(headers);
    let lines = SECONDS
        .iter()
        .flat_map(|name| headers.get_all(*name))
        .filter_map(text);
    let seconds = lines.filter_map(|line| wait(line, sent));
    let lines = MILLISECONDS
        .iter()
        .flat_map(|name| headers.get_all(*name))
        .filter_map(text);
    let milliseconds = lines.filter_map(|line| Some(bounded(number(line)? / 1000.0)));
    seconds.chain(milliseconds).max()
}

/// The longest wait for a quota that is used up. If a quota does not say how much is left, a 429 says that it is used
/// up.
pub(super) fn rate_limit(status: StatusCode, headers: &HeaderMap) -> Option<Duration> {
    let is_limited = status == StatusCode::TOO_MANY_REQUESTS;
    let quotas = QUOTAS.iter().filter_map(|(remaining, reset)| {
        let is_used_up = match headers.get(*remaining).and_then(text).and_then(number) {
            Some(left) => left <= 0.0,
            None => is_limited,
        };
        let reset = headers.get(*reset).and_then(text)?;
        is_used_up.then(|| wait(reset, sent(headers)))?
    });
    quotas.chain(structured(headers)).max()
}

/// Whether a quota says that nothing of it is left.
pub(super) fn is_used_up(headers: &HeaderMap) -> bool {
    let is_empty = |name: &str| {
        let left = headers.get(name).and_then(text).and_then(number);
        left.is_some_and(|left| left <= 0.0)
    };
    QUOTAS.iter().any(|(remaining, _)| is_empty(remaining)) || structured(headers).is_some()
}

/// The wait of `RateLimit` (draft-ietf-httpapi-ratelimit-headers): `"default";r=0;t=3` since draft 8, and
/// `limit=10, remaining=0, reset=3` in draft 7. A quota that is not used up needs no wait.
fn structured(headers: &HeaderMap) -> Option<Duration> {
    let lines = headers.get_all("ratelimit").iter();
    // RFC 9110, 5.3: several lines are one list.
    let lines: Vec<&[u8]> = lines.map(HeaderValue::as_bytes).collect();
    let line = lines.join(&b", "[..]);
    if let Ok(quotas) = Parser::new(&line).parse::<List>() {
        let waits = quotas.iter().filter_map(|entry| {
            let ListEntry::Item(quota) = entry else {
                return None;
            };
            let whole = |name| whole(quota.params.get(name)?);
            (whole("r")? == 0).then(|| whole("t")).flatten()
        });
        return waits.max().map(seconds);
    }
    let quota = Parser::new(&line).parse::<Dictionary>().ok()?;
    let whole = |name| match quota.get(name)? {
        ListEntry::Item(Item { bare_item, .. }) => whole(bare_item),
        ListEntry::InnerList(_) => None,
    };
    (whole("remaining")? == 0)
        .then(|| whole("reset"))
        .flatten()
        .map(seconds)
}

fn whole(item: &BareItem) -> Option<u64> {
    match item {
        BareItem::Integer(number) => u64::try_from(*number).ok(),
        _ => None,
    }
}

/// Reads a wait: seconds, a time since the epoch, a duration such as `1m30s`, or a date. A time that has passed gives
/// no wait.
fn wait(text: &str, sent: Duration) -> Option<Duration> {
    if let Some(number) = number(text) {
        let then = if EPOCH.contains(&number) {
            Some(number)
        } else {
            Some(number / 1000.0).filter(|seconds| EPOCH.contains(seconds))
        };
        return Some(match then {
            Some(then) => bounded(then - sent.as_secs_f64()),
            None => bounded(number),
        });
    }
    // Proxies join several lines into one.
    if text.split(',').all(|part| number(part.trim()).is_some()) {
        return text
            .split(',')
            .filter_map(|part| wait(part.trim(), sent))
            .max();
    }
    if let Ok(duration) = text.parse::<SignedDuration>() {
        return Duration::try_from(duration)
            .ok()
            .map(|wait| wait.min(LONGEST));
    }
    let then = date(text)?;
    Some(then.saturating_sub(sent).min(LONGEST))
}

/// A date of HTTP, or of another standard.
fn date(text: &str) -> Option<Duration> {
    static RFC_2822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let utc = text.strip_suffix("UTC").map(|date| format!("{date}GMT"));
    if let Ok(date) = httpdate::parse_http_date(utc.as_deref().unwrap_or(text)) {
        return date.duration_since(SystemTime::UNIX_EPOCH).ok();
    }
    // `2026-11-26 13:30:00 UTC`
    let utc = text.strip_suffix(" UTC").map(|date| format!("{date}Z"));
    let timestamp: Option<Timestamp> = utc.as_deref().unwrap_or(text).parse().ok();
    let timestamp = timestamp.or_else(|| RFC_2822.parse_timestamp(text).ok())?;
    let since = timestamp.duration_since(Timestamp::UNIX_EPOCH);
    // A time before 1970 has passed.
    Some(Duration::try_from(since).unwrap_or_default())
}

/// A number without sign or exponent.
fn number(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(whole) && is_digits(fraction)).then(|| text.parse().ok())?
}

/// The time at which the response was sent, by its `Date`, else now.
fn sent(headers: &HeaderMap) -> Duration {
    let date = headers.get(DATE).and_then(text).and_then(date);
    date.unwrap_or_else(|| {
        let now = web_time::SystemTime::now();
        now.duration_since(web_time::UNIX_EPOCH).unwrap_or_default()
    })
}

fn text(value: &HeaderValue) -> Option<&str> {
    let text = value.to_str().ok()?.trim();
    (!text.is_empty()).then_some(text)
}

fn bounded(seconds: f64) -> Duration {
    if seconds <= 0.0 {
        return Duration::ZERO;
    }
    Duration::try_from_secs_f64(seconds).map_or(LONGEST, |wait| wait.min(LONGEST))
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds).min(LONGEST)
}
