//! [`ApiError`]: the one error of a call.

use crate::client::failure::Failure;
use crate::client::readers::excerpt::line;
use crate::client::retry::policy::Retry;
use crate::error::decode::{Decode, dialect_of};
use crate::error::mrets_error::MretsError;
use http::{Method, StatusCode};
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// The reason why a call of an API has no result. `E` is the error enum of the service, with `#[mrets(decode)]`.
///
/// `response.decode::<T, E>()` gives it, for reqwest's responses with the feature `reqwest`, and for
/// [`http::Response`](crate::ResponseExt::decode), which hyper and ureq have. `?` converts a [`Failure`], a
/// `reqwest::Error` and a `reqwest_middleware::Error`.
///
/// Its `Display` is one line for a log. No text in it has a URL with a query, user name or password.
///
/// ```
/// use mrets_errors::{ApiError, MretsError, ResponseExt as _};
///
/// #[derive(Debug, PartialEq, MretsError)]
/// #[mrets(codes = "snake_case", decode)]
/// enum TransferError {
///     #[status(422, detail = "There are {left} certificates, and {wanted} are wanted.")]
///     TooFew { left: u32, wanted: u32 },
/// }
///
/// let response = TransferError::TooFew { left: 3, wanted: 5 }.to_response();
/// match response.decode::<serde_json::Value, TransferError>() {
///     Err(ApiError::Domain { error, .. }) => {
///         assert_eq!(error, TransferError::TooFew { left: 3, wanted: 5 });
///     }
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ApiError<E> {
    /// The service answered with an error that this client knows.
    #[non_exhaustive]
    Domain {
        /// The error, as the service had it.
        error: E,
        /// The response that it came in.
        failure: Failure,
    },
    /// Something else answered, or the service answered with an error that this client does not know.
    Answer(Failure),
    /// No whole response came.
    Transport(Transport),
    /// A success with an unexpected body.
    #[non_exhaustive]
    Body {
        /// The status of the success.
        status: StatusCode,
        /// The place in the body that is wrong, such as `data.holdings[0].quantity`; `.` for the whole body.
        path: String,
        /// The beginning of the body; see [`Failure::excerpt`].
        excerpt: Option<String>,
        /// The id of the request in the server's logs.
        request_id: Option<String>,
        /// The mistake at that place.
        source: Arc<serde_json::Error>,
    },
}

/// The reason why no response came.
#[derive(Debug, Clone)]
pub struct Transport {
    source: Arc<dyn Error + Send + Sync>,
    was_sent: bool,
}

impl Transport {
    /// Wraps the failure of another HTTP client. Set `was_sent` unless it is certain that no server was reached.
    ///
    /// ```
    /// use http::Method;
    /// use mrets_errors::{ErrorObject, ApiError, Retry, Transport};
    ///
    /// let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
    /// let error: ApiError<ErrorObject> = Transport::new(refused, false).into();
    /// assert_eq!(error.to_string(), "no response: connection refused");
    /// assert!(matches!(error.retry(&Method::POST), Retry::After(_)));
    /// ```
    #[must_use]
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>, was_sent: bool) -> Self {
        Self {
            source: Arc::from(source.into()),
            was_sent,
        }
    }

    #[cfg(feature = "reqwest-blocking")]
    pub(in crate::client) fn shared(source: Arc<dyn Error + Send + Sync>) -> Self {
        Self {
            source,
            was_sent: true,
        }
    }

    /// Whether a server may have received the request.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        self.was_sent
    }
}

impl<E> ApiError<E> {
    /// Whether the request, which had this method, may be sent again by the default
    /// [`RetryPolicy`](crate::RetryPolicy). A success with an unexpected body is not repeated.
    #[must_use]
    pub fn retry(&self, method: &Method) -> Retry {
        match self {
            Self::Domain { failure, .. } | Self::Answer(failure) => failure.retry(method),
            Self::Transport(transport) => Retry::of_unanswered(transport.was_sent, method),
            Self::Body { .. } => Retry::No,
        }
    }

    /// The id of the request in the server's logs, as [`Failure::request_id`] finds it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Domain { failure, .. } | Self::Answer(failure) => failure.request_id(),
            Self::Transport(_) => None,
            Self::Body { request_id, .. } => request_id.as_deref(),
        }
    }

    /// The status of the response, if one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Domain { failure, .. } | Self::Answer(failure) => Some(failure.status()),
            Self::Transport(_) => None,
            Self::Body { status, .. } => Some(*status),
        }
    }

    /// The response, if one came that was no success.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Domain { failure, .. } | Self::Answer(failure) => Some(failure),
            Self::Transport(_) | Self::Body { .. } => None,
        }
    }
}

impl<E: MretsError + Decode> From<Failure> for ApiError<E> {
    fn from(failure: Failure) -> Self {
        let failure = match dialect_of(E::table()) {
            dialect if dialect.is_default() => failure,
            dialect => failure.in_dialect(dialect),
        };
        match E::from_failure(&failure).ok() {
            Some(error) => Self::Domain { error, failure },
            None => Self::Answer(failure),
        }
    }
}

impl<E> From<Transport> for ApiError<E> {
    fn from(transport: Transport) -> Self {
        Self::Transport(transport)
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain { failure, .. } | Self::Answer(failure) => failure.fmt(f),
            Self::Transport(transport) => transport.fmt(f),
            Self::Body {
                status,
                path,
                excerpt,
                request_id,
                source,
            } => {
                let source = line(&source.to_string());
                write!(f, "{} with an unexpected body: {source}", status.as_str())?;
                if path != "." {
                    write!(f, " at {}", line(path))?;
                }
                if let Some(id) = request_id {
                    write!(f, " (request {})", line(id))?;
                }
                match excerpt {
                    Some(excerpt) => write!(f, ": {excerpt}"),
                    None => f.write_str(": the body is empty, or no text"),
                }
            }
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Even an endless chain of sources ends here.
        const DEEPEST: usize = 8;
        let mut texts: Vec<String> = Vec::new();
        let mut source: Option<&(dyn Error + 'static)> = Some(&*self.source);
        while let Some(error) = source.filter(|_| texts.len() < DEEPEST) {
            let text = line(&error.to_string());
            // Some errors repeat their source in their own text.
            if !texts.iter().any(|known| known.contains(&text)) {
                texts.push(text);
            }
            source = error.source();
        }
        write!(f, "no response: {}", texts.join(": "))
    }
}

impl<E: Error + 'static> Error for ApiError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Domain { error, .. } => Some(error),
            Self::Answer(failure) => failure.source(),
            Self::Transport(transport) => Some(&*transport.source),
            Self::Body { source, .. } => Some(&**source),
        }
    }
}

impl Error for Transport {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
