use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(405)]
    Mistaken,
}

fn main() {}
