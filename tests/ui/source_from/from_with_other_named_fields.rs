use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500)]
    Mistaken {
        #[from]
        cause: std::io::Error,
        path: String,
    },
}

fn main() {}
