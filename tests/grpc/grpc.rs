//! Errors as statuses of gRPC, and the way back.

mod back;
mod encode;
mod languages;
mod manual_table;
mod round_trip;
mod wire;

#[path = "../properties/family.rs"]
mod family;
#[path = "../support.rs"]
mod support;
