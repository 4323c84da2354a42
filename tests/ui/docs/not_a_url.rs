use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(docs = "our error page")]
#[status(409)]
struct Conflict;

fn main() {}
