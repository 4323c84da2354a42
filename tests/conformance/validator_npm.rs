//! Every body passes the npm package `jsonapi-validator`. If Node or npm is missing, or the package
//! cannot be installed, the test says that it skips, and why.

use super::every_answer::bodies;
use serde_json::json;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

const PACKAGE: &str = "jsonapi-validator@3.0.5";

/// The folder of the installed package, or the reason why it is missing.
static FOLDER: LazyLock<Result<PathBuf, String>> = LazyLock::new(install);

/// Installs the package once for all runs.
fn install() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(PACKAGE);
    if folder.exists() {
        return Ok(folder);
    }
    // Another run may install it too. The first one that is ready wins.
    let begun = folder.with_file_name(format!("{PACKAGE}.{}", std::process::id()));
    let installed = install_into(&begun);
    if installed.is_ok() {
        let _ = fs::rename(&begun, &folder);
    }
    let _ = fs::remove_dir_all(&begun);
    installed.map(|()| folder)
}

fn install_into(folder: &Path) -> Result<(), String> {
    let manifest = folder.join("package.json");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(manifest, r#"{"private":true}"#))
        .map_err(|error| error.to_string())?;
    let install = run(Command::new(npm())
        .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
        .args(["--fetch-retries=1", "--fetch-timeout=30000", PACKAGE])
        .current_dir(folder))?;
    if install.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&install.stderr);
    let reason: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("rror"))
        .take(4)
        .collect();
    Err(format!("npm does not install it: {}", reason.join("; ")))
}

const fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

fn run(command: &mut Command) -> Result<Output, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output();
    output.map_err(|error| format!("{program} cannot be run: {error}"))
}

/// Asks the package about these documents. Prints the reason if it cannot.
fn validate<'a>(
    file: &str,
    documents: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Option<Output> {
    let asked = FOLDER.clone().and_then(|folder| {
        let documents = documents.into_iter();
        let documents = documents.map(|(name, body)| json!({ "name": name, "body": body }));
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
        fs::write(&file, documents.collect::<serde_json::Value>().to_string())
            .map_err(|error| error.to_string())?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/validate.mjs");
        run(Command::new("node").arg(script).arg(folder).arg(file))
    });
    match asked {
        Ok(output) => Some(output),
        Err(reason) => {
            // Past the harness, which shows the output of a test only if it fails.
            let _ = writeln!(
                io::stderr(),
                "SKIPPED: no body is validated by {PACKAGE}: {reason}"
            );
            None
        }
    }
}

#[test]
fn every_body_passes_jsonapi_validator() {
    let cases = bodies();
    let bodies: Vec<String> = cases
        .iter()
        .map(|case| String::from_utf8(case.json().to_vec()).unwrap())
        .collect();
    let names = cases.iter().map(|case| case.name.as_str());
    let documents = names.zip(bodies.iter().map(String::as_str));
    let Some(output) = validate("bodies.json", documents) else {
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complained}");
    assert_eq!(said.trim(), format!("{} documents", bodies.len()));
}

/// The package refuses a document that breaks a rule.
#[test]
fn jsonapi_validator_refuses_what_breaks_a_rule() {
    let documents = [
        ("no object", r#"{"errors":["x"]}"#),
        ("no array", r#"{"errors":{}}"#),
        ("data beside errors", r#"{"errors":[],"data":null}"#),
        ("status is a number", r#"{"errors":[{"status":404}]}"#),
        ("code is a number", r#"{"errors":[{"code":103}]}"#),
        ("title is null", r#"{"errors":[{"title":null}]}"#),
        ("an unknown member", r#"{"errors":[{"severity":"high"}]}"#),
        ("meta is no object", r#"{"errors":[{"meta":[]}]}"#),
        (
            "a pointer that is no string",
            r#"{"errors":[{"source":{"pointer":1}}]}"#,
        ),
        (
            "a link that is no URI",
            r#"{"errors":[{"links":{"about":"a b"}}]}"#,
        ),
        ("no JSON", r#"{"errors":["#),
    ];
    let Some(output) = validate("mistakes.json", documents) else {
        return;
    };
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout);
    for (name, _) in documents {
        assert!(
            said.lines()
                .any(|line| line.starts_with(&format!("{name}: "))),
            "{name}: {said}"
        );
    }
}
