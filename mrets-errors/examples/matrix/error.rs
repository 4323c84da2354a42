//! Everything that can go wrong in a room.

use std::time::Duration;

use actix_web::http::StatusCode;
use mrets_errors::MretsError;

/// The kinds of errors that clients know, as in a library of the protocol that does not know this crate's derive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Forbidden,
    MissingToken,
    NotFound,
    RoomInUse,
    TooLarge,
    Unknown,
}

impl Kind {
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::MissingToken => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::RoomInUse => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(crate) const fn errcode(self) -> &'static str {
        match self {
            Self::Forbidden => "M_FORBIDDEN",
            Self::MissingToken => "M_MISSING_TOKEN",
            Self::NotFound => "M_NOT_FOUND",
            Self::RoomInUse => "M_ROOM_IN_USE",
            Self::TooLarge => "M_TOO_LARGE",
            Self::Unknown => "M_UNKNOWN",
        }
    }
}

#[derive(Debug, MretsError)]
pub(crate) enum RoomError {
    /// A kind that the protocol names. The text of a 5xx stays in the log.
    #[status(.kind.status(), code = .kind.errcode(), detail = "{text}")]
    Standard { kind: Kind, text: String },

    /// A sender waits between two messages. Old clients read the wait in the body, in milliseconds.
    #[status(
        429,
        code = "M_LIMIT_EXCEEDED",
        detail = "Too many messages",
        retry_after = .wait,
        meta(retry_after_ms = .wait.as_millis())
    )]
    LimitExceeded { wait: Duration },
}

impl RoomError {
    pub(crate) fn new(kind: Kind, text: impl Into<String>) -> Self {
        let text = text.into();
        Self::Standard { kind, text }
    }
}
