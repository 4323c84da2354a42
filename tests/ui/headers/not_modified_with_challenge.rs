use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(304, challenge = "Basic")]
    Mistaken,
}

fn main() {}
