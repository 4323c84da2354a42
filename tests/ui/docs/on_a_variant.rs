use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(409, docs = "https://example.org/errors")]
    Conflict,
}

fn main() {}
