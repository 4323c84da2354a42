//! reqwest: the result of a call, as a value or as one typed error.
//!
//! reqwest's own `error_for_status` loses the body, in which the server says what went wrong.
//! [`decode`](ResponseExt::decode) gives the value of a success, or an [`ApiError`].
//! [`or_failure`](ResponseExt::or_failure) gives the response of a success, or a [`Failure`]. Both read the body of a
//! failure up to a bound.
//!
//! | feature | |
//! | --- | --- |
//! | `reqwest` | [`ResponseExt`], for the asynchronous client |
//! | `reqwest-blocking` | the same for the blocking client, in the module `blocking` |
//! | `reqwest-middleware` | a middleware that sends requests again, in the module `middleware` |
//!
//! None of them turns on a feature of reqwest except `blocking`. The crate that makes the client chooses TLS, for
//! example.

use crate::client::api_error::{ApiError, Transport};
use crate::client::failure::Failure;
use crate::client::response::{self, Strict, Success, is_success};
use crate::error::decode::Decode;
use crate::error::mrets_error::MretsError;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::sync::Arc;

#[cfg(feature = "reqwest-blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-blocking")))]
pub mod blocking;
#[cfg(feature = "reqwest-middleware")]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest-middleware")))]
pub mod middleware;

/// Reads a [`reqwest::Response`]; import it as `use mrets_errors::reqwest::ResponseExt as _;`.
///
/// ```no_run
/// use mrets_errors::reqwest::ResponseExt as _;
/// use mrets_errors::{ApiError, MretsError};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Account {
///     name: String,
/// }
///
/// #[derive(Debug, MretsError)]
/// #[mrets(codes = "snake_case", decode)]
/// enum RegistryError {
///     #[status(404)]
///     RecordNotFound { id: u32 },
/// }
///
/// async fn account(client: &reqwest::Client, id: u32) -> Result<Account, ApiError<RegistryError>> {
///     let url = format!("https://api.example.org/v1/public/accounts/{id}");
///     client.get(url).send().await?.decode().await
/// }
/// ```
pub trait ResponseExt: Sized {
    /// Gives a success (2xx) or a 304 as it is, and anything else as a failure, such as a redirect that was not
    /// followed.
    ///
    /// At most [`Failure::LONGEST_BODY`] bytes of the body are kept, however long it is or claims to
    /// be. If it breaks off, the failure is made of the part that came, and its
    /// [`source`](std::error::Error::source) is the [`reqwest::Error`].
    ///
    /// # Errors
    ///
    /// The failure.
    fn or_failure(self) -> impl Future<Output = Result<Self, Failure>>;

    /// Decodes the body of a success as a `T`. An empty body counts as JSON's `null`, which gives `()` or `None`.
    ///
    /// # Errors
    ///
    /// [`ApiError::Domain`] if the service answered with an error that `E` knows; [`ApiError::Answer`] for
    /// any other answer; [`ApiError::Transport`] if the body of a success broke off; [`ApiError::Body`] if it is
    /// no `T`.
    fn decode<T, E>(self) -> impl Future<Output = Result<T, ApiError<E>>>
    where
        T: DeserializeOwned,
        E: MretsError + Decode;

    /// Counts a success as a failure if its body says that the call failed; see
    /// [`ResponseExt::strict`](crate::ResponseExt::strict).
    ///
    /// ```no_run
    /// use mrets_errors::reqwest::ResponseExt as _;
    /// use mrets_errors::{ApiError, ErrorObject};
    /// use serde_json::Value;
    ///
    /// # async fn posted(response: reqwest::Response) -> Result<Value, ApiError<ErrorObject>> {
    /// response.strict().decode().await
    /// # }
    /// ```
    fn strict(self) -> Strict<Self> {
        Strict(self)
    }
}

impl ResponseExt for ::reqwest::Response {
    async fn or_failure(self) -> Result<Self, Failure> {
        if is_success(self.status()) {
            Ok(self)
        } else {
            Err(failure(self).await)
        }
    }

    async fn decode<T, E>(self) -> Result<T, ApiError<E>>
    where
        T: DeserializeOwned,
        E: MretsError + Decode,
    {
        result(self, Success::ByStatus).await
    }
}

impl Strict<::reqwest::Response> {
    /// Decodes the body as [`ResponseExt::decode`] does.
    ///
    /// # Errors
    ///
    /// The errors of [`ResponseExt::decode`].
    pub async fn decode<T, E>(self) -> Result<T, ApiError<E>>
    where
        T: DeserializeOwned,
        E: MretsError + Decode,
    {
        result(self.0, Success::ByBody).await
    }
}

async fn result<T, E>(response: ::reqwest::Response, success: Success) -> Result<T, ApiError<E>>
where
    T: DeserializeOwned,
    E: MretsError + Decode,
{
    if !response.status().is_success() {
        return Err(failure(response).await.into());
    }
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.bytes().await?;
    response::result(status, &headers, &body, success)
}

#[cfg(not(target_arch = "wasm32"))]
async fn failure(mut response: ::reqwest::Response) -> Failure {
    let mut body = Vec::new();
    let mut source = None;
    while body.len() < ENOUGH {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                let room = ENOUGH - body.len();
                let (kept, _) = chunk.split_at(room.min(chunk.len()));
                body.extend_from_slice(kept);
            }
            Ok(None) => break,
            Err(error) => {
                source = Some(without_secrets(error));
                break;
            }
        }
    }
    let failure = Failure::from_parts(response.status(), response.headers(), &body);
    failure.caused_by(source.map(|source| Arc::new(source) as _))
}

/// Reads a failure. A browser gives the body as a whole.
#[cfg(target_arch = "wasm32")]
async fn failure(response: ::reqwest::Response) -> Failure {
    let (status, headers) = (response.status(), response.headers().clone());
    match response.bytes().await {
        Ok(body) => Failure::from_parts(status, &headers, &body),
        Err(error) => {
            let source = Arc::new(without_secrets(error));
            Failure::from_parts(status, &headers, b"").caused_by(Some(source))
        }
    }
}

/// The number of bytes to read: one more than is parsed shows that a body is too long.
#[cfg(not(target_arch = "wasm32"))]
const ENOUGH: usize = Failure::LONGEST_BODY + 1;

/// Removes query, fragment, user name and password from the error's URL, since they can hold tokens.
fn without_secrets(mut error: ::reqwest::Error) -> ::reqwest::Error {
    if let Some(url) = error.url_mut() {
        url.set_query(None);
        url.set_fragment(None);
        // It fails only for a URL that cannot have them.
        let _ = url.set_username("");
        let _ = url.set_password(None);
    }
    error
}

impl From<::reqwest::Error> for Transport {
    fn from(error: ::reqwest::Error) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let is_unsent = error.is_connect() || error.is_builder();
        #[cfg(target_arch = "wasm32")]
        let is_unsent = error.is_builder();
        Self::new(without_secrets(error), !is_unsent)
    }
}

impl<E> From<::reqwest::Error> for ApiError<E> {
    fn from(error: ::reqwest::Error) -> Self {
        Self::Transport(error.into())
    }
}
