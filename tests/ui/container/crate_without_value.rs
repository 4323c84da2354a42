use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(crate)]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
