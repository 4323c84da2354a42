use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(challenge = "ApiKey realm=\"Zähler\"")]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
