use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(429, retry_after = .wait)]
    Mistaken { wait: String },
}

fn main() {}
