//! A [`Failure`] of gRPC. For a status of our own services it has the answer over HTTP; for others it is made of the
//! details that Google defines.

use crate::client::api_error::ApiError;
use crate::client::bounds::{LOOKED_AT, MOST_ERRORS};
use crate::client::failure::Failure;
use crate::client::readers::body::{Content, FoundBody};
use crate::client::readers::excerpt::line;
use crate::client::retry::wait;
use crate::document::grpc::{
    BAD_REQUEST, ERROR_INFO, HELP, HTTP_RESPONSE, HttpResponse, PRECONDITION_FAILURE,
    QUOTA_FAILURE, REQUEST_INFO, RESOURCE_INFO, RETRY_INFO,
};
use crate::document::grpc_code::GrpcCode;
use crate::document::object::{ErrorObject, Links, Source};
use crate::document::response::json_api;
use crate::error::decode::Decode;
use crate::error::mrets_error::MretsError;
use ::tonic::Status;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use prost::Message;
use prost_types::Any;
use std::time::Duration;
use tonic_types::pb::{
    BadRequest, ErrorInfo, Help, PreconditionFailure, QuotaFailure, RequestInfo, ResourceInfo,
    RetryInfo, Status as Details,
};

/// Reads a status of gRPC.
///
/// A status made of a [`MretsError`] is read like the same error over HTTP, so that
/// [`from_failure`](MretsError::from_failure) gives the variant. Another service's code, message and details
/// (google.rpc's) become error objects. [`Failure::status`] is the status that google.rpc.Code maps the code to.
/// `ErrorInfo.reason`, else the code's name, is the `code`. A failure is never a success: a status that says `OK` is
/// read as `UNKNOWN`. Each violated field is an error object with a `source`.
///
/// ```
/// use mrets_errors::{Failure, MretsError};
///
/// #[derive(Debug, PartialEq, MretsError)]
/// #[mrets(codes = "snake_case", decode)]
/// enum TransferError {
///     #[status(422, detail = "There are {left} certificates, and {wanted} are wanted.")]
///     TooFew { left: u32, wanted: u32 },
/// }
///
/// let sent = tonic::Status::from(TransferError::TooFew { left: 3, wanted: 5 });
/// let failure = Failure::from(&sent);
/// assert_eq!(failure.status(), 422);
/// assert_eq!(TransferError::from_failure(&failure), Ok(TransferError::TooFew { left: 3, wanted: 5 }));
///
/// let failure = Failure::from(&tonic::Status::not_found("no such bucket"));
/// assert_eq!(failure.to_string(), "404 no such bucket (code NOT_FOUND)");
/// ```
///
/// It always succeeds, in bounded time and memory. It keeps 64 KiB of the metadata, and as much of the message. It
/// skips details that are longer, or no protobuf.
#[cfg_attr(docsrs, doc(cfg(all(feature = "client", feature = "tonic"))))]
impl From<&Status> for Failure {
    fn from(status: &Status) -> Self {
        let headers = headers(status.metadata().as_ref());
        let details = details(status);
        if let Some(failure) = over_http(&details, &headers) {
            return failure;
        }
        let mut told = Told::new(status);
        for detail in &details {
            told.add(detail);
        }
        let retry_after = told.retry_after.or_else(|| wait::retry_after(&headers));
        let http_status = code_of(status).status();
        let excerpt = Some(line(status.message())).filter(|line| !line.is_empty());
        let content = Content::Errors(told.into_errors());
        let found = FoundBody { content, excerpt };
        Self::of_content(http_status, headers, Bytes::new(), found, retry_after)
    }
}

/// Reads a status of gRPC, as [`Failure`] does.
#[cfg_attr(docsrs, doc(cfg(all(feature = "client", feature = "tonic"))))]
impl<E: MretsError + Decode> From<Status> for ApiError<E> {
    fn from(status: Status) -> Self {
        Failure::from(&status).into()
    }
}

/// The code of a call that failed. A status given as an error that says `OK` does not say why, which is `UNKNOWN`.
fn code_of(status: &Status) -> GrpcCode {
    GrpcCode::from_number(status.code() as usize).unwrap_or(GrpcCode::Unknown)
}

/// The details; none if they are malformed, or longer than trailers can be.
fn details(status: &Status) -> Vec<Any> {
    let bytes = status.details();
    if bytes.len() > LOOKED_AT {
        return Vec::new();
    }
    Details::decode(bytes).map_or_else(|_| Vec::new(), |status| status.details)
}

/// The answer over HTTP, if the status holds one.
fn over_http(details: &[Any], headers: &HeaderMap) -> Option<Failure> {
    let mut responses = details.iter();
    let response: HttpResponse = responses.find_map(|detail| read(detail, HTTP_RESPONSE))?;
    let status = u16::try_from(response.status).ok()?;
    let status = StatusCode::from_u16(status).ok()?;
    let has_no_body = status == StatusCode::NOT_MODIFIED;
    if !has_no_body && !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    let mut headers = headers.clone();
    headers.insert(CONTENT_TYPE, json_api());
    let failure = Failure::from_parts(status, &headers, &response.body);
    let is_ours = failure.envelope().is_some() && !failure.errors().is_empty();
    (is_ours || has_no_body).then_some(failure)
}

