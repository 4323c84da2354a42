use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422)]
    #[meta]
    Mistaken { max: u32 },
}

fn main() {}
