use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, detail("{n} items", n = .items.))]
    Mistaken { items: Vec<u32> },
}

fn main() {}
