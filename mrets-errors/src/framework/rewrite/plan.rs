//! What is sent of an answer: the one decision of `tower.rs` and of every framework.

use crate::answer::response::{CHALLENGE, IsEnvelope, PassThrough};
use crate::document::accept::{Format, negotiate};
use crate::document::envelope::{Envelope, ErrorObject};
use crate::document::problem::Problem;
use crate::framework::rewrite::replace::{MAX_DETAIL, object, remove_headers_of_body};
use bytes::Bytes;
use http::header::{
    ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue, VARY, WWW_AUTHENTICATE,
};
use http::response::Parts;
use http::{HeaderMap, Response, StatusCode};

/// The longest body, in bytes, that is read to see whether it is an envelope, or to send it in
/// another format.
pub(crate) const LONGEST: usize = 1024 * 1024;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What of a request decides how its errors are answered.
pub(crate) struct Wanted {
    is_head: bool,
    accept: Accept,
    request_id: Option<HeaderValue>,
}

impl Wanted {
    /// The headers of a request that are looked at.
    #[cfg(any(feature = "actix-web", feature = "rocket"))]
    pub(crate) const HEADERS: [&str; 2] = ["accept", "x-request-id"];

    pub(crate) fn of(is_head: bool, headers: &HeaderMap) -> Self {
        Self {
            is_head,
            accept: Accept::of(headers),
            request_id: headers.get(&REQUEST_ID).cloned(),
        }
    }

    /// Whether an answer of this status may have to be another. Answers to HEAD have no body.
    pub(crate) fn concerns(&self, status: StatusCode) -> bool {
        !self.is_head && (status.is_client_error() || status.is_server_error())
    }
}

/// The values of `Accept`: they are read only where there is an error to answer.
enum Accept {
    Absent,
    One(HeaderValue),
    /// Rare: its size is not for all requests to carry.
    Several(Box<HeaderMap>),
}

impl Accept {
    fn of(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(ACCEPT).iter();
        match (values.next(), values.next()) {
            (None, _) => Self::Absent,
            (Some(value), None) => Self::One(value.clone()),
            (Some(_), Some(_)) => {
                let values = headers.get_all(ACCEPT).iter();
                let values = values.map(|value| (ACCEPT, value.clone()));
                Self::Several(Box::new(values.collect()))
            }
        }
    }

    fn format(self) -> Format {
        match self {
            Self::Absent => Format::default(),
            Self::One(value) => negotiate(&HeaderMap::from_iter([(ACCEPT, value)])),
            Self::Several(headers) => negotiate(&headers),
        }
    }
}

/// What becomes of an answer.
pub(crate) enum Plan {
    /// It is sent, with the head as it is now.
    Send,
    /// An envelope is made of its head.
    Replace(Instead),
    /// An envelope is made of its head and its body, which is short.
    Read(Instead),
}

impl Plan {
    /// `length` is that of the body, where it is known before it is read.
    pub(crate) fn of(head: &mut Parts, length: Option<u64>, wanted: Wanted) -> Self {
        if !wanted.concerns(head.status) || head.extensions.get::<PassThrough>().is_some() {
            return Self::Send;
        }
        let id = wanted.request_id.as_ref();
        let id = id.or_else(|| head.headers.get(&REQUEST_ID));
        let id = id.and_then(|id| id.to_str().ok()).map(str::to_owned);
        let is_short = |longest: usize| {
            length.is_some_and(|length| length <= longest as u64)
                && !head.headers.contains_key(CONTENT_ENCODING)
        };
        let instead = Instead {
            kind: Kind::of(head),
            format: wanted.accept.format(),
            id,
        };
        let is_right = match instead.kind {
            Kind::Envelope => instead.format == Format::JsonApi && instead.id.is_none(),
            Kind::Own => instead.id.is_none(),
            _ => false,
        };
        match instead.kind {
            Kind::Problem => Self::Send,
            Kind::Envelope if is_right || !is_short(LONGEST) => {
                // Another `Accept` would have had another answer.
                vary(&mut head.headers);
                Self::Send
            }
            Kind::Own if is_right || !is_short(LONGEST) => Self::Send,
            Kind::Envelope | Kind::Own => Self::Read(instead),
            Kind::Json if is_short(LONGEST) => Self::Read(instead),
            Kind::Text if head.status.is_client_error() && is_short(MAX_DETAIL) => {
                Self::Read(instead)
            }
            Kind::Json | Kind::Text | Kind::Other => Self::Replace(instead),
        }
    }
}

