use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422)]
    Mistaken { #[meta] id: Plain },
}

#[derive(Debug)]
struct Plain;

fn main() {}
