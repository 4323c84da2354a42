//! An error of a command: a line for the person at the terminal, a code for the script.

use mrets_errors::MretsError;
use std::process::ExitCode;

/// The exit code of a status, by `sysexits.h`.
fn exit_code(error: &dyn MretsError) -> ExitCode {
    ExitCode::from(match error.status().as_u16() {
        401 | 403 | 407 => 77,             // EX_NOPERM
        404 | 410 => 66,                   // EX_NOINPUT
        400 | 409 | 412..=417 | 422 => 65, // EX_DATAERR
        408 | 425 | 429 | 503 => 75,       // EX_TEMPFAIL: try again
        502 | 504 => 69,                   // EX_UNAVAILABLE
        400..=499 => 64,                   // EX_USAGE
        _ => 70,                           // EX_SOFTWARE
    })
}

/// Runs a command. The terminal is its owner's: they see the message that is for the log, and each cause.
pub fn run<E: MretsError>(command: impl FnOnce() -> Result<(), E>) -> ExitCode {
    let Err(error) = command() else {
        return ExitCode::SUCCESS;
    };
    eprintln!("error: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        eprintln!("  caused by: {error}");
        cause = error.source();
    }
    exit_code(&error)
}
