use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", decode)]
enum Error {
    #[status(404)]
    NotFound,
    #[status(410)]
    Not_found,
}

fn main() {}
