use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, headers("X-Limit" = .limit))]
    Mistaken { max: u32 },
}

fn main() {}
