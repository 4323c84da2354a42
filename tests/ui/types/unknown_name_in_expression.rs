use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, meta(max = limit))]
    Mistaken { items: Vec<u32> },
}

fn main() {}
