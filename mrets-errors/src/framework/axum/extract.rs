//! Extractors that stand in for axum's own: change the import, and each refusal names the wrong place.
//!
//! They read the same requests as axum's. Their error is a [`Refusal`], whose table says which answer a
//! request gets.
//!
//! | extractor | reads | `Option` of it |
//! | --- | --- | --- |
//! | [`Json`] | the body | `None` without a Content-Type |
//! | [`Form`] | the query of a GET or HEAD, else the body | |
//! | [`Query`] | the query | |
//! | [`Path`] | the parameters of the route | `None` if the route has no parameters |
//! | [`Extension`] | an extension of the request | `None` if it is missing |
//!
//! [`Json`] and [`Form`] are responses, too. A body has axum's limit, `DefaultBodyLimit`.
//!
//! A route whose parameters do not fit its handler, and an [`Extension`] that nobody has added, are defects
//! of the service. They are a 500 that tells the client nothing; the log event names the type.
//!
//! ```
//! use axum::{Router, routing::put};
//! use mrets_errors::axum::extract::{Json, Path};
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! struct Account {
//!     name: String,
//! }
//!
//! async fn rename(Path(id): Path<u32>, Json(account): Json<Account>) -> String {
//!     format!("{id} is {}", account.name)
//! }
//!
//! let app: Router = Router::new().route("/accounts/{id}", put(rename));
//! ```

use crate::framework::extract::params::Params;
use crate::framework::extract::{content_type, read, write};
use ::axum::RequestExt as _;
use ::axum::body::{Body, Bytes};
use ::axum::extract::path::ErrorKind;
use ::axum::extract::rejection::PathRejection;
use ::axum::extract::{
    FromRequest, FromRequestParts, OptionalFromRequest, OptionalFromRequestParts, Request,
};
use ::axum::response::{IntoResponse, Response};
use form_urlencoded::parse;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::request::Parts;
use http::{Method, StatusCode, Uri};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::ops::{Deref, DerefMut};

pub use crate::framework::extract::refusal::Refusal;
pub use crate::framework::extract::wrapper::{Form, Json, Path, Query};

impl<T: DeserializeOwned> Json<T> {
    /// Reads JSON that is in memory already.
    ///
    /// ```
    /// use mrets_errors::axum::extract::Json;
    ///
    /// assert_eq!(Json::<[u8; 2]>::from_bytes(b"[1, 2]").unwrap().0, [1, 2]);
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the bytes are not JSON, or have another shape.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Refusal> {
        read::json(bytes).map(Self)
    }
}

impl<T: DeserializeOwned> Query<T> {
    /// Reads the query of an address.
    ///
    /// ```
    /// use mrets_errors::axum::extract::Query;
    ///
    /// let uri = http::Uri::from_static("/records?page=2&size=10");
    /// let Query(pairs) = Query::<Vec<(String, u8)>>::try_from_uri(&uri).unwrap();
    /// assert_eq!(pairs, [("page".to_owned(), 2), ("size".to_owned(), 10)]);
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the query has another shape.
    pub fn try_from_uri(uri: &Uri) -> Result<Self, Refusal> {
        read::query(uri.query().unwrap_or_default()).map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        read::expect_json(content_type_of(request.headers()))?;
        Self::from_bytes(&body(request).await?)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> OptionalFromRequest<S> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Refusal> {
        if content_type_of(request.headers()).is_none() {
            return Ok(None);
        }
        let json = <Self as FromRequest<S>>::from_request(request, state);
        json.await.map(Some)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        write::json(&self.0).map(Body::from)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            let Query(form) = Query::try_from_uri(request.uri())?;
            return Ok(Self(form));
        }
        read::expect_form(content_type_of(request.headers()))?;
        read::form(parse(&body(request).await?)).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Form<T> {
    fn into_response(self) -> Response {
        let written = serde_urlencoded::to_string(&self.0);
        write::success::<T, _, _>(written, content_type::FORM).map(Body::from)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        Self::try_from_uri(&parts.uri)
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        read::path(&params::<T, S>(parts, state).await?).map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send + 'static> OptionalFromRequestParts<S> for Path<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Refusal> {
        let params = params::<T, S>(parts, state).await?;
        match read::path(&params) {
            Ok(value) => Ok(Some(Self(value))),
            Err(_) if params.0.is_empty() => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }
}

/// An extension of the request, as [`axum::Extension`] takes it. axum's own layer adds it.
///
/// ```
/// use axum::{Router, routing::get};
/// use mrets_errors::axum::extract::Extension;
///
/// #[derive(Clone)]
/// struct Tenant(String);
///
/// async fn tenant(Extension(Tenant(name)): Extension<Tenant>) -> String {
///     name
/// }
///
/// let app: Router = Router::new()
///     .route("/", get(tenant))
///     .layer(axum::Extension(Tenant("solar".to_owned())));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extension<T>(pub T);

impl<T> Deref for Extension<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Extension<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<S: Send + Sync, T: Clone + Send + Sync + 'static> FromRequestParts<S> for Extension<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let value = parts.extensions.get::<T>().cloned();
        let missing = || Refusal::defect::<T>(&"the request has no extension of this type");
        value.map(Self).ok_or_else(missing)
    }
}

impl<S: Send + Sync, T: Clone + Send + Sync + 'static> OptionalFromRequestParts<S>
    for Extension<T>
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Refusal> {
        Ok(parts.extensions.get::<T>().cloned().map(Self))
    }
}

fn content_type_of(headers: &HeaderMap) -> Option<&[u8]> {
    headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes)
}

/// The body, up to axum's limit.
async fn body(request: Request) -> Result<Bytes, Refusal> {
    request.extract().await.map_err(|rejection| {
        let rejection: ::axum::extract::rejection::BytesRejection = rejection;
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Refusal::too_large()
        } else {
            Refusal::incomplete(rejection)
        }
    })
}

async fn params<T, S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<Params, Refusal> {
    let params =
        <::axum::extract::Path<Params> as FromRequestParts<S>>::from_request_parts(parts, state);
    match params.await {
        Ok(::axum::extract::Path(params)) => Ok(params),
        Err(PathRejection::FailedToDeserializePathParams(failed)) => Err(match failed.kind() {
            ErrorKind::InvalidUtf8InPathParam { key } => Refusal::no_utf8(key),
            _ => Refusal::defect::<T>(&failed),
        }),
        Err(rejection) => Err(Refusal::defect::<T>(&rejection)),
    }
}
