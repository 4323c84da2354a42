//! [`StandIn`]: the answer in place of one whose shape failed.

#[cfg(feature = "__framework")]
use crate::document::envelope::Envelope;
#[cfg(feature = "__framework")]
use crate::document::format::Format;
use bytes::Bytes;
use http::StatusCode;

/// The answer in place of one whose shape failed: the dialect's 500.
pub(crate) struct StandIn {
    pub(crate) status: StatusCode,
    pub(crate) media_type: &'static str,
    /// `None` is the dialect's own document.
    #[cfg(feature = "__framework")]
    pub(crate) format: Option<Format>,
    #[cfg(feature = "__framework")]
    pub(crate) envelope: Envelope,
    pub(crate) body: Bytes,
}
