use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status()]
    Mistaken,
}

fn main() {}
