//! `id`: the name of one occurrence.

use crate::support::object;
use mrets_errors::MretsError;
use uuid::Uuid;

#[derive(Debug, MretsError)]
#[status(404, id = .0)]
struct Identified(Uuid);

#[test]
fn id_is_what_display_shows() {
    assert_eq!(
        object(&Identified(Uuid::from_u128(1)))["id"],
        "00000000-0000-0000-0000-000000000001"
    );
}
