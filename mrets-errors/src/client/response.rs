//! [`ResponseExt`]: a response with its whole body, as hyper and ureq give it.

use crate::client::api_error::ApiError;
use crate::client::failure::Failure;
use crate::client::readers::body;
use crate::client::readers::excerpt;
use crate::error::decode::Decode;
use crate::error::mrets_error::MretsError;
use http::{HeaderMap, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

/// Reads an [`http::Response`] with its whole body; import it as `use mrets_errors::ResponseExt as _;`.
///
/// `mrets_errors::reqwest::ResponseExt` gives reqwest's responses the same methods, with the feature `reqwest`.
///
/// With hyper collect the body first; with ureq read it:
///
/// ```
/// use mrets_errors::{ApiError, ErrorObject, ResponseExt as _};
/// use serde::Deserialize;
///
/// #[derive(Debug, Deserialize)]
/// struct Account {
///     name: String,
/// }
///
/// let response = http::Response::new(r#"{"name":"Prairie Wind"}"#);
/// let account = response.decode::<Account, ErrorObject>().unwrap();
/// assert_eq!(account.name, "Prairie Wind");
///
/// let response = http::Response::new(r#"{"name":null}"#);
/// let error = response.decode::<Account, ErrorObject>().unwrap_err();
/// assert!(matches!(&error, ApiError::Body { path, .. } if path == "name"));
/// ```
pub trait ResponseExt: Sized {
    /// Gives a success (2xx) or a 304 as it is, and anything else as a failure.
    ///
    /// # Errors
    ///
    /// The failure.
    fn or_failure(self) -> Result<Self, Failure>;

    /// Decodes the body of a success as a `T`. An empty body counts as JSON's `null`, which gives `()` or `None`.
    ///
    /// # Errors
    ///
    /// [`ApiError::Domain`] if the service answered with an error that `E` knows; [`ApiError::Answer`] for
    /// any other answer; [`ApiError::Body`] if the body is no `T`.
    fn decode<T, E>(self) -> Result<T, ApiError<E>>
    where
        T: DeserializeOwned,
        E: MretsError + Decode;

    /// Counts a success as a failure if its body says that the call failed: by a member
    /// `errors` or `error`, or by `"ok":false` or `"success":false`. GraphQL, Slack and others answer so with a 200.
    ///
    /// ```
    /// use mrets_errors::{ApiError, ErrorObject, ResponseExt as _};
    /// use serde_json::Value;
    ///
    /// let slack = || http::Response::new(r#"{"ok":false,"error":"invalid_auth"}"#);
    /// assert!(slack().decode::<Value, ErrorObject>().is_ok());
    ///
    /// let error = slack().strict().decode::<Value, ErrorObject>().unwrap_err();
    /// assert!(matches!(error, ApiError::Answer(_)));
    /// assert_eq!(error.to_string(), "200 invalid_auth");
    /// ```
    fn strict(self) -> Strict<Self> {
        Strict(self)
    }
}

/// A response whose body decides whether it is a success; see [`ResponseExt::strict`].
#[derive(Debug)]
pub struct Strict<R>(pub(in crate::client) R);

impl<B: AsRef<[u8]>> ResponseExt for Response<B> {
    fn or_failure(self) -> Result<Self, Failure> {
        if is_success(self.status()) {
            Ok(self)
        } else {
            Err(Failure::from(&self))
        }
    }

    fn decode<T, E>(self) -> Result<T, ApiError<E>>
    where
        T: DeserializeOwned,
        E: MretsError + Decode,
    {
        let body = self.body().as_ref();
        result(self.status(), self.headers(), body, Success::ByStatus)
    }
}

impl<B: AsRef<[u8]>> Strict<Response<B>> {
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
        let Self(response) = self;
        let body = response.body().as_ref();
        result(response.status(), response.headers(), body, Success::ByBody)
    }
}

/// The part of a response that decides whether a 2xx is a success.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum Success {
    ByStatus,
    /// By the body, too: see [`ResponseExt::strict`].
    ByBody,
}

/// Whether a response is a success.
pub(in crate::client) fn is_success(status: StatusCode) -> bool {
    status.is_success() || status == StatusCode::NOT_MODIFIED
}

/// The result of a call with this response.
pub(in crate::client) fn result<T, E>(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    success: Success,
) -> Result<T, ApiError<E>>
where
    T: DeserializeOwned,
    E: MretsError + Decode,
{
    if !status.is_success() || success == Success::ByBody && says_error(body) {
        return Err(Failure::from_parts(status, headers, body).into());
    }
    let json = if body.trim_ascii().is_empty() {
        b"null"
    } else {
        body
    };
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let read = serde_path_to_error::deserialize(&mut deserializer);
    let (path, source) = match read {
        Ok(value) => match deserializer.end() {
            Ok(()) => return Ok(value),
            Err(error) => (".".to_owned(), error),
        },
        Err(error) => (error.path().to_string(), error.into_inner()),
    };
    let failure = Failure::from_parts(status, headers, b"");
    Err(ApiError::Body {
        status,
        path: excerpt::line(&path),
        excerpt: body::excerpt(headers, body),
        request_id: failure.request_id().map(str::to_owned),
        source: Arc::new(source),
    })
}

/// Whether the body of a success says that the call failed.
fn says_error(body: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Said {
        #[serde(default)]
        errors: Value,
        #[serde(default)]
        error: Value,
        #[serde(default)]
        ok: Value,
        #[serde(default)]
        success: Value,
    }
    // An array does not count, though serde would read one as these members.
    if !body.trim_ascii_start().starts_with(b"{") {
        return false;
    }
    let Ok(said) = serde_json::from_slice::<Said>(body) else {
        return false;
    };
    let says = |value: &Value| match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(true) | Value::Number(_) => true,
    };
    says(&said.errors) || says(&said.error) || [said.ok, said.success].contains(&Value::Bool(false))
}
