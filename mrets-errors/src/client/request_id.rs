//! The id of a request in the server's logs.

use super::readers::request_id_of;
use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use http::HeaderMap;

/// Headers with the id of the request, the most telling first.
const NAMES: [&str; 24] = [
    "x-request-id",             // the custom, and what our servers send
    "request-id",               // Stripe, Anthropic, Microsoft Graph, Braintree
    "x-correlation-id",         // Spring, Azure, PayPal's gateways
    "correlation-id",           // Adobe
    "x-amzn-requestid",         // AWS
    "x-amz-request-id",         // S3
    "x-ms-request-id",          // Azure
    "x-github-request-id",      // GitHub
    "x-gitlab-request-id",      // GitLab
    "x-goog-request-id",        // Google's APIs
    "paypal-debug-id",          // PayPal
    "x-twitter-response-id",    // X
    "x-fb-trace-id",            // Facebook
    "x-slack-req-id",           // Slack
    "x-okta-request-id",        // Okta
    "x-hubspot-correlation-id", // HubSpot
    "x-rlog-trace-id",          // Auth0's edge
    "x-trace-id",               // many gateways
    "x-b3-traceid",             // Zipkin
    "x-cloud-trace-context",    // Google Cloud
    "x-zendesk-request-id",     // Zendesk
    "x-shopify-request-id",     // Shopify
    "x-vercel-id",              // Vercel
    "cf-ray",                   // Cloudflare
];

/// Finds the id of a request in a header, else in the first error object, else in the envelope's `meta`.
pub(super) fn of<'a>(
    headers: &'a HeaderMap,
    envelope: Option<&'a Envelope>,
    errors: &'a [ErrorObject],
) -> Option<&'a str> {
    let values = NAMES.into_iter().filter_map(|name| headers.get(name));
    let mut ids = values.filter_map(|value| value.to_str().ok());
    let first = errors.first();
    ids.find(|id| !id.is_empty())
        .or_else(|| {
            first?
                .id
                .as_deref()
                .filter(|id| !id.contains(char::is_whitespace))
        })
        .or_else(|| request_id_of(first?.meta.as_ref()?))
        .or_else(|| request_id_of(envelope?.meta.as_ref()?))
}

/// Whether a header has an id, which is harmless in a log.
pub(super) fn is_id(name: &str) -> bool {
    NAMES.contains(&name)
}
