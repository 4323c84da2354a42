use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, headers("Content-Type" = "text/plain"))]
    Mistaken,
}

fn main() {}
