use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(true)]
    Mistaken,
}

fn main() {}
