use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(TOO_MANY_REQUEST)]
    Mistaken,
}

fn main() {}
