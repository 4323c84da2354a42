//! [`Retry`] and [`RetryPolicy`].

use super::wait;
use crate::client::failure::Failure;
use crate::document::envelope::Envelope;
use http::{HeaderMap, Method, StatusCode};
use std::time::Duration;

/// Whether a request that failed may be sent again, and when.
///
/// ```
/// use http::{HeaderMap, Method, StatusCode};
/// use mrets_errors::{Failure, Retry};
///
/// let failure = Failure::from_parts(StatusCode::BAD_GATEWAY, &HeaderMap::new(), b"");
/// match failure.retry(&Method::POST) {
///     Retry::After(wait) => println!("sent again after {wait:?}"),
///     Retry::OutcomeUnknown(_) => println!("look whether the order is there"),
///     Retry::No => println!("give up"),
/// }
/// # assert!(matches!(failure.retry(&Method::POST), Retry::OutcomeUnknown(_)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retry {
    /// The request may not be sent again: it would fail again, or the wait is too long.
    No,
    /// The request may be sent again after this wait: it has done nothing, or doing it twice does as much as once.
    After(Duration),
    /// The request may have done its work, and a second one after this wait could do it twice. The caller must decide,
    /// for example by asking the server whether the work was done.
    OutcomeUnknown(Duration),
}

impl Retry {
    /// Decides about a request without a response. `was_sent` is false only if no server was reached.
    pub(in crate::client) fn of_unanswered(was_sent: bool, method: &Method) -> Self {
        let policy = RetryPolicy::new();
        policy.decide(
            Outcome::of_unanswered(was_sent),
            policy.default_wait,
            method,
        )
    }
}

/// The rules by which a request may be sent again.
///
/// | status | idempotent method (RFC 9110, 9.2.2), or an `Idempotency-Key` | another, such as POST |
/// | --- | --- | --- |
/// | 408 (RFC 9110, 15.5.9), 425 (RFC 8470, 5.2), 429: it was not processed | [`After`](Retry::After) | [`After`](Retry::After) |
/// | 403 where a rate limit is used up, any 4xx with `Retry-After`, such as 409 and 423 | [`After`](Retry::After) | [`After`](Retry::After) |
/// | 500, 502, 504, 520 to 524, any other 5xx with `Retry-After` | [`After`](Retry::After) | [`OutcomeUnknown`](Retry::OutcomeUnknown) |
/// | 503, 529 | [`After`](Retry::After) | [`No`](Retry::No), but see [`unavailable_posts`](Self::unavailable_posts) |
/// | all others, except statuses added with [`also`](Self::also) | [`No`](Retry::No) | [`No`](Retry::No) |
///
/// If a server of ours says `retry = "after"`, `"never"` or `"unknown"` in an answer, that counts before the
/// table.
///
/// The wait comes from `Retry-After`, else from a quota that is used up (`RateLimit`, `X-RateLimit-Reset` and
/// the like), else from [`default_wait`](Self::default_wait). It is never less than 100 ms. A malformed header is
/// skipped.
///
/// M-RETS has actions, such as `/accept`, that are a PUT. Their method is idempotent, though their effect may not
/// be. Ask as for a POST if this matters.
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
    has_idempotency_key: bool,
    also: &'static [u16],
}

/// The shortest wait before a retry.
const SHORTEST: Duration = Duration::from_millis(100);

