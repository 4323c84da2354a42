//! Extractors that stand in for axum's own: an import is changed, and what they refuse says where.
//!
//! They take what axum's take, and refuse what those refuse; the refusal is an [`ErrorObject`]:
//!
//! | extractor | refused | answer |
//! | --- | --- | --- |
//! | [`Json`] | no JSON | 422, as the M-RETS page says, without `source` |
//! | | JSON of another shape | 422, `source.pointer` |
//! | | no JSON's Content-Type | 415, `source.header` |
//! | [`Form`] | a field of another shape | 422, `source.pointer`; of a GET 400, `source.parameter` |
//! | [`Query`], [`Path`] | a parameter of another shape | 400, `source.parameter` |
//! | all that read a body | too large | 413 |
//!
//! A route whose parameters do not fit its handler is a defect of the service, a 500 that says nothing.
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

use crate::document::object::{ErrorObject, Source};
use crate::framework::pointer::pointer;
use ::axum::extract::path::ErrorKind;
use ::axum::extract::rejection::{FormRejection, JsonRejection, PathRejection, QueryRejection};
use ::axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use http::StatusCode;
use http::request::Parts;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use std::error::Error;
use std::ops::{Deref, DerefMut};

macro_rules! extractors {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
            pub struct $name<T>(pub T);

            impl<T> Deref for $name<T> {
                type Target = T;

                fn deref(&self) -> &T {
                    &self.0
                }
            }

            impl<T> DerefMut for $name<T> {
                fn deref_mut(&mut self) -> &mut T {
                    &mut self.0
                }
            }
        )*
    };
}

extractors! {
    /// A body of JSON, as [`axum::Json`] takes it; as a response it is the same, too.
    Json;
    /// A form, as [`axum::Form`] takes it: the query of a GET, else the body.
    Form;
    /// The query, as [`axum::extract::Query`] takes it.
    Query;
    /// The parameters of the path, as [`axum::extract::Path`] takes them.
    Path;
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ErrorObject;

    async fn from_request(request: Request, state: &S) -> Result<Self, ErrorObject> {
        match ::axum::Json::from_request(request, state).await {
            Ok(::axum::Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(json(&rejection)),
        }
    }
}

impl<T: serde::Serialize> super::IntoResponse for Json<T> {
    fn into_response(self) -> super::Response {
        ::axum::Json(self.0).into_response()
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = ErrorObject;

    async fn from_request(request: Request, state: &S) -> Result<Self, ErrorObject> {
        match ::axum::Form::from_request(request, state).await {
            Ok(::axum::Form(value)) => Ok(Self(value)),
            Err(rejection) => Err(form(&rejection)),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = ErrorObject;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ErrorObject> {
        match ::axum::extract::Query::from_request_parts(parts, state).await {
            Ok(::axum::extract::Query(value)) => Ok(Self(value)),
            Err(rejection) => Err(query(&rejection)),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = ErrorObject;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ErrorObject> {
        match ::axum::extract::Path::from_request_parts(parts, state).await {
            Ok(::axum::extract::Path(value)) => Ok(Self(value)),
            Err(rejection) => {
                let names = RawPathParams::from_request_parts(parts, state).await;
                Err(path(rejection, names.ok().as_ref()))
            }
        }
    }
}

fn json(rejection: &JsonRejection) -> ErrorObject {
    let status = match rejection {
        // axum says 400.
        JsonRejection::JsonSyntaxError(_) => StatusCode::UNPROCESSABLE_ENTITY,
        rejection => rejection.status(),
    };
    let source = match rejection {
        JsonRejection::JsonDataError(_) => {
            located::<serde_json::Error>(rejection).map(|at| Source::pointer(pointer(at)))
        }
        JsonRejection::MissingJsonContentType(_) => Some(Source::header("Content-Type")),
        _ => None,
    };
    object(status, rejection.body_text(), source)
}

fn form(rejection: &FormRejection) -> ErrorObject {
    let at = located::<serde::de::value::Error>(rejection);
    let source = match rejection {
        FormRejection::FailedToDeserializeForm(_) => at.and_then(parameter),
        FormRejection::FailedToDeserializeFormBody(_) => at.map(|at| Source::pointer(pointer(at))),
        FormRejection::InvalidFormContentType(_) => Some(Source::header("Content-Type")),
        _ => None,
    };
    object(rejection.status(), rejection.body_text(), source)
}

fn query(rejection: &QueryRejection) -> ErrorObject {
    let at = located::<serde::de::value::Error>(rejection);
    let source = at.and_then(parameter);
    object(rejection.status(), rejection.body_text(), source)
}

/// A tuple counts its parameters, so it takes their names to say which.
fn path(rejection: PathRejection, names: Option<&RawPathParams>) -> ErrorObject {
    let nth = |index| Some(names?.iter().nth(index)?.0.to_owned());
    let (status, text) = (rejection.status(), rejection.body_text());
    let name = match rejection {
        PathRejection::FailedToDeserializePathParams(failed) => match failed.into_kind() {
            ErrorKind::ParseErrorAtKey { key, .. }
            | ErrorKind::InvalidUtf8InPathParam { key }
            | ErrorKind::DeserializeError { key, .. } => Some(key),
            ErrorKind::ParseErrorAtIndex { index, .. } => nth(index),
            ErrorKind::ParseError { .. } => nth(0),
            _ => None,
        },
        _ => None,
    };
    object(status, text, name.map(Source::parameter))
}

/// A 5xx says what the table says.
fn object(status: StatusCode, text: String, source: Option<Source>) -> ErrorObject {
    let mut object = ErrorObject::new(status);
    if status.is_client_error() {
        object = object.with_detail(text);
        object.source = source;
    }
    object
}

/// Where in its input a deserializer failed: axum keeps that among the sources of its rejections.
fn located<E: Error + 'static>(rejection: &dyn Error) -> Option<&serde_path_to_error::Path> {
    let sources = std::iter::successors(rejection.source(), |source| (*source).source());
    sources
        .filter_map(|source| source.downcast_ref::<serde_path_to_error::Error<E>>())
        .map(serde_path_to_error::Error::path)
        .next()
}

/// The parameter that a path starts at; none where the query as a whole is meant.
fn parameter(path: &serde_path_to_error::Path) -> Option<Source> {
    match path.iter().next() {
        Some(Segment::Map { key: name } | Segment::Enum { variant: name }) => {
            Some(Source::parameter(name))
        }
        _ => None,
    }
}
