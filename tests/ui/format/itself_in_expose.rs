use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(500, expose, detail = "Broken: {self:>8}")]
    Mistaken,
}

fn main() {}
