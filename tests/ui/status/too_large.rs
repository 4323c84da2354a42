use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(70000)]
    Mistaken,
}

fn main() {}
