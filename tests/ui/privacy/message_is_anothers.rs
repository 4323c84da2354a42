use mrets_errors::MretsError;
use std::fmt;
use std::io;

#[derive(Debug, thiserror::Error, MretsError)]
enum Error {
    #[error(transparent)]
    #[status(422)]
    Invalid(#[from] fmt::Error),
    #[error(fmt = show)]
    #[status(409)]
    Shown(#[source] io::Error),
    #[error(transparent)]
    #[status(500)]
    Broken(io::Error),
}

fn show(cause: &io::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{cause}")
}

fn main() {}
