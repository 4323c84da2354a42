//! Sending requests again, for clients of the crate reqwest-middleware.

use crate::client::retry::policy::{Retry, RetryPolicy};
use async_trait::async_trait;
use http::{Extensions, Method};
use reqwest::{Request, Response};
use reqwest_middleware::{Error, Middleware, Next, Result};
use std::time::Duration;

/// Sends a request again as a [`RetryPolicy`] says, after the wait that the server asked for.
///
/// The strategies and policies of the crate reqwest-retry see neither the method of the request nor,
/// when they choose a wait, the response; so this is a middleware of its own.
///
/// A response is judged by its head alone. Where it may not be tried again, or has been often enough,
/// the last response is returned as it came, for
/// [`or_failure`](crate::reqwest::ResponseExt::or_failure); also where
/// [`Retry::OutcomeUnknown`] would need somebody who knows. A request that reached no server is sent
/// again whatever its method, one whose response did not come only where its method is idempotent
/// (RFC 9110, 9.2.2), both after [`default_wait`](RetryPolicy::default_wait). A request whose body is
/// a stream cannot be sent twice, and is not.
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
/// let client = ClientBuilder::new(reqwest::Client::new())
///     .with(RetryMiddleware::new(policy).most_retries(5))
///     .build();
/// ```
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct RetryMiddleware {
    policy: RetryPolicy,
    most_retries: u32,
}

/// 3 retries, none of which is waited for longer than a minute.
impl Default for RetryMiddleware {
    fn default() -> Self {
        Self::new(RetryPolicy::new().longest_wait(Duration::from_secs(60)))
    }
}

impl RetryMiddleware {
    /// By this policy, 3 retries.
    pub const fn new(policy: RetryPolicy) -> Self {
        Self {
            policy,
            most_retries: 3,
        }
    }

    /// So often a request is sent again, after it was sent once.
    pub const fn most_retries(mut self, times: u32) -> Self {
        self.most_retries = times;
        self
    }

    fn retry(&self, result: &Result<Response>, method: &Method) -> Retry {
        match result {
            Ok(response) => {
                self.policy
                    .nth_retry_of(response.status(), response.headers(), None, method, 0)
            }
            Err(Error::Reqwest(error)) if error.is_timeout() || error.is_request() => {
                self.policy.unanswered(!error.is_connect(), method, 0)
            }
            Err(_) => Retry::No,
        }
    }
}

#[async_trait]
impl Middleware for RetryMiddleware {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        for _ in 0..self.most_retries {
            let Some(again) = request.try_clone() else {
                break;
            };
            let method = request.method().clone();
            let result = next.clone().run(request, extensions).await;
            match self.retry(&result, &method) {
                Retry::After(wait) => {
                    // Its connection need not wait, too.
                    drop(result);
                    tokio::time::sleep(wait).await;
                }
                Retry::No | Retry::OutcomeUnknown(_) => return result,
            }
            request = again;
        }
        next.run(request, extensions).await
    }
}
