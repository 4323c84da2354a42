use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(100)]
    Mistaken,
}

fn main() {}
