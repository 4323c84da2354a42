//! reqwest: a response that is no success becomes a [`Failure`], with its body.
//!
//! reqwest's own `error_for_status` loses the body, in which the server says what went wrong. Here
//! [`or_failure`](ResponseExt::or_failure) reads it, within a bound.
//!
//! | feature | |
//! | --- | --- |
//! | `reqwest` | [`ResponseExt`], for the asynchronous client |
//! | `reqwest-blocking` | the same for the blocking client, in the module `blocking` |
//! | `reqwest-middleware` | a middleware that sends requests again, in the module `middleware` |
//!
//! None of them brings a feature of reqwest's beyond `blocking`: TLS, for one, is chosen where the
//! client is made.

use crate::client::failure::Failure;
use http::StatusCode;
use std::error::Error;
use std::future::Future;
use std::sync::Arc;

#[cfg(feature = "reqwest-blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-blocking")))]
pub mod blocking;
#[cfg(feature = "reqwest-middleware")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-middleware")))]
pub mod middleware;

/// What a [`reqwest::Response`] can do more; import it as
/// `use mrets_errors::reqwest::ResponseExt as _;`.
///
/// ```no_run
/// use mrets_errors::Failure;
/// use mrets_errors::reqwest::ResponseExt as _;
/// use reqwest::Client;
///
/// # async fn accounts() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::new();
/// let response = client.get("https://api.example.org/v1/public/accounts").send().await?;
/// match response.or_failure().await {
///     Ok(response) => println!("{}", response.text().await?),
///     Err(failure) => {
///         eprintln!("{failure}");
///         for error in failure.errors() {
///             eprintln!("- {error}");
///         }
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub trait ResponseExt: Sized {
    /// A success (2xx) or a 304 as it is; anything else, a redirect that was not followed too, as the
    /// failure that it is.
    ///
    /// Of the body at most [`Failure::LONGEST_BODY`] bytes are kept, however long it is or says that
    /// it is. Where it cannot be read to its end, the failure stands on what was read, and its
    /// [`source`](std::error::Error::source) is the [`reqwest::Error`].
    ///
    /// # Errors
    ///
    /// The failure.
    fn or_failure(self) -> impl Future<Output = Result<Self, Failure>> + Send;
}

impl ResponseExt for ::reqwest::Response {
    async fn or_failure(mut self) -> Result<Self, Failure> {
        if is_success(self.status()) {
            return Ok(self);
        }
        let mut body = Vec::new();
        let mut source = None;
        while body.len() < ENOUGH {
            match self.chunk().await {
                Ok(Some(chunk)) => {
                    let room = ENOUGH - body.len();
                    let (kept, _) = chunk.split_at(room.min(chunk.len()));
                    body.extend_from_slice(kept);
                }
                Ok(None) => break,
                Err(error) => {
                    source = Some(cause(error));
                    break;
                }
            }
        }
        let failure = Failure::from_parts(self.status(), self.headers(), &body);
        Err(failure.caused_by(source))
    }
}

/// One byte more than is parsed shows that a body is too long.
const ENOUGH: usize = Failure::LONGEST_BODY + 1;

fn is_success(status: StatusCode) -> bool {
    status.is_success() || status == StatusCode::NOT_MODIFIED
}

fn cause(error: impl Error + Send + Sync + 'static) -> Arc<dyn Error + Send + Sync> {
    Arc::new(error)
}
