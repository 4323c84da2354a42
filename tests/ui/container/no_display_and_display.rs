use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(no_display)]
enum Error {
    #[status(404, display = "Not here.")]
    Mistaken,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not here")
    }
}

impl std::error::Error for Error {}

fn main() {}
