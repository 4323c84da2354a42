use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404)]
    #[status(422)]
    Mistaken,
}

fn main() {}
