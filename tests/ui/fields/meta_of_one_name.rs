use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, meta(max = 10))]
    Mistaken { #[meta] max: u32 },
}

fn main() {}
