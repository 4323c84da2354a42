use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(GATEWAY_TIMEOUT, detail = "{host} is slow.")]
    Mistaken { host: String },
}

fn main() {}
