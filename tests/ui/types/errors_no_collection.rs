use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422)]
    Mistaken(#[errors] u32),
}

fn main() {}
