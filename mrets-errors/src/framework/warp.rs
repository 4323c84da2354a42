//! [warp](https://docs.rs/warp) 0.4: every derived error is a `Reply`, and becomes a `Rejection` by
//! `?`; [`recover`] and [`envelopes`] make envelopes of what warp itself answers.
//!
//! ```
//! use mrets_errors::MretsError;
//! use mrets_errors::warp::{envelopes, recover};
//! use warp::{Filter, Rejection};
//!
//! #[derive(Debug, MretsError)]
//! enum AccountError {
//!     #[status(403)]
//!     Forbidden,
//!     #[status(404, detail = "There is no account {id}.")]
//!     NotFound { id: u32 },
//! }
//!
//! async fn account(id: u32) -> Result<String, Rejection> {
//!     if id == 0 {
//!         Err(AccountError::Forbidden)?;
//!     }
//!     Err(AccountError::NotFound { id }.into())
//! }
//!
//! let routes = warp::path!("accounts" / u32)
//!     .and_then(account)
//!     .recover(recover); // rejections: unknown paths and methods, bodies, queries
//! let routes = envelopes(routes); // replies with a status by hand
//! # let _ = warp::service(routes);
//! ```
//!
//! warp finds a rejection by its type. So that [`recover`] finds every error, an error becomes a rejection
//! as an [`AnyError`]: by `?`, by `into()`, or by
//! `warp::reject::custom(AnyError::from(error))`.
//!
//! Answers that cannot be an envelope, or lack a part of one:
//!
//! | case | answer | reason |
//! | --- | --- | --- |
//! | a panic without tower-http's `CatchPanicLayer` around `warp::service` | none: the connection is closed | warp does not catch it |
//! | another method | 405 without `Allow` | the rejection does not know the methods of other filters |
//! | a file of `warp::fs` that may not be read | 500 | the rejection's type is private |
//! | a head that is no HTTP | 400 without body | hyper answers it before warp asks a filter |
//!
//! [frameworks](crate::frameworks) lists all cases, for each framework.

pub mod extract;

use crate::answer::answerable::AnsweringError;
use crate::document::dialect::Dialect;
use crate::document::envelope::Envelope;
use crate::document::object::{ErrorObject, Source};
use crate::error::any::AnyError;
use crate::framework::answer;
use crate::framework::extract::refusal::Refusal;
use crate::framework::rewrite::outcome;
use crate::framework::rewrite::request::RequestContext;
use crate::framework::rewrite::text::error_object_of;
use crate::framework::warp::extract::OfPath;
use ::warp::Filter;
use ::warp::body::BodyDeserializeError;
use ::warp::reject::{self, InvalidHeader, MissingHeader, Reject};
use http::{HeaderMap, Method, StatusCode};
use std::convert::Infallible;
use std::error::Error;

pub use ::warp::Rejection;
pub use ::warp::reply::{Reply, Response};
pub use extract::{form, json, path, query};

