//! Errors as statuses of gRPC, and the way back.

mod back;
mod encode;
mod fuzz;
mod languages;
mod manual_table;
mod round_trip;
mod wire;

#[path = "../fuzz/src/failures.rs"]
#[allow(unreachable_pub, reason = "it is a library elsewhere")]
mod failures;
#[path = "../properties/family.rs"]
mod family;
#[path = "../fuzz/src/grpc.rs"]
#[allow(unreachable_pub, reason = "it is a library elsewhere")]
mod fuzz_target;
#[path = "../support.rs"]
mod support;
