use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(499)]
    Mistaken,
}

fn main() {}