/// The longest wait if the server asks for none.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl RetryPolicy {
    /// Allows waits of any length, waits 5 seconds if the server says nothing, and repeats a request after a 503 only
    /// if its method is idempotent.
    pub const fn new() -> Self {
        Self {
            // The window of M-RETS, in which a token has its 10 requests.
            default_wait: Duration::from_secs(5),
            longest_wait: Duration::MAX,
            unavailable_posts: false,
            has_idempotency_key: false,
            also: &[],
        }
    }

    /// Sets the wait if the server asks for none. For a request that is sent again and again, it is the longest wait
    /// before the first retry.
    pub const fn default_wait(mut self, wait: Duration) -> Self {
        self.default_wait = wait;
        self
    }

    /// Sets the longest wait. If the server asks for a longer one, the answer is [`Retry::No`], since the server
    /// would refuse a request that comes earlier.
    pub const fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// Sets whether a POST, or another method that is not idempotent, may be sent again after a 503. Allow it only for
    /// a server that answers a 503 before it has done anything.
    pub const fn unavailable_posts(mut self, may_be_repeated: bool) -> Self {
        self.unavailable_posts = may_be_repeated;
        self
    }

    /// Sets whether the request has an `Idempotency-Key`, by which the server recognizes it. Then any method may be
    /// repeated. The `RetryMiddleware` of the feature `reqwest-middleware` looks for the header itself.
    ///
    /// ```
    /// use http::{HeaderMap, Method, StatusCode};
    /// use mrets_errors::{Failure, Retry, RetryPolicy};
    ///
    /// let failure = Failure::from_parts(StatusCode::BAD_GATEWAY, &HeaderMap::new(), b"");
    /// let policy = RetryPolicy::new().idempotency_key(true);
    /// assert!(matches!(policy.retry(&failure, &Method::POST), Retry::After(_)));
    /// ```
    pub const fn idempotency_key(mut self, has_key: bool) -> Self {
        self.has_idempotency_key = has_key;
        self
    }

    /// Adds statuses to the table, which may be tried again as a 500 may.
    ///
    /// ```
    /// use http::{HeaderMap, Method, StatusCode};
    /// use mrets_errors::{Failure, Retry, RetryPolicy};
    ///
    /// let locked = Failure::from_parts(StatusCode::LOCKED, &HeaderMap::new(), b"");
    /// assert_eq!(RetryPolicy::new().retry(&locked, &Method::PUT), Retry::No);
    /// let policy = RetryPolicy::new().also(&[423]);
    /// assert!(matches!(policy.retry(&locked, &Method::PUT), Retry::After(_)));
    /// ```
    pub const fn also(mut self, statuses: &'static [u16]) -> Self {
        self.also = statuses;
        self
    }

    /// Whether the request with this failure may be sent again; `method` is the request's.
    #[must_use]
    pub fn retry(&self, failure: &Failure, method: &Method) -> Retry {
        self.after(&Head::of(failure), method, self.default_wait)
    }

    /// Whether a request may be sent again after `retries` retries. If the server asks for
    /// no wait, the wait is [random](Self::backoff), and grows with the retries.
    ///
    /// ```
    /// use http::{HeaderMap, Method, StatusCode};
    /// use mrets_errors::{Failure, Retry, RetryPolicy};
    /// use std::time::Duration;
    ///
    /// let failure = Failure::from_parts(StatusCode::BAD_GATEWAY, &HeaderMap::new(), b"");
    /// let policy = RetryPolicy::new().default_wait(Duration::from_secs(1));
    /// let Retry::After(wait) = policy.nth_retry(&failure, &Method::GET, 3) else { panic!() };
    /// assert!(wait >= Duration::from_millis(100) && wait <= Duration::from_secs(8));
    /// ```
    #[must_use]
    pub fn nth_retry(&self, failure: &Failure, method: &Method, retries: u32) -> Retry {
        self.after(&Head::of(failure), method, self.backoff(retries))
    }

    /// A random wait before a retry, after `retries` others. It is exponential backoff with full jitter: between 100 ms
    /// and [`default_wait`](Self::default_wait) · 2ⁿ, but at most a minute and at most the
    /// [`longest_wait`](Self::longest_wait).
    ///
    /// So clients that failed together do not come back together.
    #[must_use]
    pub fn backoff(&self, retries: u32) -> Duration {
        let factor = 1_u32.checked_shl(retries).unwrap_or(u32::MAX);
        let most = self.default_wait.saturating_mul(factor);
        let most = most.min(LONGEST_BACKOFF).min(self.longest_wait);
        let room = most.saturating_sub(SHORTEST);
        SHORTEST + room.mul_f64(fastrand::f64())
    }

    /// Decides by the head of a response that has just come, and by its envelope if that was read.
    #[cfg(feature = "reqwest-middleware")]
    pub(in crate::client) fn nth_retry_of(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        envelope: Option<&Envelope>,
        method: &Method,
        retries: u32,
    ) -> Retry {
        let head = Head {
            status,
            headers,
            retry_after: wait::retry_after(headers),
            said: envelope.and_then(said),
        };
        self.after(&head, method, self.backoff(retries))
    }

    /// Decides about a request without a response. `was_sent` is false only if no server was reached.
    #[cfg(feature = "reqwest-middleware")]
    pub(in crate::client) fn unanswered(
        &self,
        was_sent: bool,
        method: &Method,
        retries: u32,
    ) -> Retry {
        let outcome = Outcome::of_unanswered(was_sent);
        self.decide(outcome, self.backoff(retries), method)
    }

    fn after(&self, head: &Head<'_>, method: &Method, default_wait: Duration) -> Retry {
        let Some(outcome) = self.outcome(head) else {
            return Retry::No;
        };
        let wait = head
            .retry_after
            .or_else(|| wait::rate_limit(head.status, head.headers))
            .unwrap_or(default_wait);
        self.decide(outcome, wait, method)
    }

    /// The fate of the request, if it may be worth another try.
    fn outcome(&self, head: &Head<'_>) -> Option<Outcome> {
        match head.said {
            Some(Said::After) => return Some(Outcome::NotProcessed),
            Some(Said::Never) => return None,
            Some(Said::Unknown) => return Some(Outcome::Unknown),
            None => {}
        }
        let is_told = head.retry_after.is_some();
        match head.status.as_u16() {
            408 | 425 | 429 => Some(Outcome::NotProcessed),
            403 if wait::is_used_up(head.headers) => Some(Outcome::NotProcessed),
            400..=499 if is_told => Some(Outcome::NotProcessed),
            503 | 529 => Some(Outcome::Unavailable),
            500 | 502 | 504 | 520..=524 => Some(Outcome::Unknown),
            500..=599 if is_told => Some(Outcome::Unknown),
            status => self.also.contains(&status).then_some(Outcome::Unknown),
        }
    }

    fn decide(&self, outcome: Outcome, wait: Duration, method: &Method) -> Retry {
        let wait = wait.max(SHORTEST);
        let is_idempotent = method.is_idempotent() || self.has_idempotency_key;
        let may_repeat = match outcome {
            Outcome::NotProcessed => true,
            Outcome::Unavailable => is_idempotent || self.unavailable_posts,
            Outcome::Unknown => is_idempotent,
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

impl Failure {
    /// Whether the request, which had this method, may be sent again, by the default
    /// [`RetryPolicy`].
    #[must_use]
    pub fn retry(&self, method: &Method) -> Retry {
        RetryPolicy::new().retry(self, method)
    }
}

/// The facts of a response by which the policy decides.
struct Head<'a> {
    status: StatusCode,
    headers: &'a HeaderMap,
    retry_after: Option<Duration>,
    said: Option<Said>,
}

impl<'a> Head<'a> {
    fn of(failure: &'a Failure) -> Self {
        Self {
            status: failure.status(),
            headers: failure.headers(),
            retry_after: failure.retry_after(),
            said: failure.envelope().and_then(said),
        }
    }
}

/// The word that the key `retry` of a server of ours gives. The most careful word comes last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    After,
    Unknown,
    Never,
}

/// The member `retry` of `meta`; of several errors, the most careful word.
fn said(envelope: &Envelope) -> Option<Said> {
    let words = envelope.errors.iter().filter_map(|error| {
        match error.meta.as_ref()?.get("retry")?.as_str()? {
            "after" => Some(Said::After),
            "unknown" => Some(Said::Unknown),
            "never" => Some(Said::Never),
            _ => None,
        }
    });
    words.max()
}

/// The fate of a request that may be worth another try.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    NotProcessed,
    Unavailable,
    Unknown,
}

impl Outcome {
    fn of_unanswered(was_sent: bool) -> Self {
        if was_sent {
            Self::Unknown
        } else {
            Self::NotProcessed
        }
    }
}
