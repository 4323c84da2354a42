//! [salvo](https://docs.rs/salvo): every derived error is a `Scribe`, and so a `Writer`;
//! [`Envelopes`] makes envelopes of what salvo itself answers.
//!
//! ```
//! use mrets_errors::MretsError;
//! use mrets_errors::salvo::Envelopes;
//! use salvo_core::prelude::*; // or salvo::prelude::*
//!
//! #[derive(Debug, MretsError)]
//! enum AccountError {
//!     #[status(404, detail = "There is no account {id}.")]
//!     NotFound { id: u32 },
//! }
//!
//! #[handler]
//! async fn account(req: &mut Request) -> Result<String, AccountError> {
//!     let id = req.param("id").unwrap_or_default();
//!     Err(AccountError::NotFound { id })
//! }
//!
//! let router = Router::with_path("accounts/{id}").get(account);
//! let service = Service::new(router).hoop(Envelopes::new()); // for all other failures
//! ```
//!
//! Answers that cannot be an envelope, or lack a part of one:
//!
//! | case | answer | reason |
//! | --- | --- | --- |
//! | another method | 405 without `Allow` | salvo's router does not tell the other methods |
//! | a panic without salvo's `CatchPanic` | none: the connection is closed | salvo does not catch it |
//! | a head that is no HTTP | 400 without body | hyper answers it before salvo asks a handler |
//!
//! [frameworks](crate::frameworks) lists all cases, for each framework.

pub mod extract;

use crate::answer::answerable::AnsweringError;
use crate::document::dialect::Dialect;
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use crate::error::any::AnyError;
use crate::framework::answer::{answer, answer_envelope};
use crate::framework::extract::refusal::Refusal;
use crate::framework::request_id::within;
use crate::framework::rewrite::headers;
use crate::framework::rewrite::outcome;
use crate::framework::rewrite::request::RequestContext;
use crate::framework::rewrite::text::error_object_of;
use ::salvo_core::http::{ParseError, ResBody, StatusError};
use ::salvo_core::{Depot, FlowCtrl, Handler, Request, async_trait};
use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http_body_util::LengthLimitError;
use std::mem;

pub use crate::framework::extract::wrapper::{Form, Json, Path, Query};
pub use ::salvo_core::{Response, Scribe};

/// Renders the response of generated impls.
#[doc(hidden)]
pub fn render(error: &(dyn AnsweringError + 'static), response: &mut Response) {
    write(answer(error), response);
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_salvo {
    (link [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::private::frameworks::salvo! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::salvo! { [$($params)*] [$crate::private::Box<$ty>] [$($bounds)*] * }
        $crate::private::frameworks::from_tonic! {
            link [$($params)*] [$ty] [$($bounds)*] [$($written)*]
        }
    };
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*] $($deref:tt)*) => {
        #[automatically_derived]
        #[allow(redundant_lifetimes)] // The bound outlives every borrow.
        impl<$($params)*> $crate::salvo::Scribe for $ty
        where
            $($bounds)*
        {
            #[inline]
            fn render(self, __response: &mut $crate::salvo::Response) {
                $crate::salvo::render(&$($deref)* self, __response);
            }
        }
    };
}

impl Scribe for Envelope {
    fn render(self, response: &mut Response) {
        write(answer_envelope(self), response);
    }
}

/// A handler that makes envelopes of all failures that are no envelopes yet: unknown paths and methods,
/// salvo's `StatusError` and `ParseError`, other middleware, and responses made by hand. It is the
/// first hoop of a service, or the goal of its catcher, which sees only failures without a body.
///
/// ```
/// use mrets_errors::salvo::Envelopes;
/// use salvo_core::catcher::Catcher;
/// use salvo_core::{Router, Service};
///
/// let service = Service::new(Router::new()).hoop(Envelopes::new());
/// let service = Service::new(Router::new()).catcher(Catcher::new(Envelopes::new()));
/// ```
///
/// The text of a 4xx becomes the detail; the text of a 5xx never does. JSON that is malformed or does not
/// fit is a 422, a body of another Content-Type a 415.
///
/// `Accept` decides the format of each envelope, and its `id` is the request's:
/// [`Answered::request_id`](crate::Answered::request_id) says which header has it. Responses with the extension
/// [`PassThrough`](crate::PassThrough) are left alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Envelopes {
    /// `None` is the default.
    dialect: Option<&'static Dialect>,
}

