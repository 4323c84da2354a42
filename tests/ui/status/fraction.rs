use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404.0)]
    Mistaken,
}

fn main() {}
