use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, title = "{}", .id)]
    Mistaken { id: u32 },
}

fn main() {}
