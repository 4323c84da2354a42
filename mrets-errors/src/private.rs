//! All that generated code may name. Nothing here is covered by semantic versioning: the derive is
//! pinned to this very version.

pub use crate::__mrets_respond as respond;
pub use crate::answer::answerable::Answerable;

pub use crate::answer::catalog::{Catalog, Describe, DescribeNothing, Inner, Items, Note};
pub use crate::answer::row::{Answer, Part, Row};
pub use crate::answer::sink::{Sink, display, forward};
pub use crate::document::envelope::ErrorObject;
pub use crate::document::escape::{Percent, Pointer};
pub use crate::error::bounds::{
    AsDisplay, AsDynError, AsMretsError, ErrorCollection, RetryAfter, inner, status_code,
};
pub use crate::error::decode::{
    Decode, DecodeErrors, FromMeta, NotSent, Tried, code, decode, decode_errors, from_meta,
    not_sent, status_of,
};
pub use serde::Serialize;

/// The response traits of the frameworks whose features are on, and what describes them, for
/// `[generic parameters] [type] [where clause]`.
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_respond {
    ($($impl:tt)*) => {
        $crate::__mrets_actix_web! { $($impl)* }
        $crate::__mrets_axum! { $($impl)* }
        $crate::__mrets_poem! { $($impl)* }
        $crate::__mrets_rocket! { $($impl)* }
        $crate::__mrets_salvo! { $($impl)* }
        $crate::__mrets_utoipa! { $($impl)* }
        $crate::__mrets_warp! { $($impl)* }
    };
}

#[cfg(not(feature = "actix-web"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_actix_web {
    ($($impl:tt)*) => {};
}

#[cfg(not(feature = "axum"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_axum {
    ($($impl:tt)*) => {};
}

#[cfg(not(feature = "poem"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_poem {
    ($($impl:tt)*) => {};
}

#[cfg(not(feature = "rocket"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_rocket {
    ($($impl:tt)*) => {};
}

#[cfg(not(feature = "salvo"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_salvo {
    ($($impl:tt)*) => {};
}

#[cfg(not(feature = "utoipa"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_utoipa {
    ($($impl:tt)*) => {};
}

#[cfg(not(feature = "warp"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_warp {
    ($($impl:tt)*) => {};
}
