use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422)]
    Mistaken(#[errors] #[errors] Vec<Error>),
}

fn main() {}