/// The reply of generated impls.
#[doc(hidden)]
pub fn into_response(error: &(dyn AnsweringError + 'static)) -> Response {
    Reply::into_response(answer::answer(error))
}

/// The rejection of generated impls.
#[doc(hidden)]
pub fn rejection(error: impl Into<AnyError>) -> Rejection {
    reject::custom(error.into())
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_warp {
    (link [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::private::frameworks::warp! { [$($params)*] [$ty] [$($written)*] }
        $crate::private::frameworks::none! {
            link [$($params)*] [$ty] [$($bounds)*] [$($written)*]
        }
    };
    (reply [$($params:tt)*] [$ty:ty] [where $($bounds:tt)*]) => {
        #[automatically_derived]
        #[allow(redundant_lifetimes)] // A reply outlives every borrow.
        impl<$($params)*> $crate::warp::Reply for $ty
        where
            for<'__mrets> $ty: ::core::marker::Send + 'static,
            $($bounds)*
        {
            #[inline]
            fn into_response(self) -> $crate::warp::Response {
                $crate::warp::into_response(&self)
            }
        }
    };
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*]) => {
        $crate::__mrets_warp! { reply [$($params)*] [$ty] [where $($bounds)*] }

        #[automatically_derived]
        #[allow(redundant_lifetimes)] // A rejection outlives every borrow.
        impl<$($params)*> ::core::convert::From<$ty> for $crate::warp::Rejection
        where
            for<'__mrets> $ty: ::core::marker::Send + ::core::marker::Sync + 'static,
            $($bounds)*
        {
            #[inline]
            fn from(__error: $ty) -> Self {
                $crate::warp::rejection(__error)
            }
        }
    };
}

/// Gives `From<AnyError> for Rejection` as well, which warp implements for each `Reject`.
impl Reject for AnyError {}

impl Reply for Envelope {
    fn into_response(self) -> Response {
        Reply::into_response(answer::answer_envelope(self))
    }
}

/// Answers rejections with envelopes: rejections by warp's filters, and errors of ours that became rejections.
///
/// ```
/// # use warp::Filter;
/// let routes = warp::path!("hello").map(|| "world").recover(mrets_errors::warp::recover);
/// # let _ = warp::service(routes);
/// ```
///
/// A body that does not fit its type is a 422. A rejection of a type that warp does
/// not name is a 500.
///
/// # Errors
///
/// Never fails. `Filter::recover` takes only functions that return a `Result`.
#[allow(clippy::unused_async)] // `Filter::recover` wants a future.
pub async fn recover(rejection: Rejection) -> Result<Response, Infallible> {
    if let Some(error) = rejection.find::<AnyError>() {
        return Ok(into_response(error));
    }
    if let Some(refusal) = refused(&rejection) {
        return Ok(into_response(&refusal));
    }
    // If several filters rejected the request, the one that got furthest counts before a wrong method.
    let error = of::<reject::PayloadTooLarge>(&rejection, 413)
        .or_else(|| of::<reject::LengthRequired>(&rejection, 411))
        .or_else(|| of::<reject::InvalidQuery>(&rejection, 400))
        .or_else(|| of_header(&rejection, InvalidHeader::name))
        .or_else(|| of_header(&rejection, MissingHeader::name))
        .or_else(|| of::<reject::MissingCookie>(&rejection, 400))
        .or_else(|| of::<::warp::cors::CorsForbidden>(&rejection, 403));
    if let (None, Some(OfPath(refusal))) = (&error, rejection.find()) {
        return Ok(into_response(refusal));
    }
    let error = error
        .or_else(|| of::<reject::MethodNotAllowed>(&rejection, 405))
        .or_else(|| {
            let is_not_found = rejection.is_not_found();
            is_not_found.then(|| ErrorObject::new(StatusCode::NOT_FOUND))
        });
    let answer = match error {
        Some(error) => answer::answer_object(&error, None),
        None => {
            let error = ErrorObject::new(StatusCode::INTERNAL_SERVER_ERROR);
            answer::answer_object(&error, Some(&format!("{rejection:?}")))
        }
    };
    Ok(Reply::into_response(answer))
}

/// Makes envelopes of the routes' replies with a 4xx or 5xx that are no envelopes yet, such as
/// the replies of `warp::reply::with_status`.
///
/// ```
/// # use warp::Filter;
/// use mrets_errors::warp::{envelopes, recover};
///
/// let routes = warp::path!("hello").map(|| "world").recover(recover);
/// let routes = envelopes(routes); // or: .with(warp::wrap_fn(envelopes))
/// # let _ = warp::service(routes);
/// ```
///
/// The text of a 4xx becomes the detail; the text of a 5xx never does.
///
/// `Accept` decides the format of each envelope, and its `id` is the request's:
/// [`Answered::request_id`](crate::Answered::request_id) says which header has it. Replies with the extension
/// [`PassThrough`](crate::PassThrough) are left alone.
pub fn envelopes<F, R>(
    routes: F,
) -> impl Filter<Extract = (Response,), Error = Infallible> + Clone + Send + Sync + 'static
where
    F: Filter<Extract = (R,), Error = Infallible> + Clone + Send + Sync + 'static,
    R: Reply + 'static,
{
    envelopes_of(routes, None)
}

/// Makes envelopes as [`envelopes`] does, in this dialect for errors without their own: errors that warp
/// answers by itself, and errors of crates that declare none.
///
/// ```
/// # use warp::Filter;
/// use mrets_errors::Dialect;
/// use mrets_errors::warp::{envelopes_in, recover};
///
/// static SHOP: Dialect = Dialect::NEUTRAL.challenge("Bearer");
///
/// let routes = warp::path!("hello").map(|| "world").recover(recover);
/// let routes = envelopes_in(&SHOP, routes);
/// # let _ = warp::service(routes);
/// ```
pub fn envelopes_in<F, R>(
    dialect: &'static Dialect,
    routes: F,
) -> impl Filter<Extract = (Response,), Error = Infallible> + Clone + Send + Sync + 'static
where
    F: Filter<Extract = (R,), Error = Infallible> + Clone + Send + Sync + 'static,
    R: Reply + 'static,
{
    envelopes_of(routes, Some(dialect))
}

fn envelopes_of<F, R>(
    routes: F,
    dialect: Option<&'static Dialect>,
) -> impl Filter<Extract = (Response,), Error = Infallible> + Clone + Send + Sync + 'static
where
    F: Filter<Extract = (R,), Error = Infallible> + Clone + Send + Sync + 'static,
    R: Reply + 'static,
{
    let request = ::warp::method().and(::warp::header::headers_cloned());
    request
        .and(routes)
        .then(move |method: Method, headers: HeaderMap, reply: R| {
            let context = RequestContext::new(method == Method::HEAD, &headers, dialect);
            outcome::rewrite_http(reply.into_response(), context, Into::into)
        })
}

/// The refusal in place of a rejection of warp's own filters, whose text repeats the value.
fn refused(rejection: &Rejection) -> Option<Refusal> {
    if rejection.find::<BodyDeserializeError>().is_some() {
        return Some(Refusal::unlocated());
    }
    rejection.find::<reject::UnsupportedMediaType>()?;
    Some(Refusal::another_content_type())
}

/// The error object of a rejection of this type.
fn of<T: Error + 'static>(rejection: &Rejection, status: u16) -> Option<ErrorObject> {
    let text = rejection.find::<T>()?.to_string();
    let status = StatusCode::from_u16(status).ok()?;
    Some(error_object_of(status, Some(&text)))
}

/// The error object of a rejection of this type, with the header that is to blame.
fn of_header<T: Error + 'static>(
    rejection: &Rejection,
    name: fn(&T) -> &str,
) -> Option<ErrorObject> {
    let mut error = of::<T>(rejection, 400)?;
    error.source = rejection.find().map(name).map(Source::header);
    Some(error)
}
