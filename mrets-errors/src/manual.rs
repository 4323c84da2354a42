#![doc = include_str!("manual/guide.md")]

#[doc = include_str!("manual/answer.md")]
pub mod answer {}

// Tested with the libraries that it names, which this crate does not depend on: `tests/bridges`.
#[cfg_attr(not(doctest), doc = include_str!("manual/bridges.md"))]
pub mod bridges {}

#[doc = include_str!("manual/client.md")]
pub mod client {}

#[doc = include_str!("manual/design.md")]
pub mod design {}

#[doc = include_str!("manual/document.md")]
pub mod document {}

// Its code needs crates that only the package `tests/elsewhere` has: a test of it compares the two.
#[cfg_attr(not(doctest), doc = include_str!("manual/elsewhere.md"))]
pub mod elsewhere {}

#[doc = include_str!("manual/every_response.md")]
pub mod every_response {}

#[cfg(feature = "tonic")]
#[cfg_attr(docsrs, doc(cfg(feature = "tonic")))]
#[doc = include_str!("manual/grpc.md")]
pub mod grpc {}

#[doc = include_str!("manual/hide.md")]
pub mod hide {}

#[cfg(feature = "fluent")]
#[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
#[doc = include_str!("manual/languages.md")]
pub mod languages {}

#[doc = include_str!("manual/lock.md")]
pub mod lock {}

#[doc = include_str!("manual/log.md")]
pub mod log {}

#[doc = include_str!("manual/migration.md")]
pub mod migration {}

#[doc = include_str!("manual/several.md")]
pub mod several {}

#[doc = include_str!("manual/shape.md")]
pub mod shape {}

#[doc = include_str!("manual/stability.md")]
pub mod stability {}

#[doc = include_str!("manual/test.md")]
pub mod test {}

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
#[doc = include_str!("manual/services.md")]
pub mod services {}
