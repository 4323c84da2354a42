//! Reads and writes the lock as a file.

use super::answer::LockedAnswer;
use super::error::{Fault, LockError, VERSION};
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// A lock that was read.
#[derive(Debug, Default)]
pub(super) struct Lock {
    pub(super) version: u64,
    pub(super) answers: Vec<LockedAnswer>,
}

/// The member that every version has.
#[derive(Deserialize)]
struct Head {
    version: u64,
}

#[derive(Deserialize)]
struct Body {
    errors: Vec<Value>,
}

/// Reads the lock; `None` if there is no file.
pub(super) fn read(path: &Path) -> Result<Option<Lock>, LockError> {
    let fault = |fault| LockError::new(path, fault);
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(Fault::Unreadable(error))),
    };
    parse(&text).map(Some).map_err(fault)
}

pub(super) fn parse(text: &[u8]) -> Result<Lock, Fault> {
    if has_conflict(text) {
        return Err(Fault::GitConflict);
    }
    let Head { version } = serde_json::from_slice(text).map_err(Fault::NoLock)?;
    if version > VERSION {
        return Err(Fault::Later(version));
    }
    if version == 0 {
        let error = serde_json::Error::custom("there is no version 0");
        return Err(Fault::NoLock(error));
    }
    let Body { errors } = serde_json::from_slice(text).map_err(Fault::NoLock)?;
    let mut answers = Vec::with_capacity(errors.len());
    let mut known = BTreeSet::new();
    for error in errors {
        // The empty object at the end.
        if error.as_object().is_some_and(serde_json::Map::is_empty) {
            continue;
        }
        let answer: LockedAnswer = serde_json::from_value(error).map_err(Fault::NoLock)?;
        // Two branches may have added one line, and a merge kept both.
        if known.insert(answer.promise()) {
            answers.push(answer);
        }
    }
    Ok(Lock { version, answers })
}

/// Whether a merge left its markers, each at the start of a line.
fn has_conflict(text: &[u8]) -> bool {
    text.split(|byte| *byte == b'\n').any(|line| {
        [&b"<<<<<<< "[..], b">>>>>>> ", b"||||||| "]
            .iter()
            .any(|marker| line.starts_with(marker))
            || line.trim_ascii_end() == b"======="
    })
}

/// Writes one line for each error. Thanks to the empty object at the end, each of these lines ends with a
/// comma. So an added line changes no other line, and branches merge.
pub(super) fn write(path: &Path, answers: &[LockedAnswer]) -> io::Result<()> {
    let mut text = format!("{{\"version\":{VERSION},\"errors\":[\n").into_bytes();
    for answer in answers {
        serde_json::to_writer(&mut text, answer)?;
        text.extend_from_slice(b",\n");
    }
    text.extend_from_slice(b"{}]}\n");
    if fs::read(path).is_ok_and(|written| written == text) {
        return Ok(());
    }
    // The file behind a link is written, and the link stays.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(path).is_ok_and(|file| file.permissions().readonly()) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let directory = match path.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => directory,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Others may read it, as any file of the project.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(".errors.lock.").tempfile_in(directory)?;
    file.write_all(&text)?;
    file.persist(path)?;
    Ok(())
}
