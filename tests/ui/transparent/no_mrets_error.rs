use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparent)]
    Mistaken(#[from] std::io::Error),
}

fn main() {}
