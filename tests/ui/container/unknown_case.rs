use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(codes = "lowercase")]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
