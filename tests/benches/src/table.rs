//! The table of all rows: what it takes to run and to build, against what others take.

#![allow(dead_code, reason = "the bodies are read by `counts`")]
#![allow(clippy::cast_precision_loss, reason = "figures, not sums")]

mod build;
mod enums;
mod layer;
mod model;
mod peers;
mod report;
mod rows;
mod run;

use std::env;
use std::error::Error;
use std::process::ExitCode;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    if let Some(rustc) = build::wrapped_rustc() {
        return rustc;
    }
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments = arguments.iter().map(String::as_str);
    // Cargo adds `--bench`.
    let arguments: Vec<_> = arguments.filter(|name| *name != "--bench").collect();
    let mut lines = Vec::new();
    match arguments.as_slice() {
        ["--once", row, contender, times] => run::once(row, contender, times.parse()?)?,
        ["build"] => lines.extend(build::lines()?),
        ["run"] => lines.extend(run::lines(|_| true)?),
        ["run", row] => lines.extend(run::lines(|name| name == *row)?),
        [] => {
            lines.extend(build::lines()?);
            lines.extend(run::lines(|_| true)?);
        }
        _ => return Err("expected `run`, `run ROW`, `build`, or nothing for both".into()),
    }
    if !lines.is_empty() {
        report::write(&lines)?;
    }
    Ok(ExitCode::SUCCESS)
}
