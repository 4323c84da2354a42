//! The command line.

use std::{ffi::OsString, path::PathBuf};

pub(crate) const USAGE: &str = "\
A small registry of renewable energy certificates that answers as M-RETS does.

Usage: registry [--port N] [--db FILE] [--no-limit] [--tour]

  --port N     listen on this port of 127.0.0.1; 0 takes any free one [default: 3000]
  --db FILE    keep the registry in this SQLite file [default: in memory]
  --no-limit   let a key ask as often as it likes
  --tour       start on a free port, provoke each status that M-RETS documents, print requests
               and answers, and fail if one is not what the documentation says
  -h, --help   print this";

#[derive(Debug, Default)]
pub(crate) struct Args {
    pub(crate) port: Option<u16>,
    pub(crate) db: Option<PathBuf>,
    pub(crate) no_limit: bool,
    pub(crate) tour: bool,
    pub(crate) help: bool,
}

impl Args {
    /// Reads the arguments; the error is a sentence for the user.
    pub(crate) fn parse(mut given: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut args = Self::default();
        while let Some(arg) = given.next() {
            let mut value = || {
                let name = arg.display();
                given.next().ok_or_else(|| format!("{name} needs a value"))
            };
            match arg.to_str() {
                Some("--port") => {
                    let port = value()?;
                    let number = port.to_str().and_then(|port| port.parse().ok());
                    args.port = Some(number.ok_or_else(|| {
                        let given = port.display();
                        format!("--port needs a number from 0 to 65535, not `{given}`")
                    })?);
                }
                Some("--db") => args.db = Some(value()?.into()),
                Some("--no-limit") => args.no_limit = true,
                Some("--tour") => args.tour = true,
                Some("-h" | "--help") => args.help = true,
                _ => return Err(format!("`{}` is no argument of registry", arg.display())),
            }
        }
        Ok(args)
    }
}
