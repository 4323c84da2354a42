use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(status(404))]
enum OnEnum {
    First,
    Second,
}

#[derive(Debug, MretsError)]
#[mrets(transparent)]
struct OnStruct(OnEnum);

#[derive(Debug, MretsError)]
enum OnVariant {
    #[mrets(status = 404)]
    Only,
}

fn main() {}
