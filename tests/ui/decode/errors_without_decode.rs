use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(409)]
struct Conflict;

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(422)]
    Invalid(#[errors] Vec<Conflict>),
}

fn main() {}
