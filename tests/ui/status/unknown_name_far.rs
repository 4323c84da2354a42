use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(Teapot)]
    Mistaken,
}

fn main() {}
