//! The table of all rows: the time and space that ours and others take, to run and to build.

#![allow(dead_code, reason = "the bodies are read by `counts`")]
#![allow(clippy::cast_precision_loss, reason = "figures, not sums")]

mod build;
mod enums;
mod layer;
mod model;
mod package;
mod peers;
mod report;
mod rows;
mod run;
mod services;

use std::env;
use std::error::Error;
use std::process::ExitCode;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    if let Some(rustc) = package::wrapped_rustc() {
        return rustc;
    }
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments = arguments.iter().map(String::as_str);
    // Cargo adds `--bench`.
    let arguments: Vec<_> = arguments.filter(|name| *name != "--bench").collect();
    let mut lines = Vec::new();
    match arguments.as_slice() {
        ["--once", row, contender, times] => run::once(row, contender, times.parse()?)?,
        ["build"] => lines.extend(build::lines(|_| true)?),
        ["build", row] => lines.extend(build::lines(|name| name == *row)?),
        ["run"] => lines.extend(run::lines(|_| true)?),
        ["run", row] => lines.extend(run::lines(|name| name == *row)?),
        [] => {
            lines.extend(build::lines(|_| true)?);
            lines.extend(run::lines(|_| true)?);
        }
        _ => {
            return Err(
                "expected `run`, `run ROW`, `build`, `build ROW`, or nothing for all".into(),
            );
        }
    }
    if !lines.is_empty() {
        report::write(&lines)?;
    }
    Ok(ExitCode::SUCCESS)
}
