//! Reports an error that a handler returned, then answers it, in every framework.

use crate::answer::answerable::AnsweringError;
use crate::answer::asked::Asked;
use crate::answer::response;
#[cfg(feature = "__respond")]
use crate::answer::response::answered_response;
use crate::document::answered::Answered;
#[cfg(any(feature = "__respond", feature = "tonic"))]
use crate::document::envelope::Envelope;
#[cfg(any(feature = "axum-stack", feature = "rocket", feature = "warp"))]
use crate::document::object::ErrorObject;
use crate::error::mrets_error::MretsError;
#[cfg(feature = "tracing")]
use crate::framework::log;
use crate::framework::observe::observed;
#[cfg(feature = "__rewrite")]
use crate::framework::request_id;
#[cfg(feature = "__respond")]
use bytes::Bytes;
#[cfg(feature = "__respond")]
use http::Response;

/// Logs the error, shows it to the observer, and gives its response.
#[cfg(feature = "__respond")]
pub(crate) fn answer(error: &(dyn AnsweringError + 'static)) -> Response<Bytes> {
    let asked = Asked::of(error);
    answered_response(error, &asked, report_error(error, &asked))
}

/// The answer of an envelope that was made by hand.
#[cfg(feature = "__respond")]
pub(crate) fn answer_envelope(envelope: Envelope) -> Response<Bytes> {
    let mut response = envelope.to_response();
    response.extensions_mut().insert(report_envelope(envelope));
    response
}

/// Logs an envelope that was made by hand and shows it to the observer.
#[cfg(any(feature = "__respond", feature = "tonic"))]
pub(crate) fn report_envelope(envelope: Envelope) -> Answered {
    let mut answered = identified(Answered::new(envelope.status(), None, envelope));
    report_answered(&mut answered, None);
    answered
}

/// The answer of an error object, in place of a framework's own. `text` is the framework's text, for the log.
#[cfg(any(feature = "rocket", feature = "warp"))]
pub(crate) fn answer_object(object: &ErrorObject, text: Option<&str>) -> Response<Bytes> {
    let asked = Asked::of(object);
    let mut answered = identified(response::answered(object, &asked));
    report_answered(&mut answered, text);
    answered_response(object, &asked, answered)
}

/// The answer to a request that load shedding refuses. It is logged at WARN, since nothing is broken.
#[cfg(feature = "axum-stack")]
pub(crate) fn answer_shed(object: &ErrorObject) -> Response<Bytes> {
    let asked = Asked::of(object);
    let mut answered = identified(response::answered(object, &asked));
    answered.set_reported();
    #[cfg(feature = "tracing")]
    log::replaced(&answered, Some(tracing::Level::WARN), None);
    observed(&answered, None);
    answered_response(object, &asked, answered)
}

/// Logs an error and shows it to the observer, as the frameworks do by themselves. The authors of types with
/// `#[mrets(no_response)]` call it, since they write the response.
///
/// The response should carry the result as an extension. Then an `EnvelopeLayer` or its counterpart
/// knows that the error has been reported, and makes the envelope of this data. Beside
/// [`PassThrough`](crate::PassThrough) it leaves the response alone.
///
/// ```
/// use http::Response;
/// use mrets_errors::{MretsError, PassThrough, report};
///
/// #[derive(Debug, MretsError)]
/// #[mrets(no_response)]
/// #[status(404, detail = "There is no page {0}.")]
/// struct NoPage(u32);
///
/// fn page_of(error: &NoPage) -> Response<String> {
///     let mut response = Response::new(format!("<h1>{}</h1>", error.detail()));
///     *response.status_mut() = error.status();
///     response.extensions_mut().insert(report(error));
///     response.extensions_mut().insert(PassThrough);
///     response
/// }
///
/// assert_eq!(page_of(&NoPage(7)).status(), 404);
/// ```
#[must_use = "the response should carry it as an extension, or it may be reported again"]
pub fn report<E: MretsError + 'static>(error: &E) -> Answered {
    report_error(error, &Asked::of(error))
}

/// Logs an error without its type and shows it to the observer.
pub(crate) fn report_error(error: &(dyn AnsweringError + 'static), asked: &Asked) -> Answered {
    let mut answered = identified(response::answered(error, asked));
    if !is_error(&answered) {
        return answered;
    }
    answered.set_reported();
    #[cfg(feature = "tracing")]
    log::answered(&answered, error, asked.answer);
    observed(&answered, Some(error.as_error()));
    answered
}

/// The data, with the id of the request that this thread serves.
#[cfg_attr(
    not(feature = "__rewrite"),
    allow(unused_mut, reason = "nothing knows a request")
)]
fn identified(mut answered: Answered) -> Answered {
    #[cfg(feature = "__rewrite")]
    if let Some(id) = request_id::current() {
        answered.set_request_id(Some(id));
    }
    answered
}

/// Reports an answer once, if it was made without an error of ours, or its error is gone. `text` is the text of the
/// response that it replaces, which no client sees.
pub(crate) fn report_answered(answered: &mut Answered, text: Option<&str>) {
    if answered.is_reported() || !is_error(answered) {
        return;
    }
    answered.set_reported();
    #[cfg(feature = "tracing")]
    log::replaced(answered, None, text);
    #[cfg(not(feature = "tracing"))]
    let _ = text;
    observed(answered, None);
}

/// Whether an answer is an error, which a 304 is not.
fn is_error(answered: &Answered) -> bool {
    answered.status().is_client_error() || answered.status().is_server_error()
}
