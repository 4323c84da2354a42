//! Decides whether a response is kept, replaced, or read first: the one decision of `tower.rs` and of
//! every framework.

use crate::document::format::Format;
use crate::document::response::PassThrough;
use crate::framework::rewrite::found_body::FoundBody;
use crate::framework::rewrite::headers::add_vary;
use crate::framework::rewrite::replacement::Replacement;
use crate::framework::rewrite::request::{REQUEST_ID, RequestContext};
use crate::framework::rewrite::text::MAX_DETAIL;
use http::header::CONTENT_ENCODING;
use http::response::Parts;

/// The longest body, in bytes, that is read to see whether it is an envelope, or to send it in
/// another format.
pub(crate) const LONGEST: usize = 1024 * 1024;

/// Whether a response is kept, replaced, or read first.
pub(crate) enum Decision {
    /// The response is sent, with the head as it is now.
    Send,
    /// An envelope is made of its head.
    Replace(Replacement),
    /// An envelope is made of its head and its body, which is short.
    Read(Replacement),
}

impl Decision {
    /// `length` is the body's, where it is known before the body is read.
    pub(crate) fn of(head: &mut Parts, length: Option<u64>, request: RequestContext) -> Self {
        if !request.concerns(head.status) || head.extensions.get::<PassThrough>().is_some() {
            return Self::Send;
        }
        let id = request.request_id.as_ref();
        let id = id.or_else(|| head.headers.get(&REQUEST_ID));
        let id = id.and_then(|id| id.to_str().ok()).map(str::to_owned);
        let is_short = |longest: usize| {
            length.is_some_and(|length| length <= longest as u64)
                && !head.headers.contains_key(CONTENT_ENCODING)
        };
        let replacement = Replacement {
            found: FoundBody::of(head),
            format: request.accept.format(),
            id,
        };
        let is_right = match replacement.found {
            FoundBody::Envelope => {
                replacement.format == Format::JsonApi && replacement.id.is_none()
            }
            FoundBody::CustomMediaType => replacement.id.is_none(),
            _ => false,
        };
        match replacement.found {
            FoundBody::Problem => Self::Send,
            FoundBody::Envelope if is_right || !is_short(LONGEST) => {
                // Another `Accept` would have had another response.
                add_vary(&mut head.headers);
                Self::Send
            }
            FoundBody::CustomMediaType if is_right || !is_short(LONGEST) => Self::Send,
            FoundBody::Envelope | FoundBody::CustomMediaType => Self::Read(replacement),
            FoundBody::Json if is_short(LONGEST) => Self::Read(replacement),
            FoundBody::Text if head.status.is_client_error() && is_short(MAX_DETAIL) => {
                Self::Read(replacement)
            }
            FoundBody::Json | FoundBody::Text | FoundBody::Other => Self::Replace(replacement),
        }
    }
}
