use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, header("X-Trace", "1"))]
    Mistaken,
}

fn main() {}
