use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, headers("X-Trace" = "a\r\nb"))]
    Mistaken,
}

fn main() {}
