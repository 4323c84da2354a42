use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, detail("{0} items", .0.len()))]
    Mistaken(Vec<u32>),
}

fn main() {}
