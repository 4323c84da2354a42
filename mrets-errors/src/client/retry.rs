//! Whether a request may be sent again.

use super::{Failure, wait};
use http::{HeaderMap, Method, StatusCode};
use std::time::Duration;

/// Whether a request that failed may be sent again, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retry {
    /// It would fail again, or not before one would have to wait too long.
    No,
    /// After this wait: it has done nothing, or doing it twice does as much as once.
    After(Duration),
    /// It may have done its work: to send it again after this wait could do that twice. Only who
    /// knows what it does can tell, for example by looking whether it was done.
    OutcomeUnknown(Duration),
}

/// When a request may be sent again.
///
/// | status | idempotent method (RFC 9110, 9.2.2) | another, such as POST |
/// | --- | --- | --- |
/// | 408 (RFC 9110, 15.5.9), 425 (RFC 8470, 5.2), 429: it was not processed | [`After`](Retry::After) | [`After`](Retry::After) |
/// | 500, 502, 504 | [`After`](Retry::After) | [`OutcomeUnknown`](Retry::OutcomeUnknown) |
/// | 503 | [`After`](Retry::After) | [`No`](Retry::No), but see [`unavailable_posts`](Self::unavailable_posts) |
/// | all others | [`No`](Retry::No) | [`No`](Retry::No) |
///
/// The wait is that of `Retry-After`, else that of a quota which is used up in `RateLimit`
/// (draft-ietf-httpapi-ratelimit-headers), else [`default_wait`](Self::default_wait). A header that
/// is malformed is passed over.
///
/// M-RETS has actions, such as `/accept`, that are a PUT: idempotent by method, though perhaps not in
/// what they do. Ask as for a POST where this matters.
///
/// ```
/// use http::{HeaderMap, Method, StatusCode};
/// use mrets_errors::{Failure, Retry, RetryPolicy};
/// use std::time::Duration;
///
/// let policy = RetryPolicy::new().longest_wait(Duration::from_secs(60));
/// let mut headers = HeaderMap::new();
/// let failure = Failure::from_parts(StatusCode::BAD_GATEWAY, &headers, b"");
/// assert_eq!(policy.retry(&failure, &Method::GET), Retry::After(Duration::from_secs(5)));
/// assert_eq!(policy.retry(&failure, &Method::POST), Retry::OutcomeUnknown(Duration::from_secs(5)));
///
/// headers.insert("retry-after", "3600".parse()?);
/// let failure = Failure::from_parts(StatusCode::BAD_GATEWAY, &headers, b"");
/// assert_eq!(policy.retry(&failure, &Method::GET), Retry::No);
/// # Ok::<(), http::header::InvalidHeaderValue>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    default_wait: Duration,
    longest_wait: Duration,
    unavailable_posts: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl RetryPolicy {
    /// Waits of any length, 5 seconds where the server says nothing, and no 503 again but by an
    /// idempotent method.
    pub const fn new() -> Self {
        Self {
            // The window of M-RETS, in which a token has its 10 requests.
            default_wait: Duration::from_secs(5),
            longest_wait: Duration::MAX,
            unavailable_posts: false,
        }
    }

    /// The wait where the server asks for none.
    pub const fn default_wait(mut self, wait: Duration) -> Self {
        self.default_wait = wait;
        self
    }

    /// The longest wait. Where a longer one is asked for, the answer is [`Retry::No`]: a request that
    /// comes earlier than was asked for would be refused again.
    pub const fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// Whether a POST, or another method that is not idempotent, may be sent again after a 503: yes
    /// only where the server is known to answer so before it has done anything.
    pub const fn unavailable_posts(mut self, may_be_repeated: bool) -> Self {
        self.unavailable_posts = may_be_repeated;
        self
    }

    /// Whether the request that came to this failure may be sent again; `method` is that of the
    /// request.
    #[must_use]
    pub fn retry(&self, failure: &Failure, method: &Method) -> Retry {
        self.after(
            failure.status(),
            failure.headers(),
            failure.retry_after(),
            method,
        )
    }

    /// The same of the head of a response that has just come.
    #[cfg(feature = "reqwest-middleware")]
    pub(crate) fn of_head(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        method: &Method,
    ) -> Retry {
        let retry_after = wait::retry_after(headers, std::time::SystemTime::now());
        self.after(status, headers, retry_after, method)
    }

    /// The same of a request to which no response came; `was_sent` unless no server was reached.
    #[cfg(feature = "reqwest-middleware")]
    pub(crate) fn unanswered(&self, was_sent: bool, method: &Method) -> Retry {
        let outcome = if was_sent {
            Outcome::Unknown
        } else {
            Outcome::NotProcessed
        };
        self.decide(outcome, self.default_wait, method)
    }

    fn after(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        retry_after: Option<Duration>,
        method: &Method,
    ) -> Retry {
        let Some(outcome) = Outcome::of(status) else {
            return Retry::No;
        };
        let wait = retry_after
            .or_else(|| wait::rate_limit(headers))
            .unwrap_or(self.default_wait);
        self.decide(outcome, wait, method)
    }

    fn decide(&self, outcome: Outcome, wait: Duration, method: &Method) -> Retry {
        let may_repeat = match outcome {
            Outcome::NotProcessed => true,
            Outcome::Unavailable => method.is_idempotent() || self.unavailable_posts,
            Outcome::Unknown => method.is_idempotent(),
        };
        if wait > self.longest_wait {
            Retry::No
        } else if may_repeat {
            Retry::After(wait)
        } else if outcome == Outcome::Unknown {
            Retry::OutcomeUnknown(wait)
        } else {
            Retry::No
        }
    }
}

/// What became of a request that may be worth another try.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    NotProcessed,
    Unavailable,
    Unknown,
}

impl Outcome {
    fn of(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => {
                Some(Self::NotProcessed)
            }
            StatusCode::SERVICE_UNAVAILABLE => Some(Self::Unavailable),
            StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::GATEWAY_TIMEOUT => Some(Self::Unknown),
            _ => None,
        }
    }
}
