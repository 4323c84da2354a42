//! [poem](https://docs.rs/poem) 3: every derived error is a `ResponseError`, and [`envelopes`] makes
//! envelopes of what poem itself answers.
//!
//! ```
//! use mrets_errors::MretsError;
//! use mrets_errors::poem::envelopes;
//! use poem::middleware::CatchPanic;
//! use poem::web::Path;
//! use poem::{EndpointExt, Route, get, handler};
//!
//! #[derive(Debug, MretsError)]
//! enum AccountError {
//!     #[status(404, detail = "There is no account {id}.")]
//!     NotFound { id: u32 },
//! }
//!
//! #[handler]
//! async fn account(Path(id): Path<u32>) -> poem::Result<String> {
//!     Err(AccountError::NotFound { id })?
//! }
//!
//! let app = Route::new()
//!     .at("/accounts/:id", get(account))
//!     .with(CatchPanic::new())
//!     .around(envelopes); // for extractors, unknown paths, middleware, panics
//! ```
//!
//! Answers that cannot be an envelope, or lack a part of one:
//!
//! | case | answer | reason |
//! | --- | --- | --- |
//! | another method | 405 without `Allow` | poem's error does not know the other methods |
//! | a panic without `CatchPanic` | none: the connection is closed | poem does not catch it |
//! | a head that is no HTTP | 400 without body | hyper answers it before poem asks an endpoint |
//!
//! [frameworks](crate::frameworks) lists all cases, for each framework.

pub mod extract;

use crate::answer::answerable::AnsweringError;
use crate::answer::objects;
use crate::document::answered::Answered;
use crate::document::dialect::Dialect;
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use crate::error::any::AnyError;
use crate::error::internal::Internal;
use crate::error::mrets_error::MretsError as _;
use crate::framework::answer;
use crate::framework::extract::content_type;
use crate::framework::extract::refusal::Refusal;
use crate::framework::request_id::{Scope, within};
use crate::framework::rewrite::outcome;
use crate::framework::rewrite::request::RequestContext;
use ::poem::error::{Error as PoemError, ParseFormError, ParseJsonError, ParseQueryError};
use ::poem::{Body, Endpoint, IntoResponse, Request};
use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderValue};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full};
use std::cell::Cell;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

pub use crate::framework::extract::wrapper::{Form, Json, Path, Query};
#[doc(hidden)]
pub use ::poem::Error;
pub use ::poem::Response;
pub use ::poem::error::ResponseError;
#[doc(hidden)]
pub use http::StatusCode;

