//! [rocket](https://docs.rs/rocket) 0.5: every derived error is a `Responder`; the fairing
//! [`Envelopes`] makes envelopes of what rocket itself answers.
//!
//! ```
//! use mrets_errors::MretsError;
//! use mrets_errors::rocket::{Envelopes, fail};
//! use rocket::request::{FromRequest, Outcome};
//! use rocket::{Request, get, routes};
//!
//! #[derive(Debug, MretsError)]
//! enum AccountError {
//!     #[status(401)]
//!     Unauthenticated,
//!     #[status(404, detail = "There is no account {id}.")]
//!     NotFound { id: u32 },
//! }
//!
//! struct User;
//!
//! #[rocket::async_trait]
//! impl<'r> FromRequest<'r> for User {
//!     type Error = ();
//!
//!     async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
//!         fail(request, AccountError::Unauthenticated) // rocket alone loses a guard's error
//!     }
//! }
//!
//! #[get("/accounts/<id>")]
//! fn account(id: u32, _user: User) -> Result<String, AccountError> {
//!     Err(AccountError::NotFound { id })
//! }
//!
//! let rocket = rocket::build()
//!     .mount("/", routes![account])
//!     .attach(Envelopes::new()); // for guards, unknown paths, panics, catchers
//! ```
//!
//! Answers that cannot be an envelope, or have another status:
//!
//! | case | answer | reason |
//! | --- | --- | --- |
//! | another method | 404 without `Allow` | rocket has no route for it |
//! | a path or query parameter of another type, in rocket's own guards | 422 | rocket loses their errors; [`Path`] and [`Query`] answer 400 |
//! | malformed JSON in rocket's own `Json` | 400 | rocket loses its error; [`Json`] answers 422 |
//! | a head that is no HTTP | 400 without body | hyper answers it before rocket asks a fairing |
//!
//! [frameworks](crate::frameworks) lists all cases, for each framework.

pub mod extract;

use crate::answer::answerable::AnsweringError;
use crate::document::answered::Answered;
use crate::document::dialect::Dialect;
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use crate::document::response::PassThrough;
use crate::error::any::AnyError;
use crate::framework::answer;
use crate::framework::request_id::Scope;
use crate::framework::rewrite::decision::LONGEST;
use crate::framework::rewrite::headers;
use crate::framework::rewrite::outcome::{self, Outcome as Rewritten};
use crate::framework::rewrite::request::RequestContext;
use ::rocket::catcher::{BoxFuture, Catcher, Handler};
use ::rocket::fairing::{self, Fairing, Info, Kind};
use ::rocket::http::{Header, Method, Status};
use ::rocket::outcome::Outcome;
use ::rocket::response::Response;
use ::rocket::tokio::io::AsyncReadExt;
use ::rocket::{Build, Rocket, async_trait};
use bytes::Bytes;
use http::StatusCode;
use http::response::Parts;
use std::future::ready;
use std::io::Cursor;
use std::str;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use crate::framework::extract::wrapper::{Form, Json, Path, Query};
pub use ::rocket::Request;
pub use ::rocket::response::{Responder, Result};

/// The responder of generated impls.
#[doc(hidden)]
pub fn respond(error: &(dyn AnsweringError + 'static), request: &Request<'_>) -> Result<'static> {
    Ok(respond_by(request, || answer::answer(error)))
}

/// Answers within the scope of the request's id, and notes the answer.
fn respond_by(
    request: &Request<'_>,
    answer: impl FnOnce() -> http::Response<Bytes>,
) -> Response<'static> {
    let mut context = context(request, None);
    let scope = Scope::enter(&mut context.id);
    let answer = answer();
    drop(scope);
    let length = answer.body().len() as u64;
    Notes::of(request).keep_answered(answer.extensions().get(), Some(length));
    convert(answer)
}

