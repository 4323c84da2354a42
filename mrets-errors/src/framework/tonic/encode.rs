//! [`encode`]: a status of gRPC, made of the data of an answer.

use super::names::{domain, field_path, reason};
use crate::answer::header_fields::is_of_any_body;
use crate::document::answered::Answered;
use crate::document::envelope::Envelope;
use crate::document::grpc::{self, HttpResponse, detail};
use crate::document::object::ErrorObject;
use crate::document::wait;
use ::tonic::metadata::MetadataMap;
use ::tonic::{Code, Status};
use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use prost::Message as _;
use prost_types::{Any, Duration};
use serde_json::{Map, Value};
use std::collections::HashMap;
use tonic_types::pb::bad_request::FieldViolation;
use tonic_types::pb::help::Link;
use tonic_types::pb::{
    BadRequest, ErrorInfo, Help, LocalizedMessage, RequestInfo, RetryInfo, Status as Details,
};

// A client of grpc-java accepts 8 KiB of trailers, as HTTP/2 counts them (RFC 9113, 6.5.2), and others accept
// more. One KiB is left for other headers.

/// The longest details, in bytes before base64.
const LONGEST_DETAILS: usize = 3900;

/// The longest message, in bytes after its percent-encoding.
const LONGEST_MESSAGE: usize = 768;

/// The longest text of an error that is too long, and the longest one in the client's language, in
/// bytes.
pub(super) const LONGEST_TEXT: usize = 512;

/// The most headers, in bytes with the 32 that HTTP/2 adds to each.
const MOST_HEADERS: usize = 1024;

/// At most this many error objects fit into the details.
const MOST_ERRORS: usize = 32;

/// Gives the message of an error object in the client's language, if there is one.
pub(super) type Localize<'a> = &'a dyn Fn(usize) -> Option<LocalizedMessage>;

/// Encodes an answer.
pub(super) fn encode(
    code: Code,
    answered: &Answered,
    headers: &HeaderMap,
    localize: Localize<'_>,
) -> Status {
    let status = answered.status();
    let first = answered.envelope().errors.first();
    let text = first
        .and_then(text_of)
        .or(status.canonical_reason())
        .unwrap_or_default();
    let message = start(text, LONGEST_MESSAGE, percent_encoded_len);
    let details = Encoder {
        code,
        message: &message,
        answered,
        localize,
        retry_after: wait::retry_after(headers).map(seconds),
    };
    let details = details.encode();
    Status::with_details_and_metadata(code, message, details, metadata(headers))
}

struct Encoder<'a> {
    code: Code,
    message: &'a str,
    answered: &'a Answered,
    localize: Localize<'a>,
    /// The wait, in seconds.
    retry_after: Option<i64>,
}

impl Encoder<'_> {
    /// The details, with as many error objects as fit in.
    fn encode(&self) -> Bytes {
        let all = &self.answered.envelope().errors;
        let mut errors: Vec<_> = all.iter().take(MOST_ERRORS).cloned().collect();
        if let Some(first) = errors.first_mut() {
            let id = self.answered.request_id();
            first.id = first.id.take().or_else(|| id.map(str::to_owned));
        }
        let mut cuts = CUTS.iter();
        loop {
            let mut envelope = Envelope::new(errors);
            let omitted = all.len() - envelope.errors.len();
            if omitted > 0 {
                let members = [("omitted".to_owned(), omitted.into())];
                envelope.meta = Some(Map::from_iter(members));
            }
            let details = self.details_of(&envelope);
            let length = details.encoded_len();
            if length <= LONGEST_DETAILS || envelope.errors.is_empty() {
                return details.encode_to_vec().into();
            }
            errors = envelope.errors;
            match errors.as_mut_slice() {
                [only] => match cuts.next() {
                    Some(cut) => cut(only),
                    None => errors.clear(),
                },
                several => {
                    // The number that would fit if all had one length, and at least one less than now.
                    let share = several.len() * LONGEST_DETAILS / length;
                    let kept = share.clamp(1, several.len() - 1);
                    errors.truncate(kept);
                }
            }
        }
    }

    fn details_of(&self, envelope: &Envelope) -> Details {
        let body = if envelope.errors.is_empty() {
            Bytes::new()
        } else {
            envelope.to_json()
        };
        let response = HttpResponse {
            status: self.answered.status().as_u16().into(),
            body,
        };
        let details = [
            Some(detail(grpc::ERROR_INFO, &self.error_info(envelope))),
            some(
                self.field_violations(&envelope.errors),
                |field_violations| detail(grpc::BAD_REQUEST, &BadRequest { field_violations }),
            ),
            self.retry_after.map(|seconds| {
                let retry_delay = Some(Duration { seconds, nanos: 0 });
                detail(grpc::RETRY_INFO, &RetryInfo { retry_delay })
            }),
            request_info(envelope),
            some(links(&envelope.errors), |links| {
                detail(grpc::HELP, &Help { links })
            }),
            (self.localize)(0).map(|message| detail(grpc::LOCALIZED_MESSAGE, &message)),
            Some(detail(grpc::HTTP_RESPONSE, &response)),
        ];
        Details {
            code: self.code as i32,
            message: self.message.to_owned(),
            details: details.into_iter().flatten().collect(),
        }
    }

    /// The places in the request that are wrong.
    fn field_violations(&self, errors: &[ErrorObject]) -> Vec<FieldViolation> {
        let located = errors.iter().enumerate().filter_map(|(at, error)| {
            let source = error.source.as_ref()?;
            let pointer = source.pointer.as_deref().map(field_path);
            let name = source.parameter.clone().or_else(|| source.header.clone());
            let status = error.http_status().unwrap_or_default();
            Some(FieldViolation {
                field: pointer.or(name)?,
                description: text_of(error).unwrap_or_default().to_owned(),
                reason: reason(error.code.as_deref(), status),
                localized_message: (self.localize)(at),
            })
        });
        located.collect()
    }

    /// The kind of error. Its metadata are the members of `meta`, and the code, if it differs from the reason and the
    /// status.
    fn error_info(&self, envelope: &Envelope) -> ErrorInfo {
        let status = self.answered.status();
        let first = envelope.errors.first();
        let code = first.and_then(|error| error.code.as_deref());
        let reason = reason(code, status);
        let meta = first.and_then(|error| error.meta.as_ref());
        let members = meta.into_iter().flatten();
        let mut metadata: HashMap<String, String> = members
            .map(|(name, value)| (name.clone(), value_as_text(value)))
            .collect();
        if let Some(code) = code.filter(|code| *code != reason && *code != status.as_str()) {
            let known = metadata.entry("code".to_owned());
            known.or_insert_with(|| code.to_owned());
        }
        let page = first.and_then(|error| error.links.as_ref()?.type_.as_deref());
        ErrorInfo {
            domain: domain(self.answered.dialect(), page),
            reason,
            metadata,
        }
    }
}

