//! Whether and when a request may be sent again.

pub(super) mod budget;
pub(super) mod policy;
pub(super) mod wait;
