use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(426)]
    Mistaken,
}

fn main() {}
