use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, id = .id)]
    Mistaken { number: u32 },
}

fn main() {}
