use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422)]
    Mistaken(#[errors] Vec<Error>, #[errors] Vec<Error>),
}

fn main() {}
