use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, detail = "There is no {r#type}.")]
    Mistaken { r#type: &'static str },
}

fn main() {}