/// What an answer is before it is read.
#[derive(Clone, Copy)]
enum Kind {
    Envelope,
    /// An envelope of another media type, which its author chose.
    Own,
    /// JSON: perhaps an envelope, which has lost its mark, or was made by hand.
    Json,
    Problem,
    /// Plain text in UTF-8.
    Text,
    Other,
}

impl Kind {
    fn of(head: &Parts) -> Self {
        let is_marked = head.extensions.get::<IsEnvelope>().is_some();
        let value = head.headers.get(CONTENT_TYPE);
        let value = value.and_then(|value| value.to_str().ok());
        let (essence, parameters) = value
            .and_then(|value| value.split_once(';'))
            .unwrap_or((value.unwrap_or_default(), ""));
        let essence = essence.trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/vnd.api+json" => Self::Envelope,
            _ if is_marked => Self::Own,
            "application/problem+json" | "application/problem+xml" => Self::Problem,
            "text/plain" => {
                let parameters = parameters.to_ascii_lowercase();
                if !parameters.contains("charset") || parameters.contains("utf-8") {
                    Self::Text
                } else {
                    Self::Other
                }
            }
            json if json == "application/json" || json.ends_with("+json") => Self::Json,
            _ => Self::Other,
        }
    }

    /// The envelope that a body is, or that says the same.
    fn read(self, status: StatusCode, body: &[u8]) -> Option<Envelope> {
        match self {
            Self::Envelope | Self::Own => Envelope::from_slice(body).ok(),
            // Others have a member `errors` as well, and what that says may be private.
            Self::Json => Envelope::from_slice(body).ok().filter(|envelope| {
                let errors = &envelope.errors;
                !errors.is_empty() && errors.iter().all(|error| error.status.is_some())
            }),
            Self::Text => {
                let text = str::from_utf8(body).ok()?;
                Some(Envelope::new([object(status, Some(text))]))
            }
            Self::Problem | Self::Other => None,
        }
    }
}

/// The envelope in place of an answer.
pub(crate) struct Instead {
    kind: Kind,
    format: Format,
    id: Option<String>,
}

impl Instead {
    /// `body` is what was read of the answer.
    pub(crate) fn answer(self, mut head: Parts, body: Option<Bytes>) -> Response<Bytes> {
        let read = body
            .as_deref()
            .and_then(|body| self.kind.read(head.status, body));
        let is_own = matches!(self.kind, Kind::Own | Kind::Json) && read.is_some();
        if is_own && self.id.is_none() {
            return Response::from_parts(head, body.unwrap_or_default());
        }
        let media_type = head.headers.get(CONTENT_TYPE).filter(|_| is_own).cloned();
        let mut envelope = read.unwrap_or_else(|| Envelope::new([ErrorObject::new(head.status)]));
        if let Some(id) = self.id {
            for error in &mut envelope.errors {
                error.id.get_or_insert_with(|| id.clone());
            }
        }
        remove_headers_of_body(&mut head.headers);
        if head.status == StatusCode::UNAUTHORIZED && !head.headers.contains_key(WWW_AUTHENTICATE) {
            let challenge = HeaderValue::from_static(CHALLENGE);
            head.headers.insert(WWW_AUTHENTICATE, challenge);
        }
        let body = match (media_type, self.format) {
            (Some(media_type), _) => {
                head.headers.insert(CONTENT_TYPE, media_type);
                envelope.to_json()
            }
            (None, format) => {
                let media_type = HeaderValue::from_static(format.media_type());
                head.headers.insert(CONTENT_TYPE, media_type);
                vary(&mut head.headers);
                match format {
                    Format::JsonApi | Format::Json => envelope.to_json(),
                    Format::Problem => Problem::from_envelope(&envelope, head.status).to_json(),
                }
            }
        };
        Response::from_parts(head, body)
    }
}

