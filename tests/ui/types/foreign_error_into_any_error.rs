use mrets_errors::{AnyError, MretsError};

#[derive(Debug, MretsError)]
#[status(404)]
struct NotFound;

fn handler(is_there: bool) -> Result<String, AnyError> {
    if !is_there {
        Err(Box::new(NotFound))?;
    }
    Ok(std::fs::read_to_string("x")?)
}

fn main() {
    let _ = handler(true);
}
