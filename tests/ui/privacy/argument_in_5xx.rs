use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(503, detail("Wait for {}.", .host))]
    Mistaken { host: String },
}

fn main() {}
