use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, r#type = "https://example.org/{0}")]
    Mistaken(u32),
}

fn main() {}
