#![no_main]

use mrets_errors_fuzz::failures;

#[path = "../src/grpc.rs"]
mod grpc;

libfuzzer_sys::fuzz_target!(|data: &[u8]| grpc::grpc(data));
