//! [actix-web](https://docs.rs/actix-web) 4: every derived error is a `ResponseError`, and
//! [`envelopes`] makes envelopes of what actix-web itself answers.
//!
//! ```
//! use actix_web::middleware::from_fn;
//! use actix_web::{App, web};
//! use mrets_errors::MretsError;
//! use mrets_errors::actix_web::envelopes;
//!
//! #[derive(Debug, MretsError)]
//! enum AccountError {
//!     #[status(404, detail = "There is no account {id}.")]
//!     NotFound { id: u32 },
//! }
//!
//! async fn account(id: web::Path<u32>) -> Result<String, AccountError> {
//!     Err(AccountError::NotFound { id: *id })
//! }
//!
//! let app = App::new()
//!     .wrap(from_fn(envelopes)) // for extractors, unknown paths, other middleware
//!     .service(web::resource("/accounts/{id}").route(web::get().to(account)));
//! ```
//!
//! Answers that cannot be an envelope:
//!
//! | case | answer | reason |
//! | --- | --- | --- |
//! | a panic without `CatchPanic` of actix-web-lab | none: the connection is closed | actix-web does not catch it |
//! | a head or a body that is no HTTP | 400 without body | actix-web answers it before it asks a service |
//!
//! [frameworks](crate::frameworks) lists all cases, for each framework.

pub mod extract;
mod header_map;

use crate::answer::answerable::AnsweringError;
use crate::answer::objects;
use crate::document::answered::Answered;
use crate::document::dialect::Dialect;
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use crate::document::response::PassThrough;
use crate::error::any::AnyError;
use crate::error::as_status::{AsStatus, FromStatus};
use crate::framework::answer;
use crate::framework::extract::content_type;
use crate::framework::extract::refusal::Refusal;
use crate::framework::request_id::within;
use crate::framework::rewrite::decision::LONGEST;
use crate::framework::rewrite::headers;
use crate::framework::rewrite::outcome::{self, Outcome};
use crate::framework::rewrite::request::RequestContext;
use crate::framework::rewrite::text::error_object_of;
use ::actix_web::body::{BodySize, BoxBody, MessageBody, to_bytes_limited};
use ::actix_web::dev::{ServiceRequest, ServiceResponse};
use ::actix_web::error::{
    Error, InternalError, JsonPayloadError, PathError, QueryPayloadError, UrlencodedError,
};
use ::actix_web::http::header::{HeaderName, HeaderValue};
use ::actix_web::http::{Method, StatusCode};
use ::actix_web::middleware::Next;
use ::actix_web::{HttpRequest, HttpResponse, Responder, ResponseError as Respond};
use bytes::Bytes;
use http::Response;
use http::response::Parts;
use std::future::Future;
use std::pin::Pin;

pub use crate::framework::extract::wrapper::{Form, Json, Path, Query};

/// The names that generated impls use.
#[doc(hidden)]
pub mod generated {
    pub use ::actix_web::http::StatusCode;
    pub use ::actix_web::{Error, HttpResponse, ResponseError};
}

