use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, about = "https://example.com/{name}")]
    Mistaken,
}

fn main() {}
