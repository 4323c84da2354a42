//! The lines of each service before and after, and the table of them in the manual.

use std::fmt::Write as _;
use std::{env, fs};

/// Each service, and the body that its clients know.
const SERVICES: [(&str, &str); 8] = [
    ("search", r#"`{"error":{"message","code","type","link"}}`"#),
    ("notes", r#"`{"error_type","message"}`, thiserror stays"#),
    ("rooms", r#"`{"errcode","error"}`, the status by a method"#),
    ("packages", r#"`{"errors":[{"detail"}]}`"#),
    ("ledger", r#"`{"code","message","details"}`, gRPC as JSON"#),
    ("articles", r#"`{"errors":{"field":["text"]}}`"#),
    ("paste", "plain text"),
    ("payments", "problem documents (RFC 9457)"),
];
const FOLDER: &str = env!("CARGO_MANIFEST_DIR");
const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../mrets-errors/src/manual/migration.md"
);
/// The table stands below this line, as far as the next empty one.
const HEAD: &str = "| body | lines by hand | with the derive |\n| --- | --- | --- |\n";

/// The lines of code: neither empty ones nor comments.
fn lines(service: &str, file: &str) -> usize {
    let code = fs::read_to_string(format!("{FOLDER}/{service}/{file}.rs")).unwrap();
    let lines = code.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

fn rows() -> String {
    let mut rows = String::new();
    let (mut all_before, mut all_after) = (0, 0);
    for (service, body) in SERVICES {
        let (before, after) = (lines(service, "before"), lines(service, "after"));
        writeln!(rows, "| {body} | {before} | {after} |").unwrap();
        all_before += before;
        all_after += after;
    }
    writeln!(rows, "| all | {all_before} | {all_after} |").unwrap();
    rows
}

#[test]
fn the_manual_counts_them() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (start, rest) = page.split_once(HEAD).unwrap();
    let (_, end) = rest.split_once("\n\n").unwrap();
    let rows = rows();
    let written = format!("{start}{HEAD}{rows}\n{end}");
    if env::var_os("SERVICES").is_some_and(|wish| wish == "overwrite") {
        fs::write(PAGE, written).unwrap();
    } else {
        assert!(
            page == written,
            "migration.md has other lines, SERVICES=overwrite writes these:\n{rows}"
        );
    }
}

#[test]
fn every_service_is_counted() {
    let folders = fs::read_dir(FOLDER).unwrap().map(Result::unwrap);
    let folders = folders.filter(|entry| entry.file_type().unwrap().is_dir());
    assert_eq!(folders.count(), SERVICES.len());
}
