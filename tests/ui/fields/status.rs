use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404)]
    Mistaken(#[status(404)] u32),
}

fn main() {}
