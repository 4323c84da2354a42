//! The id of a request: the header that gives it, and the way to errors that are answered deep inside.

use http::header::{HeaderMap, HeaderName, HeaderValue};
use std::cell::Cell;

pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(crate) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The longest id that is shown, in bytes. A longer one is cut.
const LONGEST: usize = 128;

/// An id as it was sent. It is read only for an error.
#[derive(Clone)]
pub(crate) enum SentId {
    RequestId(HeaderValue),
    TraceParent(HeaderValue),
}

impl SentId {
    /// The id to show: visible ASCII, and not longer than [`LONGEST`].
    pub(crate) fn shown(&self) -> Option<HeaderValue> {
        match self {
            Self::RequestId(value) => shown(value),
            Self::TraceParent(value) => trace_id(value),
        }
    }
}

/// The id that a response names by itself.
pub(crate) fn of_response(headers: &HeaderMap) -> Option<HeaderValue> {
    shown(headers.get(&X_REQUEST_ID)?)
}

/// Whether a value is an id: visible ASCII, as far as it is shown.
pub(crate) fn is_id(value: &HeaderValue) -> bool {
    let bytes = value.as_bytes();
    let start = bytes.get(..LONGEST).unwrap_or(bytes);
    // Eight bytes at once, without a branch for each.
    let (blocks, rest) = start.as_chunks::<8>();
    let is_graphic = |all, byte: &u8| all & byte.is_ascii_graphic();
    !start.is_empty()
        && blocks
            .iter()
            .all(|block| block.iter().fold(true, is_graphic))
        && rest.iter().fold(true, is_graphic)
}

fn shown(value: &HeaderValue) -> Option<HeaderValue> {
    if !is_id(value) {
        return None;
    }
    match value.as_bytes().get(..LONGEST) {
        Some(start) => HeaderValue::from_bytes(start).ok(),
        None => Some(value.clone()),
    }
}

/// The second field of a `traceparent` (W3C Trace Context, 3.2.2): 32 digits, not all of them 0. The version `ff` is
/// invalid.
fn trace_id(value: &HeaderValue) -> Option<HeaderValue> {
    let mut fields = value.as_bytes().split(|byte| *byte == b'-');
    let (version, id) = (fields.next()?, fields.next()?);
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_version = version.len() == 2 && version.iter().all(is_digit) && version != b"ff";
    let is_id = id.len() == 32 && id.iter().all(is_digit) && id.iter().any(|byte| *byte != b'0');
    (is_version && is_id).then(|| HeaderValue::from_bytes(id).ok())?
}

thread_local! {
    static CURRENT: Cell<Option<SentId>> = const { Cell::new(None) };
    /// Whether there is a current id, which is cheaper to ask, since it needs no destructor.
    static IS_SET: Cell<bool> = const { Cell::new(false) };
}

/// The id of the request that this thread serves; `None` outside of a [`Scope`].
///
/// Only the log and the observer read it. The layer that finishes a response gives it its id, so that a
/// cached response, or one made for another request, does not have that request's.
pub(crate) fn current() -> Option<HeaderValue> {
    CURRENT.with(|current| {
        let id = current.take();
        let shown = id.as_ref().and_then(SentId::shown);
        current.set(id);
        shown
    })
}

/// The time in which the thread serves the request of this id. Each poll enters it.
#[cfg(feature = "__request-scope")]
pub(crate) struct Scope<'a>(Option<&'a mut Option<SentId>>);

#[cfg(feature = "__request-scope")]
impl<'a> Scope<'a> {
    #[inline]
    pub(crate) fn enter(id: &'a mut Option<SentId>) -> Self {
        // Most requests have no id, and then the thread has none either.
        if id.is_none() && !IS_SET.get() {
            return Self(None);
        }
        swap(id);
        Self(Some(id))
    }
}

#[cfg(feature = "__request-scope")]
impl Drop for Scope<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(id) = &mut self.0 {
            swap(id);
        }
    }
}

#[cfg(feature = "__request-scope")]
fn swap(id: &mut Option<SentId>) {
    IS_SET.set(id.is_some());
    // At the thread's end there is nobody left to ask.
    let _ = CURRENT.try_with(|current| *id = current.replace(id.take()));
}

/// Polls a future within the scope of an id.
#[cfg(feature = "__async-scope")]
pub(crate) async fn within<F: Future>(id: &mut Option<SentId>, future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(|cx| {
        let _scope = Scope::enter(id);
        future.as_mut().poll(cx)
    })
    .await
}
