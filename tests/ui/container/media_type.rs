use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(media_type = "json")]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
