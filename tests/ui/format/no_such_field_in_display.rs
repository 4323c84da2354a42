use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500, display = "{cause}")]
    Mistaken,
}

fn main() {}
