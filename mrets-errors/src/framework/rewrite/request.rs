//! The request as far as it matters to its errors.

use crate::document::accept::negotiate;
use crate::document::format::Format;
use http::header::{ACCEPT, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

pub(super) static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The request as far as it decides how its errors are answered.
pub(crate) struct RequestContext {
    is_head: bool,
    pub(super) accept: Accept,
    pub(super) request_id: Option<HeaderValue>,
}

impl RequestContext {
    /// The headers of a request that are looked at.
    #[cfg(feature = "__foreign-head")]
    pub(crate) const HEADERS: [&str; 2] = ["accept", "x-request-id"];

    pub(crate) fn of(is_head: bool, headers: &HeaderMap) -> Self {
        Self {
            is_head,
            accept: Accept::of(headers),
            request_id: headers.get(&REQUEST_ID).cloned(),
        }
    }

    /// Whether a response of this status may have to be replaced. A response to HEAD has no body.
    pub(crate) fn concerns(&self, status: StatusCode) -> bool {
        !self.is_head && (status.is_client_error() || status.is_server_error())
    }
}

/// The values of `Accept`: they are read only where there is an error to answer.
pub(super) enum Accept {
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

    pub(super) fn format(self) -> Format {
        match self {
            Self::Absent => Format::default(),
            Self::One(value) => negotiate(&HeaderMap::from_iter([(ACCEPT, value)])),
            Self::Several(headers) => negotiate(&headers),
        }
    }
}
