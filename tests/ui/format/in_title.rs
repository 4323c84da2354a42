use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, title = "There is no {id}")]
    Mistaken { id: u32 },
}

fn main() {}
