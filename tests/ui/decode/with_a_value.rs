use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(decode = true)]
#[status(409)]
struct Conflict;

fn main() {}