/// The status of generated impls.
#[doc(hidden)]
pub fn status_code(error: &(dyn AnsweringError + 'static)) -> StatusCode {
    status(objects::status(error))
}

/// actix-web's own `StatusCode`, which is of an older release of http.
impl AsStatus for ::actix_web::http::StatusCode {
    fn as_status(&self) -> Option<http::StatusCode> {
        http::StatusCode::from_u16(self.as_u16()).ok()
    }
}

impl FromStatus for ::actix_web::http::StatusCode {
    fn from_status(status: http::StatusCode) -> Self {
        self::status(status)
    }
}

/// The response of generated impls.
#[doc(hidden)]
pub fn error_response(error: &(dyn AnsweringError + 'static)) -> HttpResponse {
    convert(answer::answer(error))
}

/// The error of generated impls for types that are no errors.
#[doc(hidden)]
pub fn error_of(error: &(dyn AnsweringError + 'static)) -> Error {
    InternalError::from_response(error.to_string(), error_response(error)).into()
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_actix_web {
    (link [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::private::frameworks::actix_web! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::actix_web! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::from_axum! {
            link [$($params)*] [$ty] [$($bounds)*] [$($written)*]
        }
    };
    // A type that is no error, and may have neither `Debug` nor `Display`.
    (wrapper [] [$ty:ty] [where]) => {
        #[automatically_derived]
        impl ::core::convert::From<$ty> for $crate::actix_web::generated::Error {
            fn from(__error: $ty) -> Self {
                $crate::actix_web::error_of(&__error)
            }
        }
    };
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*] $($deref:tt)*) => {
        #[automatically_derived]
        #[allow(redundant_lifetimes)] // The bound outlives every borrow.
        impl<$($params)*> $crate::actix_web::generated::ResponseError for $ty
        where
            $($bounds)*
        {
            #[inline]
            fn status_code(&self) -> $crate::actix_web::generated::StatusCode {
                $crate::actix_web::status_code(&$($deref)* *self)
            }

            #[inline]
            fn error_response(&self) -> $crate::actix_web::generated::HttpResponse {
                $crate::actix_web::error_response(&$($deref)* *self)
            }
        }
    };
}

impl Responder for ErrorObject {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        error_response(&self)
    }
}

impl Responder for Envelope {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        convert(answer::answer_envelope(self))
    }
}

/// Makes envelopes of all failures that are no envelopes yet, as middleware: failures of extractors, unknown
/// paths and methods, other middleware, and responses made by hand.
///
/// ```
/// # use actix_web::{App, middleware::from_fn};
/// let app = App::new().wrap(from_fn(mrets_errors::actix_web::envelopes));
/// ```
///
/// The text of a 4xx becomes the detail; the text of a 5xx never does. JSON that is malformed or does not
/// fit is a 422, and JSON of another Content-Type a 415.
///
/// `Accept` decides the format of each envelope, and its `id` is the request's:
/// [`Answered::request_id`](crate::Answered::request_id) says which header has it. Responses with the extension
/// [`PassThrough`] are left alone.
///
/// # Errors
///
/// Passes on the errors of other middleware, which then answer with an envelope, too.
pub async fn envelopes<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    envelopes_of(None, request, next).await
}

/// Makes envelopes as [`envelopes`] does, in this dialect for errors without their own: errors that actix-web answers
/// by itself, and errors of crates that declare none.
///
/// ```
/// # use actix_web::{App, middleware::from_fn};
/// use mrets_errors::Dialect;
///
/// static SHOP: Dialect = Dialect::NEUTRAL.challenge("Bearer");
///
/// let app = App::new().wrap(from_fn(mrets_errors::actix_web::envelopes_in(&SHOP)));
/// ```
pub fn envelopes_in<B: MessageBody + 'static>(
    dialect: &'static Dialect,
) -> impl Fn(ServiceRequest, Next<B>) -> BoxFuture<Result<ServiceResponse<BoxBody>, Error>> + Clone
{
    move |request, next| Box::pin(envelopes_of(Some(dialect), request, next))
}

type BoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

async fn envelopes_of<B: MessageBody + 'static>(
    dialect: Option<&'static Dialect>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_head = request.method() == Method::HEAD;
    let headers = RequestContext::HEADERS.iter().flat_map(|name| {
        let values = request.headers().get_all(*name);
        values.map(move |value| (*name, value.as_bytes()))
    });
    let mut context = RequestContext::new(is_head, &headers::headers(headers), dialect);
    let result = within(&mut context.id, next.call(request)).await;
    match result {
        Ok(response) => {
            let (request, response) = response.map_into_boxed_body().into_parts();
            let response = envelope(response, context).await;
            Ok(ServiceResponse::new(request, response))
        }
        Err(error) => {
            let cause = error.to_string();
            let response = envelope(HttpResponse::from_error(error), context).await;
            Err(InternalError::from_response(cause, response).into())
        }
    }
}

