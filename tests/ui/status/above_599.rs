use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(600)]
    Mistaken,
}

fn main() {}
