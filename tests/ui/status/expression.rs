use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status((400 + 4))]
    Mistaken,
}

fn main() {}
