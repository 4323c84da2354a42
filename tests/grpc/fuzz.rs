//! The fuzz target of gRPC statuses, over each file of its corpus, each half of a file, and each file cut short.

use crate::fuzz_target::grpc;
use std::fs;
use std::path::Path;

#[test]
fn a_status_of_any_bytes_is_a_failure() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/grpc");
    let mut number = 0;
    for file in fs::read_dir(corpus).unwrap() {
        let file = fs::read(file.unwrap().path()).unwrap();
        number += 1;
        let (first, second) = file.split_at(file.len() / 2);
        for data in [&file[..], first, second] {
            grpc(data);
        }
        for end in 0..file.len().min(400) {
            grpc(&file[..end]);
        }
    }
    assert!(number > 5, "{number}");
}
