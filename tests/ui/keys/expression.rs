use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, .id)]
    Mistaken { id: u32 },
}

fn main() {}
