//! The command line.

use std::{ffi::OsString, path::PathBuf};

use reqwest::Url;

pub(crate) const USAGE: &str = "\
A small registry of renewable energy certificates that answers as M-RETS does.

Usage: registry [--port N] [--db FILE] [--no-limit] [--tour]
       registry --client URL [--grpc] [--key KEY] [--quantity N]
       registry --errors json

  --port N     listen on this port of 127.0.0.1; 0 takes any free one [default: 3000]
  --db FILE    keep the registry in this SQLite file [default: in memory]
  --no-limit   let each key ask as often as it likes
  --tour       start on a free port, provoke each status that M-RETS documents, print requests
               and answers, and fail if an answer differs from the documentation
  --client URL list the accounts of a registry that runs there, and transfer certificates
  --grpc       let the client ask over gRPC
  --key KEY    the API key of the client [default: demo-key]
  --quantity N how many certificates to transfer [default: 1]
  --errors json
               print the catalogue of errors, for other tools
  -h, --help   print this";

#[derive(Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct Args {
    pub(crate) port: Option<u16>,
    pub(crate) db: Option<PathBuf>,
    pub(crate) no_limit: bool,
    pub(crate) tour: bool,
    pub(crate) client: Option<Url>,
    pub(crate) grpc: bool,
    pub(crate) key: Option<String>,
    pub(crate) quantity: Option<i64>,
    pub(crate) errors: bool,
    pub(crate) help: bool,
}

impl Args {
    /// Reads the arguments. The error is a sentence for the user.
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
                Some("--client") => {
                    let url = value()?;
                    let parsed = url.to_str().and_then(|url| Url::parse(url).ok());
                    let parsed = parsed.filter(|url| matches!(url.scheme(), "http" | "https"));
                    args.client = Some(parsed.ok_or_else(|| {
                        let given = url.display();
                        format!("--client needs a URL as http://127.0.0.1:3000, not `{given}`")
                    })?);
                }
                Some("--grpc") => args.grpc = true,
                Some("--key") => args.key = Some(value()?.to_string_lossy().into_owned()),
                Some("--quantity") => {
                    let quantity = value()?;
                    let number = quantity.to_str().and_then(|number| number.parse().ok());
                    args.quantity = Some(number.ok_or_else(|| {
                        let given = quantity.display();
                        format!("--quantity needs a whole number, not `{given}`")
                    })?);
                }
                Some("--tour") => args.tour = true,
                Some("--errors") => {
                    let format = value()?;
                    if format != "json" {
                        let given = format.display();
                        return Err(format!("--errors knows the format json, not `{given}`"));
                    }
                    args.errors = true;
                }
                Some("-h" | "--help") => args.help = true,
                _ => {
                    return Err(format!(
                        "`{}` is not an argument of registry",
                        arg.display()
                    ));
                }
            }
        }
        Ok(args)
    }
}