fn context(request: &Request<'_>, dialect: Option<&'static Dialect>) -> RequestContext {
    let headers = RequestContext::HEADERS.iter().flat_map(|name| {
        let values = request.headers().get(name);
        values.map(move |value| (*name, value.as_bytes()))
    });
    let is_head = request.method() == Method::Head;
    RequestContext::new(is_head, &headers::headers(headers), dialect)
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_rocket {
    (link [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::private::frameworks::rocket! { [$($params)*] [$ty] [$($bounds)*] }
        $crate::private::frameworks::from_salvo! {
            link [$($params)*] [$ty] [$($bounds)*] [$($written)*]
        }
    };
    ([$($params:tt)*] [$ty:ty] [where $($bounds:tt)*]) => {
        #[automatically_derived]
        #[allow(redundant_lifetimes)] // The bound outlives every borrow.
        impl<'__mrets, $($params)*> $crate::rocket::Responder<'__mrets, 'static> for $ty
        where
            $($bounds)*
        {
            #[inline]
            fn respond_to(
                self,
                __request: &'__mrets $crate::rocket::Request<'_>,
            ) -> $crate::rocket::Result<'static> {
                $crate::rocket::respond(&self, __request)
            }
        }
    };
}

impl<'r> Responder<'r, 'static> for Envelope {
    fn respond_to(self, request: &'r Request<'_>) -> Result<'static> {
        Ok(respond_by(request, || answer::answer_envelope(self)))
    }
}

/// A fairing that makes envelopes of all failures that are no envelopes yet: failures of guards, unknown paths,
/// panics, catchers, and responses made by hand.
///
/// ```
/// let rocket = rocket::build().attach(mrets_errors::rocket::Envelopes::new());
/// ```
///
/// The text of a 4xx becomes the detail; the text of a 5xx never does.
///
/// `Accept` decides the format of each envelope, and its `id` is the request's:
/// [`Answered::request_id`](crate::Answered::request_id) says which header has it. Responses of [`Proxied`] are left
/// alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Envelopes {
    /// `None` is the default.
    dialect: Option<&'static Dialect>,
}

impl Envelopes {
    /// Makes the fairing.
    #[must_use]
    pub const fn new() -> Self {
        Self { dialect: None }
    }

    /// Sets the dialect of errors without their own: errors that rocket answers by itself, and errors of
    /// crates that declare none.
    #[must_use]
    pub const fn dialect(mut self, dialect: &'static Dialect) -> Self {
        self.dialect = Some(dialect);
        self
    }
}

#[async_trait]
impl Fairing for Envelopes {
    fn info(&self) -> Info {
        Info {
            name: "mrets-errors: envelopes",
            kind: Kind::Ignite | Kind::Response,
        }
    }

    /// Registers a [`catcher`], if the service has no default one, since a catcher answers the failure of a guard.
    ///
    /// The catcher makes the whole envelope: rocket shows no fairing its answer to a head that is no request of
    /// rocket's, such as one with an unknown method.
    async fn on_ignite(&self, rocket: Rocket<Build>) -> fairing::Result {
        let is_default = |catcher: &Catcher| catcher.code.is_none() && catcher.base.path() == "/";
        let has_default = rocket.catchers().any(is_default);
        Ok(if has_default {
            rocket
        } else {
            rocket.register("/", [Catcher::new(None, *self)])
        })
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        envelope(request, response, self.dialect).await;
    }
}

#[async_trait]
impl Handler for Envelopes {
    async fn handle<'r>(&self, status: Status, request: &'r Request<'_>) -> Result<'r> {
        let mut response = caught(status, request);
        envelope(request, &mut response, self.dialect).await;
        Ok(response)
    }
}

/// A catcher of all of rocket's failures, for services without [`Envelopes`], which changes responses made by
/// hand too.
///
/// ```
/// let rocket = rocket::build().register("/", [mrets_errors::rocket::catcher()]);
/// ```
#[must_use]
pub fn catcher() -> Catcher {
    fn answer<'r>(status: Status, request: &'r Request<'_>) -> BoxFuture<'r> {
        Box::pin(ready(Ok(caught(status, request))))
    }
    Catcher::new(None, answer)
}

/// The answer to a failure: with the error of the guard, if it was one that [failed](fail).
fn caught(status: Status, request: &Request<'_>) -> Response<'static> {
    let status = StatusCode::from_u16(status.code);
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let failure = lock(&Notes::of(request).failure).take();
    let failure = failure.filter(|error| error.status() == status);
    respond_by(request, || match &failure {
        Some(error) => answer::answer(error),
        None => answer::answer_object(&ErrorObject::new(status), None),
    })
}

/// Fails a guard. rocket loses the error of a guard, so this keeps it for [`catcher`], which answers and logs it.
/// If a handler goes on without the guard, as with `Option<User>`, the error is dropped. If a catcher of
/// the service's own answers, the error is dropped too.
pub fn fail<S, F>(
    request: &Request<'_>,
    error: impl Into<AnyError>,
) -> Outcome<S, (Status, ()), F> {
    let error = error.into();
    let status = Status::new(error.status().as_u16());
    *lock(&Notes::of(request).failure) = Some(error);
    Outcome::Error((status, ()))
}

/// A responder whose answer is left alone, such as one proxied from another server. It stands in for the extension
/// [`PassThrough`].
///
/// ```
/// use mrets_errors::rocket::Proxied;
/// use rocket::response::status::Custom;
///
/// #[rocket::get("/elsewhere")]
/// fn elsewhere() -> Proxied<Custom<&'static str>> {
///     Proxied(Custom(rocket::http::Status::BadGateway, "what the other server said"))
/// }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proxied<R>(pub R);

impl<'r, 'o: 'r, R: Responder<'r, 'o>> Responder<'r, 'o> for Proxied<R> {
    fn respond_to(self, request: &'r Request<'_>) -> Result<'o> {
        let response = self.0.respond_to(request)?;
        // If the responder fails, a catcher makes the answer.
        Notes::of(request).is_proxied.store(true, Ordering::Relaxed);
        Ok(response)
    }
}

