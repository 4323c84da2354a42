//! The rows that compile: generated packages, built side by side.

use crate::enums;
use crate::model::{Bound, output};
use crate::report::{Line, Unit};
use object::{Object as _, ObjectSection as _};
use std::collections::BTreeSet;
use std::env::{self, consts};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;
use std::{fs, iter};
use wait4::Wait4 as _;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

pub(crate) fn lines() -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    lines.push(check("1,000", 1_000)?);
    lines.push(check("4,000", 4_000)?);
    lines.extend(release("1,000", 1_000)?);
    lines.extend(cold()?);
    Ok(lines)
}

fn check(shown: &str, count: usize) -> Result<Line> {
    let ours = Package::new(&format!("check-ours-{count}"), OURS, &enums::ours(count))?;
    let other = Package::new(
        &format!("check-thiserror-{count}"),
        "thiserror = \"2\"",
        &enums::thiserror(count),
    )?;
    let rounds = pairs(5, &ours, &other, |package| {
        package.rustc_seconds(&["check"])
    })?;
    let work = format!("{shown} variants, cargo check");
    Ok(Line::new(
        work,
        "thiserror",
        Bound::AtMost(1.3),
        Unit::Seconds,
        &rounds,
    ))
}

fn release(shown: &str, count: usize) -> Result<[Line; 3]> {
    let packages = |count| -> Result<_> {
        Ok((
            Package::new(
                &format!("release-ours-{count}"),
                OURS,
                &enums::ours_in_use(count),
            )?,
            Package::new(
                &format!("release-by-hand-{count}"),
                BY_HAND,
                &enums::by_hand(count),
            )?,
        ))
    };
    let build: &[_] = &["rustc", "--release", "--crate-type=cdylib"];
    let (ours, other) = packages(count)?;
    let rounds = pairs(5, &ours, &other, |package| package.rustc_seconds(build))?;
    let (ours_of_one, other_of_one) = packages(1)?;
    for package in [&ours_of_one, &other_of_one] {
        package.rustc_seconds(build)?;
    }
    let all = (ours.text_bytes()?, other.text_bytes()?);
    let rest = (ours_of_one.text_bytes()?, other_of_one.text_bytes()?);
    let line = |work: &str, bound, unit, rounds: &[_]| {
        Line::new(
            format!("{shown} variants, {work}"),
            "thiserror and by hand",
            bound,
            unit,
            rounds,
        )
    };
    Ok([
        line("release build", Bound::AtMost(1.0), Unit::Seconds, &rounds),
        line("`.text`", Bound::AtMost(1.0), Unit::Bytes, &[all]),
        line(
            "`.text` above that of one variant",
            Bound::AtMost(1.0),
            Unit::Bytes,
            &[(all.0 - rest.0, all.1 - rest.1)],
        ),
    ])
}

/// The one crate that ours may bring in addition.
const HECK: f64 = 1.0;

fn cold() -> Result<[Line; 3]> {
    let ours = Package::new("cold-ours", OURS_ALONE, "")?;
    let other = Package::new("cold-by-hand", BY_HAND, "")?;
    let rounds = pairs(3, &ours, &other, Package::cold_seconds)?;
    let cpu: Vec<_> = rounds
        .iter()
        .map(|(ours, other)| (ours.0, other.0))
        .collect();
    let wall: Vec<_> = rounds
        .iter()
        .map(|(ours, other)| (ours.1, other.1))
        .collect();
    let (ours, other) = (ours.crates()?, other.crates()?);
    let more: Vec<_> = ours.difference(&other).map(String::as_str).collect();
    let line = |work: &str, bound, unit, rounds: &[_]| {
        Line::new(
            format!("cold build, {work}"),
            "all by hand",
            bound,
            unit,
            rounds,
        )
    };
    Ok([
        line("processor time", Bound::AtMost(1.15), Unit::Seconds, &cpu),
        line("wall clock", Bound::Open, Unit::Seconds, &wall),
        line(
            &format!("crates but heck (ours alone: {})", more.join(", ")),
            Bound::AtMost(1.0),
            Unit::Count,
            &[(ours.len() as f64 - HECK, other.len() as f64)],
        ),
    ])
}

/// A first time for both, which builds what they depend on, then pairs of both.
fn pairs<T>(
    count: usize,
    ours: &Package,
    other: &Package,
    measure: impl Fn(&Package) -> Result<T>,
) -> Result<Vec<(T, T)>> {
    let pair = || Ok((measure(ours)?, measure(other)?));
    pair()?;
    iter::repeat_with(pair).take(count).collect()
}

