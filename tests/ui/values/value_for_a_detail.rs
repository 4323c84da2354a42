use mrets_errors::MretsError;

const TEXT: &str = "There is no such page.";

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = format!("There is no {id}."))]
    Format { id: u32 },
    #[status(404, detail = TEXT)]
    Constant,
    #[status(404, detail = .text)]
    Field { text: String },
    #[status(404, display(.text))]
    Display { text: String },
}

fn main() {}
