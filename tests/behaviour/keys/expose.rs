//! `expose`: the detail of a 5xx names fields.

use crate::support::{body, object};
use http::StatusCode;
use mrets_errors::{MretsError, table};
use serde_json::{Value, json};

fn description(status: StatusCode) -> &'static str {
    table::row(status).unwrap().description
}

#[test]
fn an_exposed_detail_names_fields() {
    #[derive(Debug, MretsError)]
    #[status(500, expose, detail = "The disk of {host} is full.")]
    struct Full {
        host: &'static str,
    }
    assert_eq!(
        object(&Full { host: "db1" })["detail"],
        "The disk of db1 is full."
    );
}

/// A status that becomes a 5xx at run time is as private as a written one.
#[derive(Debug, MretsError)]
enum RunTime {
    #[status(.status, detail = "{name} failed.")]
    Private {
        status: StatusCode,
        name: &'static str,
    },
    #[status(.status, detail = "It failed.")]
    Constant { status: StatusCode },
    #[status(.status, expose, detail = "{name} failed.")]
    Exposed {
        status: StatusCode,
        name: &'static str,
    },
}

#[test]
fn a_run_time_5xx_is_private_unless_exposed() {
    for status in [500, 503, 504, 599, 200] {
        let status = StatusCode::from_u16(status).unwrap();
        let shown = table::row(status)
            .filter(|row| row.status.is_server_error())
            .map_or(description(StatusCode::INTERNAL_SERVER_ERROR), |row| {
                row.description
            });
        let private = RunTime::Private {
            status,
            name: "Ada",
        };
        assert_eq!(private.detail(), shown, "{status}");
        assert_eq!(private.to_string(), "Ada failed.", "a log reads it");
        assert!(!body(&private).contains("Ada"), "{status}");
        assert_eq!(RunTime::Constant { status }.detail(), shown, "{status}");
        body(&RunTime::Constant { status });
        let exposed = RunTime::Exposed {
            status,
            name: "Ada",
        };
        assert_eq!(exposed.detail(), "Ada failed.", "{status}");
        body(&exposed);
    }
    let no_row = RunTime::Private {
        status: StatusCode::BAD_GATEWAY,
        name: "Ada",
    };
    assert_eq!(no_row.detail(), "");
    assert!(!body(&no_row).contains("detail"));
}

#[test]
fn a_run_time_4xx_says_what_is_written() {
    for status in [400, 404, 409, 499] {
        let status = StatusCode::from_u16(status).unwrap();
        let error = RunTime::Private {
            status,
            name: "Ada",
        };
        assert_eq!(error.detail(), "Ada failed.");
        assert_eq!(RunTime::Constant { status }.detail(), "It failed.");
        body(&error);
    }
}

/// A 5xx shows `meta`, `id` and `headers` without `expose`, since the attribute writes them.
#[test]
fn expose_concerns_the_detail_alone() {
    #[derive(Debug, MretsError)]
    #[status(500, id = .0, meta(attempt = .1), headers("X-Attempt" = .1))]
    struct Failed(&'static str, u8);
    let error = Failed("a1", 3);
    let object = object(&error);
    assert_eq!(object["id"], "a1");
    assert_eq!(object["meta"]["attempt"], 3);
    assert_eq!(
        object["detail"],
        description(StatusCode::INTERNAL_SERVER_ERROR)
    );
    assert_eq!(error.headers()["x-attempt"], "3");
}

#[derive(Debug, MretsError)]
enum Maps {
    #[status(.status, meta(single = .status.as_u16()), headers("X-Single" = "1"))]
    Private {
        status: StatusCode,
        #[meta(flatten)]
        meta: Value,
        #[headers]
        headers: Vec<(&'static str, &'static str)>,
    },
    #[status(.status, expose)]
    Exposed {
        status: StatusCode,
        #[meta(flatten)]
        meta: Value,
        #[headers]
        headers: Vec<(&'static str, &'static str)>,
    },
    #[status(503, expose)]
    Fixed(#[meta(flatten)] Value, #[headers] [(&'static str, u8); 1]),
}

#[test]
fn maps_of_a_5xx_are_dropped_unless_they_are_exposed() {
    let meta = || json!({"host": "db1"});
    let headers = || vec![("x-host", "db1")];
    let private = |status| Maps::Private {
        status,
        meta: meta(),
        headers: headers(),
    };
    let error = private(StatusCode::CONFLICT);
    assert_eq!(
        object(&error)["meta"],
        json!({"single": 409, "host": "db1"})
    );
    assert_eq!(error.headers()["x-host"], "db1");
    for status in [StatusCode::BAD_GATEWAY, StatusCode::OK] {
        let error = private(status);
        assert_eq!(object(&error)["meta"], json!({"single": status.as_u16()}));
        assert_eq!(error.headers().len(), 1);
        assert_eq!(error.headers()["x-single"], "1");
    }
    let error = Maps::Exposed {
        status: StatusCode::BAD_GATEWAY,
        meta: meta(),
        headers: headers(),
    };
    assert_eq!(object(&error)["meta"], meta());
    assert_eq!(error.headers()["x-host"], "db1");
    let error = Maps::Fixed(meta(), [("x-shard", 7)]);
    assert_eq!(object(&error)["meta"], meta());
    assert_eq!(error.headers()["x-shard"], "7");
}
