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
/// The strategies and policies of the crate reqwest-retry see neither the method of the request nor,
/// when they choose a wait, the response; so this is a middleware of its own.
///
/// A response is judged by its head, and by `meta.retry` of a short envelope. Where it may not be tried again, or has
/// been often enough, the last response is returned as it came, for
/// [`decode`](crate::reqwest::ResponseExt::decode); also where [`Retry::OutcomeUnknown`] would need somebody who
/// knows. A request that reached no server is sent again whatever its method, one whose response did not come only
/// where its method is idempotent (RFC 9110, 9.2.2). A request with an `Idempotency-Key` may be sent again whatever
/// its method: the server knows it by the key. A request whose body is a stream cannot be sent twice, and is not.
///
/// Where the server asks for no wait, it is a [random one](RetryPolicy::backoff). All requests of a client share a
/// [`RetryBudget`], so that it does not bury a server that is down.
///
/// It waits by tokio's clock.
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

/// One sending of a request, and what came of it; for a log or for metrics.
///
/// Its `Display` is a line for a log.
#[derive(Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// 1 for the first.
    pub number: u32,
    /// The method of the request.
    pub method: &'a Method,
    /// Where it was sent, without the query.
    pub url: &'a str,
    /// The status of the response; none where none came.
    pub status: Option<StatusCode>,
    /// The reason why no response came.
    pub error: Option<&'a Error>,
    /// How long it took until the head of the response was there.
    pub elapsed: Duration,
    /// How long is waited until the next attempt; none where this is the last.
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

/// 3 retries, none of which is waited for longer than a minute.
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
    /// By this policy, 3 retries, without a deadline, with the default [`RetryBudget`].
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

    /// How often a request is sent again at most, after it was sent once.
    pub const fn most_retries(mut self, times: u32) -> Self {
        self.most_retries = times;
        self
    }

    /// How long a request may take in all, with its retries and the waits between them. A wait that ends later is not
    /// begun: the last response is returned at once. An attempt that is still under way then is given up, as a
    /// time-out.
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// The budget of the retries of this client, instead of the default one.
    pub fn budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Reads `meta.retry` in the service's own shape too, by [`Dialect::read`], where the response has the media type
    /// of the dialect's [`body`](Dialect::body).
    pub const fn dialect(mut self, dialect: &'static Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }

    /// Calls this once for each attempt, before the wait that follows it.
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

    /// Whether the request may be sent again; a short envelope is read for that, and stands in the response again.
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

/// A response, and the failure that it is, where its body is a short envelope or problem document.
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
    // A status and a version that came are allowed.
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
            // Its connection need not wait, too.
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
