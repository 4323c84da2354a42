use mrets_errors::{Envelope, ErrorObject, MretsError};

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(409, decode)]
    Conflict,
}

// Code that uses the impls does not complain as well.
fn main() {
    let _ = Error::from_error_object(&ErrorObject::default());
    let _: Envelope = Error::Conflict.to_envelope();
}
