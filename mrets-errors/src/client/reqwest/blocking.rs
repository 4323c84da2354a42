//! reqwest's blocking client.

use super::{ENOUGH, without_secrets};
use crate::client::api_error::{ApiError, Transport};
use crate::client::failure::Failure;
use crate::client::response::{self, Strict, Success, is_success};
use crate::error::decode::Decode;
use crate::error::mrets_error::MretsError;
use serde::de::DeserializeOwned;
use std::error::Error;
use std::io::{self, Read};
use std::sync::Arc;

/// Reads a [`reqwest::blocking::Response`]; import it as
/// `use mrets_errors::reqwest::blocking::ResponseExt as _;`.
///
/// ```no_run
/// use mrets_errors::reqwest::blocking::ResponseExt as _;
///
/// # fn accounts() -> Result<(), Box<dyn std::error::Error>> {
/// let response = reqwest::blocking::get("https://api.example.org/v1/public/accounts")?;
/// let accounts = response.or_failure()?.text()?;
/// # Ok(())
/// # }
/// ```
pub trait ResponseExt: Sized {
    /// Gives a success (2xx) or a 304 as it is, and anything else as a failure, like the asynchronous
    /// [`or_failure`](super::ResponseExt::or_failure).
    ///
    /// # Errors
    ///
    /// The failure.
    fn or_failure(self) -> Result<Self, Failure>;

    /// Decodes the body of a success as a `T`, like the asynchronous [`decode`](super::ResponseExt::decode).
    ///
    /// # Errors
    ///
    /// The errors of the asynchronous method.
    fn decode<T, E>(self) -> Result<T, ApiError<E>>
    where
        T: DeserializeOwned,
        E: MretsError + Decode;

    /// Counts a success as a failure if its body says that the call failed; see
    /// [`ResponseExt::strict`](crate::ResponseExt::strict).
    fn strict(self) -> Strict<Self> {
        Strict(self)
    }
}

impl ResponseExt for ::reqwest::blocking::Response {
    fn or_failure(self) -> Result<Self, Failure> {
        if is_success(self.status()) {
            Ok(self)
        } else {
            Err(failure(self))
        }
    }

    fn decode<T, E>(self) -> Result<T, ApiError<E>>
    where
        T: DeserializeOwned,
        E: MretsError + Decode,
    {
        result(self, Success::ByStatus)
    }
}

impl Strict<::reqwest::blocking::Response> {
    /// Decodes the body as [`ResponseExt::decode`] does.
    ///
    /// # Errors
    ///
    /// The errors of [`ResponseExt::decode`].
    pub fn decode<T, E>(self) -> Result<T, ApiError<E>>
    where
        T: DeserializeOwned,
        E: MretsError + Decode,
    {
        result(self.0, Success::ByBody)
    }
}

fn result<T, E>(
    mut response: ::reqwest::blocking::Response,
    success: Success,
) -> Result<T, ApiError<E>>
where
    T: DeserializeOwned,
    E: MretsError + Decode,
{
    if !response.status().is_success() {
        return Err(failure(response).into());
    }
    let mut body = Vec::new();
    if let Err(error) = response.read_to_end(&mut body) {
        return Err(Transport::shared(cause(error)).into());
    }
    response::result(response.status(), response.headers(), &body, success)
}

fn failure(mut response: ::reqwest::blocking::Response) -> Failure {
    let mut body = Vec::new();
    let enough = u64::try_from(ENOUGH).unwrap_or(u64::MAX);
    let mut beginning = response.by_ref().take(enough);
    let source = beginning.read_to_end(&mut body).err().map(cause);
    let failure = Failure::from_parts(response.status(), response.headers(), &body);
    failure.caused_by(source)
}

/// The error of reqwest within an error of `io`.
fn cause(error: io::Error) -> Arc<dyn Error + Send + Sync> {
    match error.downcast::<::reqwest::Error>() {
        Ok(error) => Arc::new(without_secrets(error)),
        Err(error) => Arc::new(error),
    }
}