/// The error handler for the config of an extractor, for apps without [`envelopes`].
///
/// ```
/// use actix_web::web::{FormConfig, JsonConfig, PathConfig, QueryConfig};
/// use mrets_errors::actix_web::rejection;
///
/// let app = actix_web::App::new()
///     .app_data(JsonConfig::default().error_handler(rejection))
///     .app_data(QueryConfig::default().error_handler(rejection))
///     .app_data(PathConfig::default().error_handler(rejection))
///     .app_data(FormConfig::default().error_handler(rejection));
/// ```
#[must_use]
pub fn rejection<E: Respond + 'static>(error: E, _: &HttpRequest) -> Error {
    let error = Error::from(error);
    if let Some(refusal) = rejected(&error) {
        return refusal.into();
    }
    let status = error.as_response_error().status_code();
    match http::StatusCode::from_u16(status.as_u16()) {
        Ok(status) => error_object_of(status, Some(&error.to_string())).into(),
        Err(_) => error,
    }
}

/// The default service, which answers unknown paths, for apps without [`envelopes`].
///
/// ```
/// let app = actix_web::App::new()
///     .default_service(actix_web::web::to(mrets_errors::actix_web::not_found));
/// ```
#[allow(clippy::unused_async)] // A handler is asynchronous.
pub async fn not_found() -> HttpResponse {
    error_response(&ErrorObject::new(http::StatusCode::NOT_FOUND))
}

/// The refusal in place of an error of actix-web's own extractors, whose status differs or whose text
/// repeats the value.
fn rejected(error: &Error) -> Option<AnyError> {
    let refusal = match (error.as_error(), error.as_error()) {
        (Some(JsonPayloadError::Deserialize(error)), _) => Refusal::by_serde_json(error),
        (Some(JsonPayloadError::ContentType), _) => Refusal::content_type(content_type::JSON),
        (_, Some(UrlencodedError::ContentType)) => Refusal::content_type(content_type::FORM),
        _ if error.as_error::<QueryPayloadError>().is_some() => Refusal::unlocated_query(),
        // A path without this handler answers the same.
        _ if error.as_error::<PathError>().is_some() => {
            return Some(ErrorObject::new(http::StatusCode::NOT_FOUND).into());
        }
        _ => return None,
    };
    Some(refusal.into())
}

/// The response, or the envelope in its place.
async fn envelope(response: HttpResponse, context: RequestContext) -> HttpResponse {
    let status = response.status().as_u16();
    let status = http::StatusCode::from_u16(status).unwrap_or_default();
    if !RequestContext::concerns(status) {
        return response;
    }
    let refusal = response.error().and_then(rejected);
    let (response, mut body) = response.into_parts();
    let headers = response.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str(), value.as_bytes()));
    let mut head = headers::head(status, headers);
    if response.extensions().contains::<PassThrough>() {
        head.extensions.insert(PassThrough);
    }
    if let Some(answered) = response.extensions().get::<Answered>() {
        head.extensions.insert(answered.clone());
    }
    if let Some(refusal) = refusal {
        body = BoxBody::new(headers::replace_body(&mut head, refusal.to_response()));
    }
    let length = match body.size() {
        BodySize::None => Some(0),
        BodySize::Sized(length) => Some(length),
        BodySize::Stream => None,
    };
    let read = async { to_bytes_limited(&mut body, LONGEST).await.ok()?.ok() };
    match outcome::rewrite(head, length, context, read).await {
        Outcome::Same(head) => set_head(response, &head).set_body(body),
        Outcome::Other(answer) => {
            let (head, body) = answer.into_parts();
            set_head(response, &head).set_body(BoxBody::new(body))
        }
    }
}

/// A response in the types of actix-web, which come from another version of http.
fn convert(response: Response<Bytes>) -> HttpResponse {
    let (head, body) = response.into_parts();
    let converted = HttpResponse::new(status(head.status)).drop_body();
    set_head(converted, &head).set_body(BoxBody::new(body))
}

fn set_head(mut response: HttpResponse<()>, head: &Parts) -> HttpResponse<()> {
    *response.status_mut() = status(head.status);
    response.headers_mut().clear();
    for (name, value) in &head.headers {
        let name = HeaderName::from_bytes(name.as_str().as_bytes());
        let value = HeaderValue::from_bytes(value.as_bytes());
        // Both versions of http take the same names and values.
        if let (Ok(name), Ok(value)) = (name, value) {
            response.headers_mut().append(name, value);
        }
    }
    if let Some(answered) = head.extensions.get::<Answered>() {
        response.extensions_mut().insert(answered.clone());
    }
    response
}

fn status(status: http::StatusCode) -> StatusCode {
    StatusCode::from_u16(status.as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
