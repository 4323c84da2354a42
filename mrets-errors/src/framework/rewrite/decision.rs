//! Decides whether a response is kept, replaced, or read first, for `tower.rs` and every framework.

use crate::document::answered::Answered;
use crate::document::format::{Format, Representation};
use crate::document::response::PassThrough;
use crate::framework::answer::report_answered;
use crate::framework::request_id::{self, SentId};
use crate::framework::rewrite::found_body::FoundBody;
use crate::framework::rewrite::headers::{
    add_vary, add_vary_by_language, content_language, is_removed_from_head, name_request,
};
use crate::framework::rewrite::replacement::{Foreign, Replacement, Said, media_type_of};
use crate::framework::rewrite::request::RequestContext;
use crate::framework::rewrite::text::MAX_DETAIL;
use http::StatusCode;
use http::header::{CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderValue};
use http::response::Parts;

/// The longest body, in bytes, that is read to see whether it is an envelope.
pub(crate) const LONGEST: usize = 1024 * 1024;

/// Whether an error is kept, replaced, or read first.
pub(crate) enum Decision {
    /// The response is sent, with its head as it is now.
    Keep,
    /// An envelope is made of its head.
    Replace(Replacement),
    /// An envelope is made of its head and its body, which is short.
    Read(Replacement),
    /// The body of the answer to GET is not known, so only the head is replaced.
    ReplaceHead(Replacement),
}

impl Decision {
    /// Decides. `length` is the body's, if it is known before the body is read.
    pub(crate) fn new(head: &mut Parts, length: Option<u64>, request: &RequestContext) -> Self {
        if head.extensions.get::<PassThrough>().is_some() {
            return Self::Keep;
        }
        if head.status.as_u16() > 599 {
            head.status = StatusCode::INTERNAL_SERVER_ERROR;
        }
        let id = request_id::of_response(&head.headers);
        let id = id.or_else(|| request.id.as_ref().and_then(SentId::shown));
        match head.extensions.remove::<Answered>() {
            Some(answered) if !answered.is_by_others() => {
                Self::of_ours(head, answered, id, request)
            }
            known => Self::of_others(head, length, Foreign { id, known }, request),
        }
    }

    /// Decides about a response of ours, which is known by its data, and can be made again from it.
    fn of_ours(
        head: &mut Parts,
        mut answered: Answered,
        id: Option<HeaderValue>,
        request: &RequestContext,
    ) -> Self {
        name_request(&mut head.headers, id.as_ref());
        answered.set_request_id(id);
        let is_spoken = answered.speak(request.dialect);
        report_answered(&mut answered, None);
        let language = request.language(answered.dialect());
        let is_translated = answered.set_language(language);
        let is_changed = answered.identify() || is_spoken || is_translated;
        let dialect = answered.dialect();
        let chosen = answered.format();
        let representation = match chosen {
            Some(format) => Representation::Format(format),
            None => request.representation(dialect),
        };
        let wanted = media_type_of(dialect, representation);
        let found = head.headers.get(CONTENT_TYPE);
        let is_found = |wanted: &str| found.is_some_and(|found| found == wanted);
        let is_same_body = is_found(wanted)
            || representation == Representation::Format(Format::Json)
                && is_found(Format::JsonApi.media_type());
        if is_changed || !is_same_body {
            return Self::Replace(Replacement::new(Said::Ours(answered), representation));
        }
        head.extensions.insert(answered);
        if chosen.is_none() {
            let media_type = HeaderValue::from_static(wanted);
            head.headers.insert(CONTENT_TYPE, media_type);
            add_vary(&mut head.headers);
        }
        if let Some(language) = language {
            if !head.headers.contains_key(CONTENT_LANGUAGE) {
                let tag = content_language(&[language.tag()]);
                head.headers.extend(tag.map(|tag| (CONTENT_LANGUAGE, tag)));
            }
            add_vary_by_language(&mut head.headers);
        }
        Self::Keep
    }

    /// Decides about a response of others by its head. A 5xx shows nothing of itself.
    fn of_others(
        head: &mut Parts,
        length: Option<u64>,
        foreign: Foreign,
        request: &RequestContext,
    ) -> Self {
        let found = FoundBody::new(&head.headers);
        let is_client_error = head.status.is_client_error();
        let is_left = match found {
            FoundBody::Grpc => true,
            FoundBody::OtherFormat => is_client_error,
            FoundBody::Html => is_client_error && request.prefers_html(),
            _ => false,
        };
        if is_left {
            if let Some(known) = foreign.known {
                head.extensions.insert(known);
            }
            return Self::Keep;
        }
        let representation = request.representation(request.dialect);
        let said = Said::ByOthers(found, foreign, request.dialect);
        let language = request.language(request.dialect);
        let replacement = Replacement::new(said, representation).in_language(language);
        let longest = longest(found, is_client_error);
        let is_encoded = head.headers.contains_key(CONTENT_ENCODING);
        let is_short = length.is_some_and(|length| length <= longest as u64);
        match longest {
            0 => Self::Replace(replacement),
            _ if request.is_head && is_removed_from_head(&head.headers, length) => {
                Self::ReplaceHead(replacement)
            }
            _ if is_short && !is_encoded => Self::Read(replacement),
            _ => Self::Replace(replacement),
        }
    }
}

/// The longest body, in bytes, that is worth reading: for the client, or for the log.
fn longest(found: FoundBody, is_client_error: bool) -> usize {
    match found {
        FoundBody::JsonApi | FoundBody::Json if is_client_error => LONGEST,
        FoundBody::Text if is_client_error => MAX_DETAIL,
        #[cfg(feature = "tracing")]
        found if !is_client_error && found.is_text() => MAX_DETAIL,
        _ => 0,
    }
}
