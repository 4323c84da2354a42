use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(400, about = "https://example.org/a b")]
    Space,
    #[status(400, type = "https://example.org/{0}/100%")]
    Percent(String),
}

fn main() {}
