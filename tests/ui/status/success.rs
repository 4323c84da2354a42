use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(200)]
    Mistaken,
}

fn main() {}