impl Envelopes {
    /// Makes the handler.
    #[must_use]
    pub const fn new() -> Self {
        Self { dialect: None }
    }

    /// Sets the dialect of errors without their own: errors that salvo answers by itself, and errors of
    /// crates that declare none.
    #[must_use]
    pub const fn dialect(mut self, dialect: &'static Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }
}

#[async_trait]
impl Handler for Envelopes {
    async fn handle(
        &self,
        request: &mut Request,
        depot: &mut Depot,
        response: &mut Response,
        ctrl: &mut FlowCtrl,
    ) {
        let is_head = request.method() == Method::HEAD;
        let mut context = RequestContext::new(is_head, request.headers(), self.dialect);
        let next = ctrl.call_next(request, depot, response);
        within(&mut context.id, next).await;
        envelope(response, context).await;
    }
}

async fn envelope(response: &mut Response, context: RequestContext) {
    let status = match (&response.body, response.status_code) {
        (ResBody::Error(error), _) => error.code,
        (_, Some(status)) => status,
        // A response without a status is no failure yet.
        (_, None) => return,
    };
    if !RequestContext::concerns(status) {
        return;
    }
    let mut answer = http::Response::new(response.take_body());
    *answer.status_mut() = status;
    *answer.headers_mut() = mem::take(response.headers_mut());
    *answer.extensions_mut() = mem::take(&mut response.extensions);
    let (mut head, mut body) = answer.into_parts();
    if let ResBody::Error(error) = &body {
        body = ResBody::Once(if status.is_server_error() {
            text_of(error, &mut head.headers)
        } else {
            headers::replace_body(&mut head, error_of(error).to_response())
        });
    }
    let answer = http::Response::from_parts(head, body);
    let answer = outcome::rewrite_http(answer, context, ResBody::Once).await;
    let (head, body) = answer.into_parts();
    response.status_code(head.status);
    response.set_headers(head.headers);
    response.extensions = head.extensions;
    response.replace_body(body);
}

/// The text of a 5xx of salvo's. It is replaced like a handler's, and the log gets it.
fn text_of(error: &StatusError, headers: &mut HeaderMap) -> Bytes {
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(CONTENT_TYPE, text);
    let mut text = error.brief.clone();
    let cause = error.cause.as_ref().map(ToString::to_string);
    for more in error.detail.iter().chain(&cause) {
        text = text + ": " + more;
    }
    Bytes::from(text)
}

/// The error in place of one of salvo's, without a text that may repeat a value of the request.
fn error_of(error: &StatusError) -> AnyError {
    let cause = error.cause.as_ref();
    let parse_error = cause.and_then(|cause| cause.downcast_ref::<ParseError>());
    let usual = StatusError::from_code(error.code).map(|error| error.brief);
    let text = match (&error.detail, parse_error) {
        (Some(detail), _) => Some(detail.clone()),
        (None, Some(error)) => Some(error.to_string()),
        (None, None) => Some(error.brief.clone()).filter(|brief| Some(brief) != usual.as_ref()),
    };
    match parse_error {
        Some(ParseError::SerdeJson(error)) => Refusal::by_serde_json(error).into(),
        Some(ParseError::InvalidContentType) => Refusal::another_content_type().into(),
        Some(ParseError::Other(other)) if other.is::<LengthLimitError>() => {
            Refusal::too_large().into()
        }
        Some(ParseError::Deserialize(_)) => ErrorObject::new(error.code).into(),
        _ => error_object_of(error.code, text.as_deref()).into(),
    }
}

fn write(answer: http::Response<Bytes>, response: &mut Response) {
    let (head, body) = answer.into_parts();
    response.status_code(head.status);
    for name in head.headers.keys() {
        response.headers_mut().remove(name);
    }
    for (name, value) in &head.headers {
        response.headers_mut().append(name, value.clone());
    }
    response.extensions.extend(head.extensions);
    response.body(if body.is_empty() {
        ResBody::None
    } else {
        ResBody::Once(body)
    });
}
