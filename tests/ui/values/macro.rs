use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = concat!("Not", " here."))]
    Mistaken,
}

fn main() {}
