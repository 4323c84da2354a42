use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, detail("{0} of {1}", .items.len()))]
    Mistaken { items: Vec<u32> },
}

fn main() {}
