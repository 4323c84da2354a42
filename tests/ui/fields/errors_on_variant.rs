use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422)]
    #[errors]
    Mistaken(Vec<Error>),
}

fn main() {}
