//! The fuzz targets as ordinary tests, over each file of their corpora and each half of it.

use super::targets::TARGETS;
use std::fs;
use std::path::Path;

/// The content of each file of a target.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let files = fs::read_dir(directory.join(name)).unwrap();
    files
        .map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect()
}

#[test]
fn each_target_holds_over_its_corpus() {
    for (name, target) in TARGETS {
        let files = corpus(name);
        assert!(!files.is_empty(), "{name}");
        for file in files {
            let (first, second) = file.split_at(file.len() / 2);
            for data in [&file[..], first, second] {
                target(data);
            }
        }
    }
}

#[test]
fn each_target_holds_over_the_corpora_of_the_others() {
    for (name, target) in TARGETS {
        for other in TARGETS.map(|(other, _)| other) {
            if other != name {
                for file in &corpus(other) {
                    target(file);
                }
            }
        }
    }
}

/// Each directory belongs to a target, and each target has one.
#[test]
fn each_corpus_has_a_target() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let entries = fs::read_dir(directory).unwrap();
    let mut found: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut targets: Vec<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    // `grpc` needs tonic, so the package `tests/grpc` reads its corpus.
    targets.push("grpc".to_owned());
    found.sort();
    targets.sort();
    assert_eq!(found, targets);
}
