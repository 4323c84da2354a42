//! Sending requests again, for clients of the crate reqwest-middleware.

use super::without_secrets;
use crate::client::api_error::{ApiError, Transport};
use crate::client::failure::Failure;
use crate::client::retry::budget::RetryBudget;
use crate::client::retry::policy::{Retry, RetryPolicy};
use crate::document::dialect::Dialect;
use crate::document::format::Format;
use async_trait::async_trait;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Extensions, Method, StatusCode};
use reqwest::{Request, Response, ResponseBuilderExt as _};
use reqwest_middleware::{Error, Middleware, Next, Result};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Sends a request again as a [`RetryPolicy`] says, after the wait that the server asked for.
///
/// The strategies of the crate reqwest-retry do not see the method of the request, and its policies do not see the
/// response when they choose a wait. So this is a middleware of its own.
///
/// The middleware judges a response by its head, and by `meta.retry` of a short envelope. If the request may not be
/// sent again, or was sent often enough, it returns the last response as it came, for
/// [`decode`](crate::reqwest::ResponseExt::decode). It does so for [`Retry::OutcomeUnknown`] too.
///
/// - A request that reached no server is sent again, whatever its method.
/// - A request without a response is sent again if its method is idempotent (RFC 9110, 9.2.2).
/// - A request with an `Idempotency-Key` may be sent again whatever its method, since the server knows it by the key.
/// - A request whose body is a stream cannot be sent twice, and is not.
///
/// If the server asks for no wait, the wait is [random](RetryPolicy::backoff). All requests of a client share a
/// [`RetryBudget`], so that they do not bury a server that is down.
///
/// The waits need tokio's clock.
///
/// ```no_run
/// use mrets_errors::RetryPolicy;
/// use mrets_errors::reqwest::middleware::RetryMiddleware;
/// use reqwest_middleware::ClientBuilder;
/// use std::time::Duration;
///
/// let policy = RetryPolicy::new().longest_wait(Duration::from_secs(20));
/// let retries = RetryMiddleware::new(policy)
///     .most_retries(5)
///     .deadline(Duration::from_secs(60))
///     .observe(|attempt| eprintln!("{attempt}"));
/// let client = ClientBuilder::new(reqwest::Client::new()).with(retries).build();
/// ```
#[derive(Clone)]
#[must_use]
pub struct RetryMiddleware {
    policy: RetryPolicy,
    most_retries: u32,
    deadline: Option<Duration>,
    budget: RetryBudget,
    dialect: Option<&'static Dialect>,
    observer: Option<Arc<Observer>>,
}

type Observer = dyn Fn(&Attempt<'_>) + Send + Sync;

/// One sending of a request, and its result, for a log or for metrics.
///
/// Its `Display` is a line for a log.
///
/// ```
/// use mrets_errors::reqwest::middleware::Attempt;
///
/// fn note(attempt: &Attempt<'_>) {
///     if let Some(wait) = attempt.wait {
///         eprintln!("{attempt}; the next one comes after {wait:?}");
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The number of the attempt: 1 for the first.
    pub number: u32,
    /// The method of the request.
    pub method: &'a Method,
    /// The URL of the request, without the query.
    pub url: &'a str,
    /// The status of the response; `None` if no response came.
    pub status: Option<StatusCode>,
    /// The reason why no response came.
    pub error: Option<&'a Error>,
    /// The time until the head of the response was there.
    pub elapsed: Duration,
    /// The wait until the next attempt; `None` if this is the last.
    pub wait: Option<Duration>,
}

impl fmt::Display for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.method, self.url)?;
        match self.status {
            Some(status) => f.write_str(status.as_str())?,
            None => f.write_str("no response")?,
        }
        write!(f, " after {:?}, attempt {}", self.elapsed, self.number)?;
        match self.wait {
            Some(wait) => write!(f, ", again in {wait:?}"),
            None => Ok(()),
        }
    }
}

/// Sends a request again 3 times, and waits at most a minute each time.
impl Default for RetryMiddleware {
    fn default() -> Self {
        Self::new(RetryPolicy::new().longest_wait(Duration::from_secs(60)))
    }
}

impl fmt::Debug for RetryMiddleware {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryMiddleware")
            .field("policy", &self.policy)
            .field("most_retries", &self.most_retries)
            .field("deadline", &self.deadline)
            .field("budget", &self.budget)
            .finish_non_exhaustive()
    }
}

impl RetryMiddleware {
    /// Makes a middleware with this policy, 3 retries, no deadline and the default [`RetryBudget`].
    pub fn new(policy: RetryPolicy) -> Self {
        Self {
            policy,
            most_retries: 3,
            deadline: None,
            budget: RetryBudget::default(),
            dialect: None,
            observer: None,
        }
    }

    /// Sets how often a request is sent again at most, after it was sent once.
    pub const fn most_retries(mut self, times: u32) -> Self {
        self.most_retries = times;
        self
    }

