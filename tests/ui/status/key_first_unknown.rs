use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(text = "Mistaken", NOT_FOUND)]
    Mistaken,
}

fn main() {}
