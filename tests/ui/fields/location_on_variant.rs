use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[location]
    #[status(404)]
    Mistaken,
}

fn main() {}
