use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(429, retry_after = std::cmp::max(.wait.))]
    Mistaken { wait: u32 },
}

fn main() {}
