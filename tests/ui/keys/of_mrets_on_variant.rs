use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, codes = "snake_case")]
    Mistaken,
}

fn main() {}
