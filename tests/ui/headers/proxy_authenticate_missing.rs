use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(407, headers("X-Other" = "yes"))]
    Mistaken,
}

fn main() {}