    /// Sets how long a request may take in all, with its retries and the waits between them. A wait that would end
    /// later does not begin: the last response is returned at once. An attempt that is still running at the deadline
    /// ends as a time-out.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Sets the budget for the retries of this client.
    pub fn budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Reads `meta.retry` in the service's own shape too, by [`Dialect::read`], if the response has the media type
    /// of the dialect's [`body`](Dialect::body).
    pub const fn dialect(mut self, dialect: &'static Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// Calls `observer` once for each attempt, before the wait that follows it.
    pub fn observe(mut self, observer: impl Fn(&Attempt<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    async fn attempt(
        &self,
        request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
        end: Option<Instant>,
    ) -> Result<Response> {
        let sent = next.run(request, extensions);
        match end {
            None => sent.await,
            Some(end) => match tokio::time::timeout_at(end, sent).await {
                Ok(result) => result,
                Err(elapsed) => Err(Error::middleware(elapsed)),
            },
        }
    }

    /// Decides whether the request may be sent again. It reads a short envelope for that, and puts it back into the
    /// response.
    async fn judge(
        &self,
        result: Result<Response>,
        policy: RetryPolicy,
        method: &Method,
        retries: u32,
    ) -> (Result<Response>, Retry) {
        match result {
            Ok(response)
                if response.status().is_client_error() || response.status().is_server_error() =>
            {
                let (response, failure) = match read(response, self.dialect).await {
                    Ok(read) => read,
                    Err(error) => {
                        return (Err(error.into()), policy.unanswered(true, method, retries));
                    }
                };
                let envelope = failure.as_ref().and_then(Failure::envelope);
                let (status, headers) = (response.status(), response.headers());
                let retry = policy.nth_retry_of(status, headers, envelope, method, retries);
                (Ok(response), retry)
            }
            Ok(response) => (Ok(response), Retry::No),
            Err(Error::Reqwest(error)) if error.is_timeout() || error.is_request() => {
                let retry = policy.unanswered(!error.is_connect(), method, retries);
                (Err(error.into()), retry)
            }
            Err(error) => (Err(error), Retry::No),
        }
    }
}

/// A response, and its failure if the body is a short envelope or problem document.
async fn read(
    response: Response,
    dialect: Option<&'static Dialect>,
) -> reqwest::Result<(Response, Option<Failure>)> {
    const LONGEST: u64 = 64 * 1024;
    let media_type = response.headers().get(CONTENT_TYPE);
    let is_ours = media_type.is_some_and(|value| {
        let value = value.as_bytes();
        let is = |media_type: &str| value.starts_with(media_type.as_bytes());
        is(Format::JsonApi.media_type())
            || is(Format::Problem.media_type())
            || dialect.is_some_and(|dialect| is(dialect.media_type()))
    });
    let is_short = response
        .content_length()
        .is_some_and(|length| length <= LONGEST);
    if !is_ours || !is_short {
        return Ok((response, None));
    }
    let url = response.url().clone();
    let (status, version) = (response.status(), response.version());
    let headers = response.headers().clone();
    let mut response = response;
    let extensions = std::mem::take(response.extensions_mut());
    let body = response.bytes().await?;
    let mut failure = Failure::from_parts(status, &headers, &body);
    if let Some(dialect) = dialect {
        failure = failure.in_dialect(dialect);
    }
    let rebuilt = http::Response::builder()
        .status(status)
        .version(version)
        .url(url);
    // Status and version came in a response, so they are valid.
    let mut rebuilt = rebuilt
        .body(body)
        .unwrap_or_else(|_| http::Response::new(Bytes::new()));
    *rebuilt.headers_mut() = headers;
    rebuilt.extensions_mut().extend(extensions);
    Ok((Response::from(rebuilt), Some(failure)))
}

#[async_trait]
impl Middleware for RetryMiddleware {
    async fn handle(
        &self,
        request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        let start = Instant::now();
        let end = self
            .deadline
            .and_then(|deadline| start.checked_add(deadline));
        let method = request.method().clone();
        let mut url = request.url().clone();
        url.set_query(None);
        url.set_fragment(None);
        let _ = (url.set_username(""), url.set_password(None));
        let has_key = request.headers().contains_key("idempotency-key");
        let policy = if has_key {
            self.policy.idempotency_key(true)
        } else {
            self.policy
        };
        self.budget.deposit();
        let mut request = request;
        let mut retries = 0;
        loop {
            let again = request.try_clone().filter(|_| retries < self.most_retries);
            let sent = Instant::now();
            let result = self.attempt(request, extensions, next.clone(), end).await;
            let elapsed = sent.elapsed();
            let (result, retry) = self.judge(result, policy, &method, retries).await;
            let wait = match retry {
                Retry::After(wait) => Some(wait),
                Retry::No | Retry::OutcomeUnknown(_) => None,
            };
            let in_time = |wait: &Duration| {
                let then = Instant::now().checked_add(*wait);
                end.is_none_or(|end| then.is_some_and(|then| then < end))
            };
            let wait = wait.filter(|_| again.is_some()).filter(in_time);
            let wait = wait.filter(|_| self.budget.withdraw());
            if let Some(observer) = &self.observer {
                observer(&Attempt {
                    number: retries.saturating_add(1),
                    method: &method,
                    url: url.as_str(),
                    status: result.as_ref().ok().map(Response::status),
                    error: result.as_ref().err(),
                    elapsed,
                    wait,
                });
            }
            let (Some(again), Some(wait)) = (again, wait) else {
                return result;
            };
            // Free the connection before the wait.
            drop(result);
            tokio::time::sleep(wait).await;
            request = again;
            retries = retries.saturating_add(1);
        }
    }
}

impl<E> From<Error> for ApiError<E> {
    fn from(error: Error) -> Self {
        Self::Transport(match error {
            Error::Reqwest(error) => without_secrets(error).into(),
            Error::Middleware(error) => Transport::new(error, true),
        })
    }
}
