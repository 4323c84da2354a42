use mrets_errors::MretsError;

#[derive(MretsError)]
union Error {
    number: u32,
    bytes: [u8; 4],
}

impl std::fmt::Debug for Error {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

fn main() {
    let error = Error { number: 7 };
    println!("{error} {:?}", error.status());
}
