#![doc = include_str!("manual/guide.md")]

#[doc = include_str!("manual/design.md")]
pub mod design {}

#[doc = include_str!("manual/migration.md")]
pub mod migration {}

#[cfg(feature = "client")]
#[cfg_attr(docsrs, doc(cfg(feature = "client")))]
#[doc = include_str!("manual/services.md")]
pub mod services {}
