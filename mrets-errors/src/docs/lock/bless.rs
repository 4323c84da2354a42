//! The variable of the environment that makes a test write the lock, and the command that sets it.

use std::env;
use std::ffi::OsStr;
use std::thread;

/// The variable of the environment.
pub(super) const BLESS: &str = "MRETS_ERRORS_BLESS";

/// Whether the environment asks to write the lock. Fails with the value if it says neither yes nor no.
pub(super) fn is_asked_for() -> Result<bool, String> {
    let Some(value) = env::var_os(BLESS) else {
        return Ok(false);
    };
    reads_true(&value).ok_or_else(|| value.to_string_lossy().into_owned())
}

fn reads_true(value: &OsStr) -> Option<bool> {
    match value.to_str()?.trim().to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "y" | "on" => Some(true),
        "" | "0" | "false" | "no" | "n" | "off" => Some(false),
        _ => None,
    }
}

/// The command that writes the lock. Cargo names the package, and the test harness the test.
pub(super) fn command() -> String {
    let mut command = format!("{BLESS}=1 cargo test");
    if let Ok(package) = env::var("CARGO_PKG_NAME") {
        command.push_str(" -p ");
        command.push_str(&package);
    }
    if let Some(test) = thread::current().name().filter(|name| *name != "main") {
        command.push(' ');
        command.push_str(test);
    }
    command
}

/// The version of the service, which Cargo gives to its tests.
pub(super) fn service_version() -> Option<String> {
    env::var("CARGO_PKG_VERSION").ok()
}
