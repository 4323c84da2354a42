//! `From` of structs and variants, with and without an `Option`.

use mrets_errors::MretsError;
use std::error::Error;
use std::io;

#[derive(Debug, MretsError)]
#[status(500)]
struct Braced {
    #[from]
    source: io::Error,
}

#[derive(Debug, MretsError)]
#[status(500)]
struct BracedOption {
    #[from]
    source: Option<io::Error>,
}

#[derive(Debug, MretsError)]
#[status(500)]
struct Tuple(#[from] io::Error);

#[derive(Debug, MretsError)]
#[status(500)]
struct TupleOption(#[from] Option<io::Error>);

#[derive(Debug, MretsError)]
#[status(500)]
enum Variant {
    Io {
        #[from]
        source: io::Error,
    },
}

#[derive(Debug, MretsError)]
#[status(500)]
enum VariantOption {
    Io {
        #[from]
        source: Option<io::Error>,
    },
}

#[derive(Debug, MretsError)]
#[status(500)]
enum Several {
    Any(#[from] anyhow::Error),
    Io(#[from] io::Error),
}

#[test]
fn from() {
    fn goes_into<E: Error + From<io::Error>>() {
        let error = E::from(io::Error::other("the cause"));
        let source = error.source().expect("`From` sets the source");
        assert!(source.is::<io::Error>());
    }
    goes_into::<Braced>();
    goes_into::<BracedOption>();
    goes_into::<Tuple>();
    goes_into::<TupleOption>();
    goes_into::<Variant>();
    goes_into::<VariantOption>();
    goes_into::<Several>();
    let any = Several::from(anyhow::anyhow!("the cause"));
    assert!(matches!(any, Several::Any(_)));
}
