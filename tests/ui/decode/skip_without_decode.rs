use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404)]
struct NotFound {
    #[meta(skip)]
    id: u32,
}

fn main() {}
