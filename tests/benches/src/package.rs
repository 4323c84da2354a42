//! A generated package: written, compiled and measured.

use crate::model::output;
use object::{Object as _, ObjectSection as _};
use std::collections::BTreeSet;
use std::env::{self, consts};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Instant, SystemTime};
use std::{fs, iter};
use wait4::Wait4 as _;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The files of a package, by their paths below `src`.
pub(crate) type Files = Vec<(String, String)>;

/// A word of a generated text that becomes another one with each build, as if somebody had edited it.
pub(crate) const REVISION: &str = "REVISION";

/// A generated package.
pub(crate) struct Package {
    name: String,
    directory: PathBuf,
    /// The last file, which is edited before each build.
    edited: (PathBuf, String),
}

impl Package {
    /// Writes the package. `PATH` in the dependencies is this library's.
    pub(crate) fn new(name: &str, dependencies: &str, files: &Files) -> Result<Self> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let library = here.join("../../mrets-errors").canonicalize()?;
        let dependencies = dependencies.replace("PATH", &format!("'{}'", library.display()));
        let directory = output().join("build").join(name);
        let sources = directory.join("src");
        fs::create_dir_all(&sources)?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{dependencies}\n\n[workspace]\n",
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        // The same versions on both sides.
        fs::copy(here.join("../../Cargo.lock"), directory.join("Cargo.lock"))?;
        for (path, source) in files {
            fs::write(sources.join(path), source)?;
        }
        let (path, source) = files.last().ok_or("a package without files")?;
        Ok(Self {
            name: name.to_owned(),
            directory,
            edited: (sources.join(path), source.clone()),
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

    /// Edits the package and compiles it. Returns the processor time of the one rustc for it.
    pub(crate) fn rustc_seconds(&self, arguments: &[&str]) -> Result<f64> {
        self.seconds(self.cargo(&target(), arguments))
    }

    /// Edits and compiles it incrementally.
    pub(crate) fn incremental_seconds(&self, arguments: &[&str]) -> Result<f64> {
        let mut cargo = self.cargo(&target(), arguments);
        cargo.env("CARGO_INCREMENTAL", "1");
        self.seconds(cargo)
    }

    fn seconds(&self, mut cargo: Command) -> Result<f64> {
        let (path, source) = &self.edited;
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
        let revision = now.as_nanos().to_string();
        let edited = source.replace(REVISION, &revision);
        fs::write(path, format!("{edited}// {revision}\n"))?;
        let seconds = self.directory.join("seconds");
        // Cargo calls it for this package alone.
        cargo.env("RUSTC_WORKSPACE_WRAPPER", env::current_exe()?);
        cargo.env(WRAPPER, &seconds);
        measured(&mut cargo)?;
        Ok(fs::read_to_string(seconds)?.parse()?)
    }

    /// Builds it from nothing. Returns processor time and wall clock.
    pub(crate) fn cold_seconds(&self) -> Result<(f64, f64)> {
        let target = self.directory.join("target");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let start = Instant::now();
        let cpu = measured(&mut self.cargo(&target, &["build"]))?;
        Ok((cpu, start.elapsed().as_secs_f64()))
    }

    /// Builds a cdylib in release mode, and reads the size of sections of it.
    pub(crate) fn section_bytes<const N: usize>(&self, names: [&str; N]) -> Result<[f64; N]> {
        self.rustc_seconds(&CDYLIB)?;
        let name = self.name.replace('-', "_");
        let name = [consts::DLL_PREFIX, &name, consts::DLL_SUFFIX].concat();
        let library = fs::read(target().join("release").join(name))?;
        let library = object::File::parse(library.as_slice())?;
        let size = |name| library.section_by_name(name).map(|section| section.size());
        Ok(names.map(|name| size(name).unwrap_or_default() as f64))
    }

    /// Lists the crates that are built for it, without itself.
    pub(crate) fn crates(&self) -> Result<BTreeSet<String>> {
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

/// Cargo's arguments for a linked library, which holds only the code that is used.
pub(crate) const CDYLIB: [&str; 3] = ["rustc", "--release", "--crate-type=cdylib"];

/// Measures each package once, which builds its dependencies, and then both in turn.
pub(crate) fn pairs<T>(
    count: usize,
    ours: &Package,
    other: &Package,
    measure: impl Fn(&Package) -> Result<T>,
) -> Result<Vec<(T, T)>> {
    let pair = || Ok((measure(ours)?, measure(other)?));
    pair()?;
    iter::repeat_with(pair).take(count).collect()
}

/// The target directory of all generated packages, so that their dependencies are built once.
fn target() -> PathBuf {
    output().join("build/target")
}

/// Runs a command to its end. Returns its processor time in user mode, with its children's, in seconds.
fn measured(command: &mut Command) -> Result<f64> {
    let usage = command.stdin(Stdio::null()).spawn()?.wait4()?;
    if !usage.status.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok(usage.rusage.utime.as_secs_f64())
}

/// Names the file that the wrapper writes its seconds to.
const WRAPPER: &str = "MRETS_ERRORS_BENCH_SECONDS";

/// Acts as cargo's wrapper of rustc: runs it and writes down its time. Cargo asks rustc a few questions
/// first, whose times are overwritten.
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
