use mrets_errors::MretsError;

#[derive(Debug, thiserror::Error, MretsError)]
enum Error {
    #[error("not here")]
    #[status(404, display = "Not here.")]
    Mistaken,
}

fn main() {}
