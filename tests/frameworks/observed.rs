//! Metrics by an observer: one point for each answered error, over all six frameworks.

use mrets_errors::{Answered, observe};
use opentelemetry::metrics::{Counter, MeterProvider as _};
use opentelemetry::{KeyValue, Value};
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, MetricData, ScopeMetrics};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};
use reqwest::{Client, StatusCode};
use std::collections::BTreeMap;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::OnceLock;

static ERRORS: OnceLock<Counter<u64>> = OnceLock::new();

/// The few lines of a service. Other tests answer errors meanwhile, so this test's errors have ids.
fn count(answered: &Answered, error: Option<&(dyn Error + 'static)>) {
    let id = answered.request_id().unwrap_or_default().to_owned();
    if let Some(errors) = ERRORS.get() {
        let attributes = [
            KeyValue::new("id", id),
            KeyValue::new("status", i64::from(answered.status().as_u16())),
            KeyValue::new("code", answered.code().to_owned()),
            KeyValue::new("variant", answered.variant().unwrap_or_default()),
            KeyValue::new("has_error", error.is_some()),
        ];
        errors.add(1, &attributes);
    }
}

/// A request's path, and the status, the variant and whether there is an error that the observer gets.
const REQUESTS: [(&str, u16, &str, bool); 7] = [
    ("/records/1", 404, "RecordNotFound", true),
    ("/domain/broken", 500, "Broken", true),
    ("/domain/invalid", 422, "Invalid", true),
    ("/any/json", 403, "PlainJson", true),
    ("/nowhere", 404, "", false),
    ("/text/503", 503, "", false),
    ("/records/0", 200, "", false),
];

#[tokio::test]
async fn one_point_an_error() {
    let exporter = InMemoryMetricExporter::default();
    let provider = SdkMeterProvider::builder()
        .with_periodic_exporter(exporter.clone())
        .build();
    let counter = provider.meter("errors").u64_counter("errors").build();
    ERRORS.set(counter).unwrap();
    observe(count);
    let services: [(&str, SocketAddr); 6] = [
        ("actix-web", crate::actix_web::serve_all()),
        ("axum", crate::axum::serve_all().await),
        ("poem", crate::poem::serve_all().await),
        ("rocket", crate::rocket::serve_all().await),
        ("salvo", crate::salvo::serve_all().await),
        ("warp", crate::warp::serve_all().await),
    ];
    let client = Client::new();
    let mut expected = BTreeMap::new();
    for (framework, address) in services {
        for (path, status, variant, has_error) in REQUESTS {
            // warp's filters give no place in which an error could know its request.
            let is_known = framework != "warp" || path == "/text/503";
            let id = format!("observed-{framework}{}", path.replace('/', "-"));
            let url = format!("http://{address}{path}");
            let response = client.get(url).header("x-request-id", &id).send().await;
            assert_eq!(
                response.unwrap().status(),
                StatusCode::from_u16(status).unwrap()
            );
            if status >= 400 && is_known {
                expected.insert((id, status, variant.to_owned(), has_error), 1);
            }
        }
    }
    provider.force_flush().unwrap();
    let mut found = points(&exporter);
    found.retain(|(id, ..), _| id.starts_with("observed-"));
    assert_eq!(found, expected);
}

type Point = (String, u16, String, bool);

/// The points of this test, by their attributes.
fn points(exporter: &InMemoryMetricExporter) -> BTreeMap<Point, u64> {
    let exports = exporter.get_finished_metrics().unwrap();
    let metrics = exports.last().unwrap().scope_metrics();
    let metrics = metrics.flat_map(ScopeMetrics::metrics);
    let mut points = BTreeMap::new();
    for metric in metrics {
        let AggregatedMetrics::U64(MetricData::Sum(sum)) = metric.data() else {
            panic!("no sum: {metric:?}");
        };
        for point in sum.data_points() {
            let attribute = |name: &str| {
                let mut attributes = point.attributes();
                let found = attributes.find(|attribute| attribute.key.as_str() == name);
                found.unwrap().value.clone()
            };
            let text = |name| attribute(name).as_str().into_owned();
            let status = text("status").parse().unwrap();
            let has_error = attribute("has_error") == Value::Bool(true);
            points.insert(
                (text("id"), status, text("variant"), has_error),
                point.value(),
            );
        }
    }
    points
}
