use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, display("Not here: {}", self))]
    Mistaken,
}

fn main() {}
