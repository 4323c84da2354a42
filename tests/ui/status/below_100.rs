use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(42)]
    Mistaken,
}

fn main() {}
