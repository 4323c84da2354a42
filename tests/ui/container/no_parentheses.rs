use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
