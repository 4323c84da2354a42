use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422)]
    Mistaken(#[error] Vec<Error>),
}

fn main() {}
