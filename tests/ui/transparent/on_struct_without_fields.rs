use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(transparent)]
struct Error;

fn main() {}
