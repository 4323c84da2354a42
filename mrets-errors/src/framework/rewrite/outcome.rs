//! Rewrites the responses of the frameworks that have async middleware.

use crate::framework::rewrite::decision::Decision;
#[cfg(feature = "__http-body")]
use crate::framework::rewrite::decision::LONGEST;
use crate::framework::rewrite::request::RequestContext;
use bytes::Bytes;
use http::Response;
use http::response::Parts;

/// The response that is sent.
pub(crate) enum Outcome {
    /// The old one, with this head.
    Same(Parts),
    /// A new one.
    Other(Response<Bytes>),
}

/// Decides, and replaces. `read` reads at most [`LONGEST`] bytes of the body, and is polled only if
/// the decision asks for it.
pub(crate) async fn rewrite(
    mut head: Parts,
    length: Option<u64>,
    request: RequestContext,
    read: impl Future<Output = Option<Bytes>>,
) -> Outcome {
    if !RequestContext::concerns(head.status) {
        return Outcome::Same(head);
    }
    match Decision::new(&mut head, length, &request) {
        Decision::Keep => Outcome::Same(head),
        // The body is empty already.
        Decision::ReplaceHead(replacement) => Outcome::Same(replacement.into_head(head)),
        Decision::Replace(replacement) => Outcome::Other(replacement.into_response(head, None)),
        Decision::Read(replacement) => {
            let body = read.await;
            Outcome::Other(replacement.into_response(head, body))
        }
    }
}

/// Rewrites a response of http.
#[cfg(feature = "__http-body")]
pub(crate) async fn rewrite_http<B>(
    response: Response<B>,
    request: RequestContext,
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
    match rewrite(head, length, request, read).await {
        Outcome::Same(head) => Response::from_parts(head, body),
        Outcome::Other(response) => response.map(body_of),
    }
}
