use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(media_type = "application/json")]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
