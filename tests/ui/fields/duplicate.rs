use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500)]
    Mistaken(#[from] #[from] std::io::Error),
}

fn main() {}
