#![doc = include_str!("manual/guide.md")]

#[doc = include_str!("manual/design.md")]
pub mod design {}

#[doc = include_str!("manual/migration.md")]
pub mod migration {}
