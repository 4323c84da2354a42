use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(NOTFOUND)]
    Mistaken,
}

fn main() {}
