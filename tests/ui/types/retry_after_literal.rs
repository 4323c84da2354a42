use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(429, retry_after = "3")]
    Mistaken,
}

fn main() {}
