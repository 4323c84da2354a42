use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500)]
    #[from]
    Mistaken(std::io::Error),
}

fn main() {}
