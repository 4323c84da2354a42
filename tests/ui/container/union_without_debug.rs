use mrets_errors::MretsError;

#[derive(MretsError)]
union Error {
    number: u32,
    bytes: [u8; 4],
}

fn main() {}
