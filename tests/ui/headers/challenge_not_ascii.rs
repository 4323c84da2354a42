use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(401, challenge = "Schlüssel")]
    Mistaken,
}

fn main() {}
