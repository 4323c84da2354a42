use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(OK)]
    Mistaken,
}

fn main() {}