/// Notes beside a request: rocket's responses have no extensions.
#[derive(Default)]
struct Notes {
    /// The error of the last guard that failed.
    failure: Mutex<Option<AnyError>>,
    /// The last answer of ours, and the length of its body.
    answered: Mutex<Option<(Answered, u64)>>,
    is_proxied: AtomicBool,
}

impl Notes {
    fn of<'r>(request: &'r Request<'_>) -> &'r Self {
        request.local_cache(Self::default)
    }

    /// Keeps the data of an answer, and the length of its body. An answer that others made has no data.
    fn keep_answered(&self, answered: Option<&Answered>, length: Option<u64>) {
        *lock(&self.answered) = answered.cloned().zip(length);
    }

    /// The data of a response of ours: the last answer that was made, if that is the one that is sent.
    fn answered(&self, status: StatusCode, length: Option<u64>) -> Option<Answered> {
        let (answered, own) = lock(&self.answered).take()?;
        let is_sent = answered.status() == status && length == Some(own);
        is_sent.then_some(answered)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn envelope<'r>(
    request: &'r Request<'_>,
    response: &mut Response<'r>,
    dialect: Option<&'static Dialect>,
) {
    let status = StatusCode::from_u16(response.status().code).unwrap_or_default();
    if !RequestContext::concerns(status) {
        return;
    }
    let headers: Vec<_> = response.headers().iter().collect();
    let headers = headers
        .iter()
        .map(|header| (header.name.as_str(), header.value.as_bytes()));
    let mut head = headers::head(status, headers);
    let notes = Notes::of(request);
    if notes.is_proxied.load(Ordering::Relaxed) {
        head.extensions.insert(PassThrough);
    }
    let length = match response.body().preset_size() {
        _ if response.body().is_none() => Some(0),
        length => length.map(|length| length as u64),
    };
    if let Some(answered) = notes.answered(status, length) {
        head.extensions.insert(answered);
    }
    let read = async {
        let mut read = Vec::new();
        let body = response.body_mut();
        // One byte more shows that the body is too long.
        let mut body = AsyncReadExt::take(body, LONGEST as u64 + 1);
        body.read_to_end(&mut read).await.ok()?;
        (read.len() <= LONGEST).then(|| read.into())
    };
    match outcome::rewrite(head, length, context(request, dialect), read).await {
        Rewritten::Same(head) => {
            notes.keep_answered(head.extensions.get(), length);
            set_head(response, &head);
        }
        Rewritten::Other(answer) => {
            let (head, body) = answer.into_parts();
            notes.keep_answered(head.extensions.get(), Some(body.len() as u64));
            set_head(response, &head);
            response.set_sized_body(body.len(), Cursor::new(body));
        }
    }
}

fn convert(answer: http::Response<Bytes>) -> Response<'static> {
    let (head, body) = answer.into_parts();
    let mut response = Response::new();
    set_head(&mut response, &head);
    if !body.is_empty() {
        response.set_sized_body(body.len(), Cursor::new(body));
    }
    response
}

fn set_head(response: &mut Response<'_>, head: &Parts) {
    response.set_status(Status::new(head.status.as_u16()));
    let before = response.headers().clone();
    for header in before.iter() {
        response.remove_header(header.name.as_str());
    }
    for (name, value) in &head.headers {
        // All values that errors have are texts, which rocket wants.
        if let Ok(value) = str::from_utf8(value.as_bytes()) {
            response.adjoin_header(Header::new(name.to_string(), value.to_owned()));
        }
    }
}
