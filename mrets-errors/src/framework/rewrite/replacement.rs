//! Makes the envelope that stands in for a response.

use crate::document::answered::Answered;
use crate::document::dialect::Dialect;
use crate::document::envelope::Envelope;
use crate::document::format::{Format, Representation};
use crate::document::language::Language;
#[cfg(feature = "html")]
use crate::document::public_error::PublicError;
use crate::framework::answer::report_answered;
use crate::framework::rewrite::found_body::FoundBody;
use crate::framework::rewrite::headers::{
    add_vary, add_vary_by_language, content_language, name_request, remove_headers_of_body,
};
use crate::framework::rewrite::message::message_of;
use crate::framework::rewrite::raw_envelope::RawEnvelope;
use crate::framework::rewrite::text::{MAX_DETAIL, error_object_of};
use bytes::Bytes;
use http::header::{
    CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, Entry, HeaderValue, WWW_AUTHENTICATE,
};
use http::response::Parts;
use http::{Response, StatusCode};

/// The envelope that stands in for a response.
pub(crate) struct Replacement {
    said: Said,
    representation: Representation,
    /// The language of the texts that others did not write; `None` if the dialect has no languages.
    language: Option<Language>,
}

/// The error that a response reports.
pub(super) enum Said {
    /// An error of ours, which is made again from its data.
    Ours(Answered),
    /// An error of others, whose harmless parts are kept.
    ByOthers(FoundBody, Foreign, &'static Dialect),
}

/// The known facts of a response that others made.
pub(super) struct Foreign {
    /// The id of the request.
    pub(super) id: Option<HeaderValue>,
    /// The data that another layer has made of it.
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
    pub(super) fn new(said: Said, representation: Representation) -> Self {
        Self {
            said,
            representation,
            language: None,
        }
    }

    /// Sets the language of the dialect's texts.
    #[must_use]
    pub(super) fn in_language(mut self, language: Option<Language>) -> Self {
        self.language = language;
        self
    }

    /// The response with the envelope. `body` is the old body, if it was read.
    pub(crate) fn into_response(self, head: Parts, body: Option<Bytes>) -> Response<Bytes> {
        match self.said {
            Said::Ours(answered) => of_ours(head, answered, self.representation),
            Said::ByOthers(found, foreign, dialect) => {
                let body = body.unwrap_or_default();
                let (wanted, language) = (self.representation, self.language);
                match kept(found, head.status, &body) {
                    #[cfg(feature = "html")]
                    Some(_) if found == FoundBody::JsonApi && wanted == Representation::Page => {
                        let envelope = Envelope::from_slice(&body).unwrap_or_default();
                        of_others(head, "", envelope, foreign, dialect, (wanted, language))
                    }
                    Some(envelope) => {
                        of_kept(head, &envelope, &body, found, foreign, dialect, wanted)
                    }
                    None => {
                        let text = str::from_utf8(&body).unwrap_or_default();
                        let envelope = envelope_of(head.status, found, &body);
                        of_others(head, text, envelope, foreign, dialect, (wanted, language))
                    }
                }
            }
        }
    }

    /// The head of the envelope's response, without its length. It answers HEAD if the body of the answer to GET is
    /// not known.
    pub(crate) fn into_head(self, mut head: Parts) -> Parts {
        if let Said::ByOthers(found, foreign, dialect) = self.said {
            name_request(&mut head.headers, foreign.id.as_ref());
            let wanted = self.representation;
            let is_json_api = media_type_of(dialect, wanted) == Format::JsonApi.media_type();
            if found == FoundBody::JsonApi && is_json_api {
                head.headers.remove(CONTENT_LENGTH);
                add_vary(&mut head.headers);
            } else {
                describe(&mut head, dialect, wanted);
                if self.language.is_some() {
                    add_vary_by_language(&mut head.headers);
                }
            }
        }
        head
    }
}

/// The Content-Type of a representation.
pub(super) fn media_type_of(dialect: &Dialect, representation: Representation) -> &'static str {
    match representation {
        Representation::Own => dialect.media_type(),
        Representation::Format(format) => format.media_type(),
        #[cfg(feature = "html")]
        Representation::Page => "text/html; charset=utf-8",
    }
}

/// An answer of ours in the representation and the language that the client wants.
fn of_ours(mut head: Parts, mut answered: Answered, wanted: Representation) -> Response<Bytes> {
    let dialect = answered.dialect();
    let written = head.headers.remove(CONTENT_LANGUAGE);
    let is_problem = media_type_of(dialect, wanted) == Format::Problem.media_type();
    let (envelope, tags) = answered.translated(is_problem);
    // The old language, if the texts are not translated.
    let written = written.filter(|_| *envelope == *answered.envelope());
    let mut language = written.or_else(|| content_language(&tags));
    let rendered = match wanted {
        Representation::Own => dialect.render(head.status, &envelope),
        Representation::Format(format) => Ok(envelope.to_body(format, head.status, dialect)),
        #[cfg(feature = "html")]
        Representation::Page => {
            let error = PublicError::new(head.status, &envelope);
            let page =
                dialect.render_page(error, &head.headers, language.as_ref(), answered.language());
            page.map_or_else(|| dialect.render(head.status, &envelope), Ok)
        }
    };
    drop(envelope);
    let (body, sent) = match rendered {
        Ok(body) => (body, wanted),
        Err(stand_in) => {
            head.status = stand_in.status;
            language = None;
            let sent = stand_in.format.map(Representation::Format);
            let body = stand_in.body.clone();
            answered.set_stand_in(*stand_in);
            (body, sent.unwrap_or(Representation::Own))
        }
    };
    describe(&mut head, dialect, sent);
    head.headers
        .extend(language.map(|language| (CONTENT_LANGUAGE, language)));
    if answered.language().is_some() {
        add_vary_by_language(&mut head.headers);
    }
    head.extensions.insert(answered);
    Response::from_parts(head, body)
}

