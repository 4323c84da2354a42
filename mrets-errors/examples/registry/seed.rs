//! The content of a new registry.

use uuid::{Uuid, uuid};

/// One megawatt-hour from this fuel, generated in this month.
pub(crate) struct Certificate {
    pub(crate) id: Uuid,
    pub(crate) fuel: &'static str,
    pub(crate) vintage: &'static str,
}

pub(crate) const PRAIRIE_WIND: Uuid = uuid!("a0000000-0000-4000-8000-000000000001");
pub(crate) const LAKE_SOLAR: Uuid = uuid!("a0000000-0000-4000-8000-000000000002");
pub(crate) const CITY_UTILITY: Uuid = uuid!("a0000000-0000-4000-8000-000000000003");

pub(crate) const ACCOUNTS: [(Uuid, &str); 3] = [
    (PRAIRIE_WIND, "Prairie Wind Farm"),
    (LAKE_SOLAR, "Lake Solar Park"),
    (CITY_UTILITY, "City Utility"),
];

pub(crate) const WIND: Uuid = uuid!("c0000000-0000-4000-8000-000000000001");
pub(crate) const SOLAR: Uuid = uuid!("c0000000-0000-4000-8000-000000000002");

pub(crate) const CERTIFICATES: [Certificate; 2] = [
    Certificate {
        id: WIND,
        fuel: "wind",
        vintage: "2024-05",
    },
    Certificate {
        id: SOLAR,
        fuel: "solar",
        vintage: "2024-06",
    },
];

/// Account, certificate and quantity.
pub(crate) const HOLDINGS: [(Uuid, Uuid, i64); 3] = [
    (PRAIRIE_WIND, WIND, 1200),
    (LAKE_SOLAR, SOLAR, 300),
    (CITY_UTILITY, WIND, 50),
];
