use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status((400 + 4))]
    Mistaken,
    #[status(if true { 404 } else { 500 })]
    Branch,
}

fn main() {}
