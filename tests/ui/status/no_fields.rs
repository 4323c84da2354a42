use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(.status)]
    Mistaken,
}

fn main() {}
