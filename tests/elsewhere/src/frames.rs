//! An error within a stream that has begun, with axum: an event of SSE, a frame of a WebSocket.

use axum::Router;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use futures_util::stream::{self, Stream, StreamExt as _};
use mrets_errors::{Answered, MretsError, report};
use std::convert::Infallible;

/// The envelope as an event: the status line has been sent, and the stream ends after it.
fn to_event(error: &(impl MretsError + 'static)) -> Event {
    let envelope = report(error).envelope().to_json();
    let event = Event::default().event("error");
    event.data(String::from_utf8_lossy(&envelope)) // it is one line
}

/// The envelope as a frame, for an error after which the conversation goes on.
fn to_frame(answered: &Answered) -> Message {
    let envelope = answered.envelope().to_json();
    Message::text(String::from_utf8_lossy(&envelope).into_owned())
}

/// The end of the conversation, with the code as its reason: RFC 6455 has room for 123 bytes.
fn to_close(answered: &Answered) -> Message {
    let code = match answered.status().as_u16() {
        503 => close_code::AGAIN,
        500..=599 => close_code::ERROR,
        _ => close_code::POLICY,
    };
    let reason: String = answered.code().chars().take(30).collect();
    let reason = reason.into();
    Message::Close(Some(CloseFrame { code, reason }))
}

/// The errors of a division.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
pub enum DivisionError {
    /// The divisor is zero.
    #[status(422, detail = "{0} cannot be divided by zero.")]
    ByZero(u32),
    /// The cause is for the log.
    #[status(500)]
    Broken(#[from] std::io::Error),
}

/// A service that divides.
pub fn router() -> Router {
    let socket = async |upgrade: WebSocketUpgrade| upgrade.on_upgrade(converse);
    Router::new()
        .route("/events", get(async || Sse::new(events())))
        .route("/socket", get(socket))
}

fn events() -> impl Stream<Item = Result<Event, Infallible>> {
    let quotients = stream::iter([divide(2), divide(1), divide(0)]);
    quotients.map(|quotient| {
        Ok(match quotient {
            Ok(quotient) => Event::default().data(quotient.to_string()),
            Err(error) => to_event(&error),
        })
    })
}

async fn converse(mut socket: WebSocket) {
    while let Some(Ok(Message::Text(divisor))) = socket.recv().await {
        let answer = match divisor.parse().map_or(Err(lost()), divide) {
            Ok(quotient) => Message::text(quotient.to_string()),
            Err(error) => {
                let answered = report(&error);
                if answered.status().is_server_error() {
                    let _ = socket.send(to_close(&answered)).await; // the client may be gone
                    return;
                }
                to_frame(&answered)
            }
        };
        if socket.send(answer).await.is_err() {
            return;
        }
    }
}

fn divide(divisor: u32) -> Result<u32, DivisionError> {
    12_u32.checked_div(divisor).ok_or(DivisionError::ByZero(12))
}

fn lost() -> DivisionError {
    std::io::Error::other("disk 3 is on fire").into()
}
