//! Messages about features that are off: the package that trybuild makes of this one has none.

/// The compiler that wrote the `.stderr` files.
const RUSTC: &str = "rustc 1.95.";

#[test]
fn features_that_are_off() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = std::process::Command::new(rustc)
        .arg("--version")
        .output()
        .unwrap_or_else(|error| panic!("rustc cannot be run: {error}"));
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    if !version.starts_with(RUSTC) {
        println!("SKIPPED: the expected output is that of `{RUSTC}`, this is `{version}`");
        return;
    }
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