/// Reads a detail, if it has this type.
fn read<M: Message + Default>(detail: &Any, type_url: &str) -> Option<M> {
    // Any host may stand before the name (google.protobuf.Any).
    if name(&detail.type_url) != name(type_url) {
        return None;
    }
    M::decode(&*detail.value).ok()
}

fn name(type_url: &str) -> &str {
    type_url.rsplit('/').next().unwrap_or_default()
}

/// The metadata, up to the bound.
fn headers(metadata: &HeaderMap) -> HeaderMap {
    let mut kept = HeaderMap::new();
    let mut left = LOOKED_AT;
    for (name, value) in metadata {
        let size = name.as_str().len() + value.len();
        let Some(rest) = left.checked_sub(size) else {
            continue;
        };
        left = rest;
        kept.append(name, value.clone());
    }
    kept
}

/// The errors that another service reports.
struct Told {
    first: ErrorObject,
    /// An object for each wrong place in the request, and for each condition that does not hold.
    others: Vec<ErrorObject>,
    retry_after: Option<Duration>,
}

impl Told {
    fn new(status: &Status) -> Self {
        let message = status.message();
        let mut end = message.len().min(LOOKED_AT);
        while !message.is_char_boundary(end) {
            end -= 1;
        }
        let message = message.get(..end).filter(|text| !text.trim().is_empty());
        Self {
            first: ErrorObject {
                code: Some(code_of(status).name().to_owned()),
                detail: message.map(str::to_owned),
                ..ErrorObject::default()
            },
            others: Vec::new(),
            retry_after: None,
        }
    }

    /// Adds a detail. An unknown or a malformed one adds nothing.
    fn add(&mut self, detail: &Any) {
        if let Some(info) = read::<ErrorInfo>(detail, ERROR_INFO) {
            self.first.code = some(info.reason).or(self.first.code.take());
            self.note("domain", info.domain);
            for (name, value) in info.metadata {
                self.note(&name, value);
            }
        } else if let Some(info) = read::<RetryInfo>(detail, RETRY_INFO) {
            let wait = info.retry_delay.and_then(|wait| wait.try_into().ok());
            self.retry_after = wait.or(self.retry_after);
        } else if let Some(info) = read::<RequestInfo>(detail, REQUEST_INFO) {
            self.first.id = some(info.request_id);
        } else if let Some(info) = read::<ResourceInfo>(detail, RESOURCE_INFO) {
            self.note("resource_type", info.resource_type);
            self.note("resource_name", info.resource_name);
        } else if let Some(help) = read::<Help>(detail, HELP) {
            let link = help.links.into_iter().find_map(|link| some(link.url));
            self.first.links = link.map(|link| Links::default().with_about(link));
        } else if let Some(request) = read::<BadRequest>(detail, BAD_REQUEST) {
            let violations = request.field_violations.into_iter();
            self.extend(violations.map(|violation| ErrorObject {
                code: some(violation.reason),
                detail: some(violation.description),
                source: some(violation.field).map(|path| Source::pointer(pointer(&path))),
                ..ErrorObject::default()
            }));
        } else if let Some(failure) = read::<PreconditionFailure>(detail, PRECONDITION_FAILURE) {
            let violations = failure.violations.into_iter();
            self.extend(violations.map(|violation| {
                let code = some(violation.r#type);
                about(code, violation.description, violation.subject)
            }));
        } else if let Some(failure) = read::<QuotaFailure>(detail, QUOTA_FAILURE) {
            let violations = failure.violations.into_iter();
            self.extend(
                violations.map(|violation| about(None, violation.description, violation.subject)),
            );
        }
    }

    fn extend(&mut self, errors: impl Iterator<Item = ErrorObject>) {
        let room = MOST_ERRORS.saturating_sub(self.others.len() + 1);
        self.others.extend(errors.take(room));
    }

    fn note(&mut self, name: &str, text: String) {
        if let Some(text) = some(text) {
            let meta = self.first.meta.get_or_insert_default();
            meta.insert(name.to_owned(), text.into());
        }
    }

    fn into_errors(self) -> Vec<ErrorObject> {
        let mut errors = vec![self.first];
        errors.extend(self.others);
        errors
    }
}

/// A condition that does not hold for a subject.
fn about(code: Option<String>, description: String, subject: String) -> ErrorObject {
    let mut error = ErrorObject {
        code,
        detail: some(description),
        ..ErrorObject::default()
    };
    if let Some(subject) = some(subject) {
        error = error.with_meta("subject", subject);
    }
    error
}

/// A text of protobuf, which is absent if it is empty. A blank one says nothing either.
fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The path of a field as a JSON pointer into the request: `emails[1].kind` is `/emails/0/kind`.
fn pointer(path: &str) -> String {
    let mut pointer = String::new();
    for name in path.split(['.', '[']) {
        pointer.push('/');
        let index = name.strip_suffix(']').and_then(|index| index.parse().ok());
        match index {
            // protobuf counts the items of a list from 1.
            Some(index) => pointer.push_str(&u64::saturating_sub(index, 1).to_string()),
            None => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
        }
    }
    pointer
}
