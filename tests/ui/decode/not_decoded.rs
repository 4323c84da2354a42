use mrets_errors::{ErrorObject, MretsError};

#[derive(Debug, MretsError)]
#[status(409)]
struct Conflict;

fn main() {
    let object = ErrorObject::default();
    let _ = Conflict::from_error_object(&object);
}
