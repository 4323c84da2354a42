use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(301)]
    Mistaken,
}

fn main() {}