const OURS: &str = "mrets-errors = { path = PATH }\nhttp = \"1\"\nbytes = \"1\"";
const OURS_ALONE: &str = "mrets-errors = { path = PATH }";
const BY_HAND: &str = r#"thiserror = "2"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
http = "1"
bytes = "1""#;

/// A generated package.
struct Package {
    name: String,
    directory: PathBuf,
    source: String,
}

impl Package {
    fn new(name: &str, dependencies: &str, source: &str) -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let library = here.join("../../mrets-errors").canonicalize()?;
        let dependencies = dependencies.replace("PATH", &format!("'{}'", library.display()));
        let directory = output().join("build").join(name);
        fs::create_dir_all(directory.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependencies}\n\n[workspace]\n",
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        // The same versions on both sides.
        fs::copy(here.join("../../Cargo.lock"), directory.join("Cargo.lock"))?;
        fs::write(directory.join("src/lib.rs"), source)?;
        Ok(Self {
            name: name.to_owned(),
            directory,
            source: source.to_owned(),
        })
    }

    fn cargo(&self, target: &Path, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .args(arguments)
            .arg("--quiet")
            .current_dir(&self.directory)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_INCREMENTAL", "0");
        cargo
    }

    /// Processor time of the one rustc that compiles this package, which has changed a little.
    fn rustc_seconds(&self, arguments: &[&str]) -> Result<f64> {
        let changed = format!("{}// {:?}\n", self.source, Instant::now());
        fs::write(self.directory.join("src/lib.rs"), changed)?;
        let seconds = self.directory.join("seconds");
        let mut cargo = self.cargo(&target(), arguments);
        // Cargo calls it for this package alone.
        cargo.env("RUSTC_WORKSPACE_WRAPPER", env::current_exe()?);
        cargo.env(WRAPPER, &seconds);
        measured(&mut cargo)?;
        Ok(fs::read_to_string(seconds)?.parse()?)
    }

    /// Processor time and wall clock of a build from nothing.
    fn cold_seconds(&self) -> Result<(f64, f64)> {
        let target = self.directory.join("target");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let start = Instant::now();
        let cpu = measured(&mut self.cargo(&target, &["build"]))?;
        Ok((cpu, start.elapsed().as_secs_f64()))
    }

    fn text_bytes(&self) -> Result<f64> {
        let name = self.name.replace('-', "_");
        let name = [consts::DLL_PREFIX, &name, consts::DLL_SUFFIX].concat();
        let library = fs::read(target().join("release").join(name))?;
        let library = object::File::parse(library.as_slice())?;
        let text = library.section_by_name(".text").ok_or("no section .text")?;
        Ok(text.size() as f64)
    }

    /// All crates that are built for it, itself aside.
    fn crates(&self) -> Result<BTreeSet<String>> {
        let tree = [
            "tree",
            "--edges=normal,build",
            "--prefix=none",
            "--format={p}",
        ];
        let tree = self.cargo(&target(), &tree).output()?;
        let tree = String::from_utf8(tree.stdout)?;
        let name = |line: &str| line.split(' ').next().map(str::to_owned);
        Ok(tree.lines().skip(1).filter_map(name).collect())
    }
}

/// Of all generated packages, so that what they depend on is built once.
fn target() -> PathBuf {
    output().join("build/target")
}

/// Runs to the end; the seconds of processor time, in user mode, that it and its children took.
fn measured(command: &mut Command) -> Result<f64> {
    let usage = command.stdin(Stdio::null()).spawn()?.wait4()?;
    if !usage.status.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok(usage.rusage.utime.as_secs_f64())
}

/// Names the file that the wrapper writes its seconds to.
const WRAPPER: &str = "MRETS_ERRORS_BENCH_SECONDS";

/// As cargo's wrapper of rustc: runs it and writes down its time. Cargo asks rustc a few questions
/// before, whose times are overwritten.
pub(crate) fn wrapped_rustc() -> Option<Result<ExitCode>> {
    let seconds = env::var_os(WRAPPER)?;
    let mut arguments = env::args_os().skip(1);
    let mut rustc = Command::new(arguments.next()?);
    let usage = rustc.args(arguments).spawn().and_then(|mut rustc| {
        let usage = rustc.wait4()?;
        fs::write(seconds, usage.rusage.utime.as_secs_f64().to_string())?;
        Ok(usage)
    });
    Some(match usage {
        Ok(usage) if usage.status.success() => Ok(ExitCode::SUCCESS),
        Ok(_) => Ok(ExitCode::FAILURE),
        Err(error) => Err(error.into()),
    })
}
