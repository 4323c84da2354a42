use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, headers("Content-Length" = 0))]
    Mistaken,
}

fn main() {}
