use mrets_errors::MretsError;

#[derive(Debug, thiserror::Error, MretsError)]
enum Error {
    #[error("not here")]
    #[status(422)]
    Mistaken {
        #[errors(flatten)]
        errors: Vec<Error>,
    },
}

fn main() {}
