//! Messages of the derive about mistakes: one case a message, in a folder for each kind of mistake.
//!
//! The text that rustc puts around a message varies between its releases, so the expected output
//! belongs to one of them. `TRYBUILD=overwrite cargo test -p mrets-errors-ui` writes it anew.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The compiler that wrote the `.stderr` files.
const RUSTC: &str = "rustc 1.95.";

const CASES: &str = "*/*.rs";

#[test]
fn mistakes() {
    let cases = files("rs");
    assert!(cases.len() >= 60, "`{CASES}` matches {} files", cases.len());
    if std::env::var_os("TRYBUILD").is_none_or(|mode| mode != "overwrite") {
        assert_eq!(
            without_extensions(&cases),
            without_extensions(&files("stderr")),
            "each case has its expected output, and the other way round"
        );
    }
    let version = rustc_version();
    if !version.starts_with(RUSTC) {
        println!("SKIPPED: the expected output is that of `{RUSTC}`, this is `{version}`");
        return;
    }
    trybuild::TestCases::new().compile_fail(CASES);
}

/// The files that `*/*.EXTENSION` matches, sorted.
fn files(extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = entries(Path::new(env!("CARGO_MANIFEST_DIR")))
        .filter(|path| path.is_dir())
        .flat_map(|folder| entries(&folder))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    std::fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("its entries can be read").path())
}

fn without_extensions(files: &[PathBuf]) -> Vec<PathBuf> {
    files.iter().map(|file| file.with_extension("")).collect()
}

/// The compiler that cargo, and so trybuild, calls.
fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("rustc can be run");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
