//! The models of openapi-generator's Rust client, read from real answers.

use registry_client::models::{FieldError, RegistryError, RegistryErrorEnvelope};

async fn errors(request: reqwest::RequestBuilder) -> Vec<RegistryError> {
    let response = request.header("X-Api-Key", "demo-key").send().await.unwrap();
    response.json::<RegistryErrorEnvelope>().await.unwrap().errors
}

#[tokio::main]
async fn main() {
    let base = std::env::var("BASE").unwrap() + "/v1/public/rec";
    let client = reqwest::Client::new();
    let id = "00000000-0000-0000-0000-000000000001";

    let missing = errors(client.get(format!("{base}/accounts/{id}"))).await;
    let RegistryError::RecordNotFound(record) = &missing[0] else { panic!("{missing:?}") };
    println!("ok: 404, {}", record.title);

    let body = format!(
        r#"{{"data":{{"attributes":{{"from_account":"a0000000-0000-4000-8000-000000000001","to_account":"{id}","certificate":"c0000000-0000-4000-8000-000000000001","quantity":1}}}}}}"#
    );
    let request = client.post(format!("{base}/transactions"));
    let refused = errors(request.header("Content-Type", "application/vnd.api+json").body(body)).await;
    let RegistryError::FieldError(error) = &refused[0] else { panic!("{refused:?}") };
    let FieldError::FieldErrorUnknownAccount(error) = &**error else { panic!("{error:?}") };
    println!("ok: 422, {}", error.meta.name);

    let broken = errors(client.get(format!("{base}/reports/broken"))).await;
    let RegistryError::RegistryErrorDatabase(error) = &broken[0] else { panic!("{broken:?}") };
    println!("ok: 500, {}", error.title);
}