/// The text of an error for people.
pub(super) fn text_of(error: &ErrorObject) -> Option<&str> {
    error.detail.as_deref().or(error.title.as_deref())
}

/// The cuts that make one error object shorter, the mildest first. The last one leaves only its kind.
static CUTS: [fn(&mut ErrorObject); 3] = [
    |error| {
        for text in [&mut error.title, &mut error.detail].into_iter().flatten() {
            *text = start(text, LONGEST_TEXT, char::len_utf8);
        }
    },
    |error| error.meta = None,
    |error| {
        *error = ErrorObject {
            code: error.code.take().filter(|code| code.len() <= 128),
            status: error.status.take(),
            ..ErrorObject::default()
        };
    },
];

/// Makes a detail of several items, unless there are none.
fn some<T>(items: Vec<T>, make: impl FnOnce(Vec<T>) -> Any) -> Option<Any> {
    (!items.is_empty()).then(|| make(items))
}

/// The absolute links of all errors, each once.
fn links(errors: &[ErrorObject]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for error in errors {
        let Some(written) = &error.links else {
            continue;
        };
        let title = error.title.clone().unwrap_or_default();
        let written = [(&written.about, String::new()), (&written.type_, title)];
        for (url, description) in written {
            let url = url.iter().find(|url| url.contains("://"));
            if let Some(url) = url.filter(|url| links.iter().all(|link| link.url != **url)) {
                links.push(Link {
                    description,
                    url: url.clone(),
                });
            }
        }
    }
    links
}

fn request_info(envelope: &Envelope) -> Option<Any> {
    let info = RequestInfo {
        request_id: envelope.errors.first()?.id.clone()?,
        serving_data: String::new(),
    };
    Some(detail(grpc::REQUEST_INFO, &info))
}

/// A value of `meta` as text: a string as it is, anything else as JSON.
fn value_as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// A time to wait in seconds. protobuf bounds it to 10,000 years.
fn seconds(wait: std::time::Duration) -> i64 {
    wait.as_secs().min(315_576_000_000).cast_signed()
}

/// The headers that may stand in trailers of gRPC, as far as they fit.
fn metadata(headers: &HeaderMap) -> MetadataMap {
    let mut kept = HeaderMap::new();
    let mut length = 0;
    for (name, value) in headers {
        let size = name.as_str().len() + value.len() + 32;
        if is_metadata(name, value) && length + size <= MOST_HEADERS {
            length += size;
            kept.append(name, value.clone());
        }
    }
    MetadataMap::from_headers(kept)
}

/// Whether a header may stand in the metadata. gRPC takes only printable ASCII, HTTP/2 takes no header of a
/// connection (RFC 9113, 8.2.2), and trailers take no header that says how the body is read (RFC 9110, 6.5.1).
fn is_metadata(name: &HeaderName, value: &HeaderValue) -> bool {
    let is_ascii = value
        .as_bytes()
        .iter()
        .all(|byte| matches!(byte, b' '..=b'~'));
    let is_reserved = {
        let name = name.as_str();
        name.starts_with("grpc-") || name.starts_with("content-") || name.ends_with("-bin")
    };
    is_ascii && !is_reserved && is_of_any_body(name, StatusCode::OK)
}

/// A text, or its start and a `…` if it is longer than `longest`.
pub(super) fn start(text: &str, longest: usize, len: impl Fn(char) -> usize) -> String {
    let total: usize = text.chars().map(&len).sum();
    if total <= longest {
        return text.to_owned();
    }
    let mut left = longest - len('…');
    let mut start: String = text
        .chars()
        .take_while(|char| {
            let rest = left.checked_sub(len(*char));
            left = rest.unwrap_or_default();
            rest.is_some()
        })
        .collect();
    start.push('…');
    start
}

/// The number of bytes that tonic needs for a character of a message.
fn percent_encoded_len(char: char) -> usize {
    match char {
        ' ' | '"' | '#' | '%' | '<' | '>' | '`' | '?' | '{' | '}' => 3,
        char if char.is_ascii_graphic() => 1,
        char => 3 * char.len_utf8(),
    }
}
