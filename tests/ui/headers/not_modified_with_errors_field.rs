use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(304)]
    Mistaken(#[errors] Vec<Error>),
}

fn main() {}
