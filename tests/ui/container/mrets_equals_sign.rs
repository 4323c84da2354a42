use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets = "snake_case"]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
