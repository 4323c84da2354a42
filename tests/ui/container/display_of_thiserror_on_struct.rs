use mrets_errors::MretsError;

#[derive(Debug, thiserror::Error, MretsError)]
#[error("there is no {0}")]
#[status(404, display("no {}", .0))]
struct Error(u32);

fn main() {}