/// Says that the answer depends on `Accept`, unless it is said already.
fn vary(headers: &mut HeaderMap) {
    let is_said = headers.get_all(VARY).iter().any(|value| {
        let names = value.to_str().unwrap_or_default().split(',').map(str::trim);
        names
            .clone()
            .any(|name| name == "*" || name.eq_ignore_ascii_case("accept"))
    });
    if !is_said {
        headers.append(VARY, HeaderValue::from_static("Accept"));
    }
}

/// The head of an answer in the types of http, for a framework that has others.
#[cfg(any(feature = "actix-web", feature = "rocket"))]
pub(crate) fn head<'a>(
    status: StatusCode,
    headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Parts {
    let (mut head, ()) = Response::new(()).into_parts();
    head.status = status;
    head.headers = self::headers(headers);
    head
}

/// Headers in the types of http, for a framework that has others.
#[cfg(any(feature = "actix-web", feature = "rocket"))]
pub(crate) fn headers<'a>(headers: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> HeaderMap {
    // One that http forbids cannot be sent.
    let headers = headers.into_iter().filter_map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_bytes(value).ok()?))
    });
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(name, value);
    }
    map
}

/// Puts an envelope in place of a body; what the head says besides, such as a challenge, is kept.
#[cfg(any(feature = "actix-web", feature = "rocket", feature = "salvo"))]
pub(crate) fn put(head: &mut Parts, envelope: Response<Bytes>) -> Bytes {
    let (envelope, body) = envelope.into_parts();
    head.status = envelope.status;
    remove_headers_of_body(&mut head.headers);
    for name in envelope.headers.keys() {
        if !head.headers.contains_key(name) {
            for value in envelope.headers.get_all(name) {
                head.headers.append(name.clone(), value.clone());
            }
        }
    }
    head.extensions.extend(envelope.extensions);
    body
}

/// What is sent.
#[cfg(any(
    feature = "actix-web",
    feature = "poem",
    feature = "rocket",
    feature = "salvo",
    feature = "warp"
))]
pub(crate) enum Sent {
    /// The answer, with this head.
    Same(Parts),
    /// Another.
    Other(Response<Bytes>),
}

/// Carries out the plan. `read` reads the body, at most [`LONGEST`] of it, and is polled only
/// where that is wanted.
#[cfg(any(
    feature = "actix-web",
    feature = "poem",
    feature = "rocket",
    feature = "salvo",
    feature = "warp"
))]
pub(crate) async fn send(
    mut head: Parts,
    length: Option<u64>,
    wanted: Wanted,
    read: impl Future<Output = Option<Bytes>>,
) -> Sent {
    match Plan::of(&mut head, length, wanted) {
        Plan::Send => Sent::Same(head),
        Plan::Replace(instead) => Sent::Other(instead.answer(head, None)),
        Plan::Read(instead) => {
            let body = read.await;
            Sent::Other(instead.answer(head, body))
        }
    }
}

/// The same for a response of http.
#[cfg(any(feature = "poem", feature = "salvo", feature = "warp"))]
pub(crate) async fn send_http<B>(
    response: Response<B>,
    wanted: Wanted,
    body_of: fn(Bytes) -> B,
) -> Response<B>
where
    B: http_body::Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    use http_body_util::{BodyExt as _, Limited};

    let (head, mut body) = response.into_parts();
    let length = body.size_hint().exact();
    let read = async {
        let read = Limited::new(&mut body, LONGEST).collect().await;
        read.ok().map(http_body_util::Collected::to_bytes)
    };
    match send(head, length, wanted, read).await {
        Sent::Same(head) => Response::from_parts(head, body),
        Sent::Other(response) => response.map(body_of),
    }
}
