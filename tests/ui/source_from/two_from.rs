use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500)]
    Mistaken(#[from] std::io::Error, #[from] std::fmt::Error),
}

fn main() {}
