use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(304)]
    Mistaken { #[meta] max: u32 },
}

fn main() {}
