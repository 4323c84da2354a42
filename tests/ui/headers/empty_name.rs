use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, headers("" = "yes"))]
    Mistaken,
}

fn main() {}