/// The envelope that others sent as the body. A 5xx of others is never kept.
fn kept(found: FoundBody, status: StatusCode, body: &Bytes) -> Option<RawEnvelope<'_>> {
    if !status.is_client_error() {
        return None;
    }
    match found {
        FoundBody::JsonApi => RawEnvelope::read(body),
        // Other APIs have a member `errors` as well, which may be private.
        FoundBody::Json => RawEnvelope::read(body).filter(RawEnvelope::has_statuses),
        _ => None,
    }
}

/// An envelope of others, with the request's id, in the format that the client wants. Plain JSON stays plain
/// JSON.
fn of_kept(
    mut head: Parts,
    envelope: &RawEnvelope<'_>,
    body: &Bytes,
    found: FoundBody,
    foreign: Foreign,
    dialect: &'static Dialect,
    wanted: Representation,
) -> Response<Bytes> {
    // If the dialect has its own document, the envelope of others is JSON:API's.
    let format = if let Representation::Format(format) = wanted {
        format
    } else {
        Format::default()
    };
    let shown = foreign.id.as_ref().and_then(|id| id.to_str().ok());
    let shown = shown.filter(|_| envelope.lacks_id());
    let is_negotiated = found == FoundBody::JsonApi;
    let new_body = match (format, shown) {
        (Format::Problem, _) if is_negotiated => {
            Some(envelope.to_problem(head.status, shown, dialect))
        }
        (_, Some(id)) => Some(envelope.with_id(id)),
        (_, None) => None,
    };
    // A problem document is no envelope, so the data is the envelope's before.
    let mut model = Envelope::from_slice(body).unwrap_or_default();
    if let (Some(id), Some(first)) = (shown, model.errors.first_mut()) {
        first.id = Some(id.to_owned());
    }
    let body = match new_body {
        Some(body) => {
            remove_headers_of_body(&mut head);
            body
        }
        None => body.clone(),
    };
    if is_negotiated {
        // If the media type stays JSON:API's, so do its parameters.
        if format != Format::JsonApi {
            let media_type = HeaderValue::from_static(format.media_type());
            head.headers.insert(CONTENT_TYPE, media_type);
        }
        add_vary(&mut head.headers);
    }
    add_challenge(&mut head, dialect);
    name_request(&mut head.headers, foreign.id.as_ref());
    let mut answered = Answered::new(head.status, None, model);
    answered.set_by_others();
    let answered = foreign.answered(answered, None);
    head.extensions.insert(answered);
    Response::from_parts(head, body)
}

/// The envelope of an answer of others. The message of a 4xx becomes the detail.
fn envelope_of(status: StatusCode, found: FoundBody, body: &Bytes) -> Envelope {
    let message = match found {
        FoundBody::Text => str::from_utf8(body).ok().map(str::to_owned),
        FoundBody::Json | FoundBody::JsonApi => message_of(body),
        _ => None,
    };
    Envelope::new([error_object_of(status, message.as_deref())])
}

/// An answer of ours in place of others' answer. `text` is their body, if it is a text.
fn of_others(
    mut head: Parts,
    text: &str,
    envelope: Envelope,
    foreign: Foreign,
    dialect: &'static Dialect,
    (wanted, language): (Representation, Option<Language>),
) -> Response<Bytes> {
    let mut answered = Answered::new(head.status, None, envelope);
    answered.speak(dialect);
    name_request(&mut head.headers, foreign.id.as_ref());
    // It is the language of their text.
    head.headers.remove(CONTENT_LANGUAGE);
    // A body may be longer than its head claims.
    let is_logged = !text.is_empty() && text.len() <= MAX_DETAIL;
    let is_taken_away = head.status.is_server_error();
    let mut answered = foreign.answered(answered, (is_logged && is_taken_away).then_some(text));
    answered.identify();
    answered.set_language(language);
    of_ours(head, answered, wanted)
}

/// Makes the head describe a representation.
fn describe(head: &mut Parts, dialect: &Dialect, representation: Representation) {
    remove_headers_of_body(head);
    add_challenge(head, dialect);
    let media_type = HeaderValue::from_static(media_type_of(dialect, representation));
    head.headers.insert(CONTENT_TYPE, media_type);
    add_vary(&mut head.headers);
}

/// Adds the challenge that a 401 must carry (RFC 9110, 15.5.2).
fn add_challenge(head: &mut Parts, dialect: &Dialect) {
    if head.status == StatusCode::UNAUTHORIZED {
        let challenge = HeaderValue::from_str(dialect.challenge_text()).ok();
        if let (Some(challenge), Entry::Vacant(entry)) =
            (challenge, head.headers.entry(WWW_AUTHENTICATE))
        {
            entry.insert(challenge);
        }
    }
}
