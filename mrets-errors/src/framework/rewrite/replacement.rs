//! Makes the envelope that stands in for a response.

use crate::document::answered::Answered;
use crate::document::envelope::Envelope;
use crate::document::format::Format;
use crate::document::problem::Problem;
use crate::document::response::CHALLENGE;
use crate::framework::answer::report_answered;
use crate::framework::rewrite::found_body::FoundBody;
use crate::framework::rewrite::headers::{add_vary, name_request, remove_headers_of_body};
use crate::framework::rewrite::message::message_of;
use crate::framework::rewrite::raw_envelope::RawEnvelope;
use crate::framework::rewrite::text::{MAX_DETAIL, error_object_of};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::response::Parts;
use http::{Response, StatusCode};

/// The envelope that stands in for a response.
pub(crate) struct Replacement {
    said: Said,
    format: Format,
}

/// The error that a response is about.
pub(super) enum Said {
    /// By us: it is made again from its data.
    Ours(Answered),
    /// By others, of whom it takes what may be shown.
    ByOthers(FoundBody, Foreign),
}

/// What is known of a response that others made.
pub(super) struct Foreign {
    /// The id of the request.
    pub(super) id: Option<HeaderValue>,
    /// The data that another layer has read of it.
    pub(super) known: Option<Answered>,
}

impl Foreign {
    /// The data of the response, which is reported unless another layer has done so.
    fn answered(self, mut answered: Answered, text: Option<&str>) -> Answered {
        answered.set_request_id(self.id);
        if self.known.is_some() {
            answered.set_reported();
        }
        report_answered(&mut answered, text);
        answered
    }
}

impl Replacement {
    pub(super) fn new(said: Said, format: Format) -> Self {
        Self { said, format }
    }

    /// The response with the envelope in it. `body` is the old body, where it was read.
    pub(crate) fn into_response(self, head: Parts, body: Option<Bytes>) -> Response<Bytes> {
        match self.said {
            Said::Ours(answered) => of_ours(head, answered, self.format),
            Said::ByOthers(found, foreign) => {
                let body = body.unwrap_or_default();
                match kept(found, head.status, &body) {
                    Some(envelope) => of_kept(head, &envelope, &body, found, foreign, self.format),
                    None => of_others(head, &body, found, foreign, self.format),
                }
            }
        }
    }

    /// The head of the envelope's response, without its length: the answer to HEAD, where the body that GET
    /// would have is not known.
    pub(crate) fn into_head(self, mut head: Parts) -> Parts {
        if let Said::ByOthers(found, foreign) = self.said {
            name_request(&mut head.headers, foreign.id.as_ref());
            if found == FoundBody::JsonApi && self.format == Format::JsonApi {
                head.headers.remove(CONTENT_LENGTH);
                add_vary(&mut head.headers);
            } else {
                describe_envelope(&mut head, self.format);
            }
        }
        head
    }
}

/// An answer of ours in the format that is wanted, or in its own.
fn of_ours(mut head: Parts, answered: Answered, format: Format) -> Response<Bytes> {
    let chosen = answered.media_type();
    let is_problem = chosen.unwrap_or(format.media_type()) == Format::Problem.media_type();
    let body = if is_problem {
        Problem::from_envelope(answered.envelope(), head.status).to_json()
    } else {
        answered.envelope().to_json()
    };
    match chosen {
        Some(media_type) => {
            remove_headers_of_body(&mut head);
            let media_type = HeaderValue::from_static(media_type);
            head.headers.insert(CONTENT_TYPE, media_type);
        }
        None => describe_envelope(&mut head, format),
    }
    head.extensions.insert(answered);
    Response::from_parts(head, body)
}

/// The envelope that a body is. A 5xx of others is never believed.
fn kept(found: FoundBody, status: StatusCode, body: &Bytes) -> Option<RawEnvelope<'_>> {
    if !status.is_client_error() {
        return None;
    }
    match found {
        FoundBody::JsonApi => RawEnvelope::read(body),
        // Others have a member `errors` as well, and what that says may be private.
        FoundBody::Json => RawEnvelope::read(body).filter(RawEnvelope::has_statuses),
        _ => None,
    }
}

/// An envelope of others, with the request's id in it and in the format that is wanted. One that is sent
/// as plain JSON stays so.
fn of_kept(
    mut head: Parts,
    envelope: &RawEnvelope<'_>,
    body: &Bytes,
    found: FoundBody,
    foreign: Foreign,
    format: Format,
) -> Response<Bytes> {
    let shown = foreign.id.as_ref().and_then(|id| id.to_str().ok());
    let shown = shown.filter(|_| envelope.lacks_id());
    let is_negotiated = found == FoundBody::JsonApi;
    let new_body = match (format, shown) {
        (Format::Problem, _) if is_negotiated => Some(envelope.to_problem(head.status, shown)),
        (_, Some(id)) => Some(envelope.with_id(id)),
        (_, None) => None,
    };
    let body = match new_body {
        Some(body) => {
            remove_headers_of_body(&mut head);
            body
        }
        None => body.clone(),
    };
    if is_negotiated {
        // The parameters of JSON:API's type stay, where it stays.
        if format != Format::JsonApi {
            let media_type = HeaderValue::from_static(format.media_type());
            head.headers.insert(CONTENT_TYPE, media_type);
        }
        add_vary(&mut head.headers);
    }
    add_challenge(&mut head);
    name_request(&mut head.headers, foreign.id.as_ref());
    let model = Envelope::from_slice(&body).unwrap_or_default();
    let mut answered = Answered::new(head.status, None, model);
    answered.set_by_others();
    let answered = foreign.answered(answered, None);
    head.extensions.insert(answered);
    Response::from_parts(head, body)
}

/// An envelope in place of what others answered: a message of a 4xx is its detail.
fn of_others(
    mut head: Parts,
    body: &Bytes,
    found: FoundBody,
    foreign: Foreign,
    format: Format,
) -> Response<Bytes> {
    let text = str::from_utf8(body).ok();
    let message = match found {
        FoundBody::Text => text.map(str::to_owned),
        FoundBody::Json | FoundBody::JsonApi => message_of(body),
        _ => None,
    };
    let envelope = Envelope::new([error_object_of(head.status, message.as_deref())]);
    let answered = Answered::new(head.status, None, envelope);
    name_request(&mut head.headers, foreign.id.as_ref());
    // A body may be longer than it said.
    let is_logged = |text: &&str| !text.is_empty() && text.len() <= MAX_DETAIL;
    let is_taken_away = head.status.is_server_error();
    let text = text.filter(|text| is_taken_away && is_logged(text));
    let mut answered = foreign.answered(answered, text);
    answered.identify();
    of_ours(head, answered, format)
}

/// Makes the head one of an envelope.
fn describe_envelope(head: &mut Parts, format: Format) {
    remove_headers_of_body(head);
    add_challenge(head);
    let media_type = HeaderValue::from_static(format.media_type());
    head.headers.insert(CONTENT_TYPE, media_type);
    add_vary(&mut head.headers);
}

/// RFC 9110, 15.5.2: a 401 must carry a challenge.
fn add_challenge(head: &mut Parts) {
    if head.status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_static(CHALLENGE);
        head.headers.entry(WWW_AUTHENTICATE).or_insert(challenge);
    }
}
