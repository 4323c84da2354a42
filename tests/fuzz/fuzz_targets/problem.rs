#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrets_errors_fuzz::problem(data));
