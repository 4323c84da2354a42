use mrets_errors::MretsError;

#[derive(MretsError)]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