/// The status of generated impls.
#[doc(hidden)]
pub fn status(error: &(dyn AnsweringError + 'static)) -> StatusCode {
    objects::status(error)
}

/// The response of generated impls.
#[doc(hidden)]
pub fn as_response(error: &(dyn AnsweringError + 'static)) -> Response {
    let answer = answer::answer(error);
    if let Some(answered) = answer.extensions().get::<Answered>() {
        MADE.with(|made| {
            if !matches!(made.take(), Made::NotAskedFor) {
                made.set(Made::Now(answered.clone()));
            }
        });
    }
    convert(answer.map(body_of))
}

/// The data of the response that is being made of an error, since poem's error forgets the extensions of its response.
#[derive(Default)]
enum Made {
    #[default]
    NotAskedFor,
    AskedFor,
    Now(Answered),
}

thread_local! {
    static MADE: Cell<Made> = const { Cell::new(Made::NotAskedFor) };
}

/// The response of an error, with its data.
fn response_of(error: PoemError) -> Response {
    MADE.set(Made::AskedFor);
    let mut response = error.into_response();
    if let Made::Now(answered) = MADE.take() {
        response.extensions_mut().insert(answered);
    }
    response
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_poem {
    (link [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::private::frameworks::poem! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::poem! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::from_rocket! {
            link [$($params)*] [$ty] [$($bounds)*] [$($written)*]
        }
    };
    // A type that is no error.
    (wrapper [] [$ty:ty] [where]) => {
        #[automatically_derived]
        impl ::core::convert::From<$ty> for $crate::poem::Error {
            fn from(__error: $ty) -> Self {
                $crate::poem::error_of(&__error)
            }
        }
    };
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*] $($deref:tt)*) => {
        #[automatically_derived]
        #[allow(redundant_lifetimes)] // The bound outlives every borrow.
        impl<$($params)*> $crate::poem::ResponseError for $ty
        where
            $($bounds)*
        {
            #[inline]
            fn status(&self) -> $crate::poem::StatusCode {
                $crate::poem::status(&$($deref)* *self)
            }

            #[inline]
            fn as_response(&self) -> $crate::poem::Response {
                $crate::poem::as_response(&$($deref)* *self)
            }
        }
    };
}

/// `downcast_ref` of poem's error finds the `AnyError`, and not the type in its box.
impl From<AnyError> for PoemError {
    fn from(error: AnyError) -> Self {
        error_of(&error)
    }
}

/// The error of generated impls for types that are no errors.
#[doc(hidden)]
pub fn error_of(error: &(dyn AnsweringError + 'static)) -> PoemError {
    let response = as_response(error);
    let answered = response.extensions().get::<Answered>().cloned();
    let mut answer = PoemError::from_response(response);
    answer.set_error_message(error.to_string());
    if let Some(answered) = answered {
        // It becomes an extension of the response.
        answer.set_data(answered);
    }
    answer
}

/// Converts as for an [`AnyError`].
impl From<Internal> for PoemError {
    fn from(error: Internal) -> Self {
        AnyError::from(error).into()
    }
}

impl IntoResponse for ErrorObject {
    fn into_response(self) -> Response {
        as_response(&self)
    }
}

impl IntoResponse for AnyError {
    fn into_response(self) -> Response {
        as_response(&self)
    }
}

impl IntoResponse for Envelope {
    fn into_response(self) -> Response {
        convert(answer::answer_envelope(self).map(body_of))
    }
}

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Makes envelopes of all failures of an endpoint that are no envelopes yet: failures of
/// extractors, unknown paths and methods, middleware, and responses made by hand.
///
/// ```
/// # use poem::{EndpointExt, Route};
/// let app = Route::new().around(mrets_errors::poem::envelopes);
/// # fn is_endpoint(_: impl poem::Endpoint) {}
/// # is_endpoint(app);
/// ```
///
/// The text of a 4xx becomes the detail; the text of a 5xx never does. JSON that is malformed or does not
/// fit is a 422.
///
/// `Accept` decides the format of each envelope, and its `id` is the request's:
/// [`Answered::request_id`](crate::Answered::request_id) says which header has it. Responses with the extension
/// [`PassThrough`](crate::PassThrough) are left alone.
///
/// # Errors
///
/// Never fails. `around` takes only functions that return a `Result`.
pub async fn envelopes<E: Endpoint>(
    endpoint: Arc<E>,
    request: Request,
) -> Result<Response, PoemError> {
    envelopes_of(None, endpoint, request).await
}

/// Makes envelopes as [`envelopes`] does, in this dialect for errors without their own: errors that poem answers by
/// itself, and errors of crates that declare none.
///
/// ```
/// # use poem::{EndpointExt, Route};
/// use mrets_errors::Dialect;
///
/// static SHOP: Dialect = Dialect::NEUTRAL.challenge("Bearer");
///
/// let app = Route::new().around(mrets_errors::poem::envelopes_in(&SHOP));
/// # fn is_endpoint(_: impl poem::Endpoint) {}
/// # is_endpoint(app);
/// ```
pub fn envelopes_in<E: Endpoint + 'static>(
    dialect: &'static Dialect,
) -> impl Fn(Arc<E>, Request) -> BoxFuture<Result<Response, PoemError>> + Send + Sync {
    move |endpoint, request| Box::pin(envelopes_of(Some(dialect), endpoint, request))
}

async fn envelopes_of<E: Endpoint>(
    dialect: Option<&'static Dialect>,
    endpoint: Arc<E>,
    request: Request,
) -> Result<Response, PoemError> {
    let is_head = request.method() == Method::HEAD;
    let mut context = RequestContext::new(is_head, request.headers(), dialect);
    let result = within(&mut context.id, endpoint.call(request)).await;
    let response = match result {
        Ok(response) => response.into_response(),
        Err(error) => {
            let _scope = Scope::enter(&mut context.id);
            answer(error)
        }
    };
    if !RequestContext::concerns(response.status()) {
        return Ok(response);
    }
    let response = http::Response::<BoxBody<Bytes, io::Error>>::from(response);
    Ok(convert(
        outcome::rewrite_http(response, context, body_of).await,
    ))
}

/// The answer to an error. poem names the Content-Type of its text only for some errors.
fn answer(error: PoemError) -> Response {
    if let Some(refusal) = rejected(&error) {
        return convert(refusal.to_response().map(body_of));
    }
    let is_text = !error.is_from_response();
    let mut response = response_of(error);
    if is_text && RequestContext::concerns(response.status()) {
        let headers = response.headers_mut();
        let text = HeaderValue::from_static("text/plain");
        headers.entry(CONTENT_TYPE).or_insert(text);
    }
    response
}

/// The refusal in place of an error of poem's own extractors, whose status differs or whose text repeats
/// the value.
fn rejected(error: &PoemError) -> Option<Refusal> {
    Some(match (error.downcast_ref(), error.downcast_ref()) {
        (Some(ParseJsonError::Parse(error)), _) => Refusal::by_serde_json(error),
        (Some(ParseJsonError::InvalidContentType(_) | ParseJsonError::ContentTypeRequired), _) => {
            Refusal::content_type(content_type::JSON)
        }
        (_, Some(ParseFormError::InvalidContentType(_) | ParseFormError::ContentTypeRequired)) => {
            Refusal::content_type(content_type::FORM)
        }
        (_, Some(ParseFormError::UrlDecode(_))) => Refusal::unlocated(),
        _ if error.is::<ParseQueryError>() => Refusal::unlocated_query(),
        _ => return None,
    })
}

fn body_of(body: Bytes) -> BoxBody<Bytes, io::Error> {
    Full::new(body).map_err(|never| match never {}).boxed()
}

/// Converts a response by its parts, since poem's own conversion forgets the length of the body.
fn convert(response: http::Response<BoxBody<Bytes, io::Error>>) -> Response {
    let (head, body) = response.into_parts();
    let mut converted = Response::from(Body::from(body));
    converted.set_status(head.status);
    converted.set_version(head.version);
    *converted.headers_mut() = head.headers;
    *converted.extensions_mut() = head.extensions;
    converted
}
