use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(docs = "https://example.org/errors#conflict")]
#[status(409)]
struct Conflict;

fn main() {}
