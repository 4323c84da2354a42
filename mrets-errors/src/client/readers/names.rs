//! The names that services give to the members of an error.
//!
//! Names are compared without case, `_`, `-` and namespace, so one row covers `errorMessage`,
//! `error_message` and `ErrorMessage`. Each table lists the most telling name first. Each row names a
//! service or a standard that uses it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Members with a text that says what went wrong.
const MESSAGES: &[&str] = &[
    "detail",              // JSON:API, RFC 9457, Django REST, SCIM (RFC 7644, 3.12)
    "errordescription",    // OAuth 2.0 (RFC 6749, 5.2), Keycloak
    "message",             // Spring, Express, GitHub, Stripe, AWS, Azure, Google
    "errormessage",        // Plaid, AWS Lambda, Keycloak's admin API
    "statusmessage",       // TMDB, OCPI
    "retmsg",              // Bybit
    "errordetail",         // Foursquare, Untappd
    "exceptiontext",       // OGC's web services
    "defaultmessage",      // Spring's field errors
    "msg",                 // FastAPI, Pydantic, Binance, Supabase Auth
    "usermessage",         // IBM Cloud, Apigee's own services
    "displaymessage",      // Plaid, where `error_message` is absent
    "localizedmessage",    // Adobe, SAP
    "faultstring",         // SOAP 1.1, Apigee
    "errorsummary",        // Okta
    "errormsg",            // Reddit, Baidu
    "errmsg",              // WeChat, MongoDB
    "errortext",           // Exchange, Yandex
    "diagnostics",         // FHIR's OperationOutcome
    "description",         // PayPal's details, Freshdesk, Telegram, Rocket
    "reason",              // Elasticsearch, CouchDB, Linode, RFC 7807's `invalid-params`, SOAP 1.2
    "issue",               // PayPal's details, where `description` is absent
    "summary",             // Dropbox, Confluence
    "error",               // Devise, Matrix, Ollama, Prometheus, Gin
    "err",                 // Figma
    "errors",              // Rails, Shopify, as one text
    "exceptionmessage",    // ASP.NET Web API
    "developermessage",    // Apigee, Stormpath
    "internalmessage",     // Apigee
    "translation",         // Confluence's message objects
    "text",                // FHIR's `details`, SOAP 1.2's `Reason`
    "problem",             // Vimeo
    "messagetranslations", // MediaWiki's REST API, by language
    "info",                // MediaWiki's action API
    "errorinfo",           // Phabricator, Pipedrive
    "fault",               // Apigee, as one text
    "exception",           // Tomcat's and Jersey's JSON
];

/// Members with a code by which a program decides.
const CODES: &[&str] = &[
    "code",             // JSON:API, Stripe, Azure, Twilio, Discord
    "errorcode",        // Okta, Auth0, Salesforce, Kafka REST, Telegram
    "errcode",          // Matrix, WeChat
    "type__",           // AWS's `__type`: see `normal`
    "scimtype",         // SCIM (RFC 7644, 3.12)
    "faultcode",        // SOAP 1.1
    "serviceerrorcode", // LinkedIn
    "errortag",         // RESTCONF (RFC 8040, 7.1), where `error-type` is a layer
    "errortype",        // Plaid, Prometheus, Adyen
    "errorkey",         // MediaWiki's REST API
    "exceptioncode",    // OGC's web services
    "retcode",          // Bybit
    "messageid",        // Grafana
    "errorname",        // Atlas, HubSpot
    "tag",              // Dropbox's `.tag`
];

/// Members with a word that is a code if it has no spaces and stands beside a message. Each tells less than a
/// [code](CODES).
const CODE_WORDS: &[&str] = &[
    "error",          // OAuth 2.0, CouchDB, Zendesk, Slack
    "reason",         // Kubernetes, Google's details
    "issue",          // PayPal
    "status",         // Google's `PERMISSION_DENIED`
    "type",           // Anthropic, OpenAI, Facebook, Pydantic, Elasticsearch
    "kind",           // Mongoose
    "name",           // PayPal, Node, goa
    "message",        // Google Identity's `EMAIL_NOT_FOUND`, beside a sentence
    "category",       // HubSpot, Square
    "id",             // Heroku, DigitalOcean
    "rule",           // garde, Adonis
    "keyword",        // Ajv
    "constrainttype", // Quarkus
    "cause",          // 3GPP (TS 29.571, 5.2.4.1)
];

/// Members that hold errors: a text, a list or a map in them is one.
const STRONG: &[&str] = &[
    "errors",
    "error",           // JSON:API, Rails, Laravel, ASP.NET, Google, Stripe
    "rows",            // M-RETS
    "errormessages",   // Jira
    "messages",        // marshmallow, Hetzner's fields
    "fielderrors",     // Spring, Zod's `flatten`
    "globalerrors",    // Spring
    "generalerrors",   // FusionAuth
    "formerrors",      // Zod's `flatten`
    "fieldviolations", // Google's `BadRequest`
    "violations",      // Zalando, Symfony, Quarkus
    "parameterviolations",
    "propertyviolations",
    "classviolations",
    "returnvalueviolations", // RESTEasy
    "validationerrors",      // Xero, Contentful
    "validationmessages",    // Laminas
    "invalidparams",         // RFC 7807, 3, and who followed it
    "invalidparameters",     // Amadeus
    "invalidfields",         // Adyen
    "modelstate",            // ASP.NET Web API
    "issues",
    "issue",                // Zod, Valibot, FHIR
    "errorcauses",          // Okta
    "errorlist",            // eBay
    "errordetails",         // SAP
    "failures",             // hapi, FluentValidation
    "problems",             // Zalando, Rust's `garde`
    "fault",                // Apigee, SOAP, QuickBooks
    "err",                  // Express
    "innererrors",          // `_errors` of Discord, Zod's `format`: see `normal`
    "exception",            // Facebook's old API
    "embedded",             // Micronaut, HAL
    "odataerror",           // SharePoint's `odata.error`
    "reasons",              // FluentResults
    "errorcodes",           // Checkout.com
    "fieldlist",            // AWS's Smithy
    "tppmessages",          // the Berlin Group's NextGenPSD2
    "@messageextendedinfo", // Redfish
];

/// Members that may hold errors, but more often hold other things. Only an object whose own members make it an error
/// is read.
const WEAK: &[&str] = &[
    "detail",
    "details",     // FastAPI, Sentry, Azure, joi
    "message",     // NestJS, GitLab
    "data",        // JSend, WordPress, Confluence
    "contextinfo", // Box
    "body",        // SOAP, API gateways
    "response",    // Axios
    "result",
    "results",  // ServiceNow, Elasticsearch
    "causes",   // Kubernetes
    "fields",   // Bitbucket
    "json",     // Reddit
    "meta",     // Instagram, Foursquare, Nextcloud
    "status",   // Flickr, VK, GoodData
    "elements", // Xero
    "extra",    // Litestar
    "params",   // Recurly
];

/// Members that name the field.
const PLACES: &[&str] = &[
    "pointer",           // RFC 9457, 3.1.1
    "field",             // Spring, GitHub, Zalando, SendGrid
    "fieldname",         // Marketo, Amadeus
    "propertypath",      // Symfony
    "propertyname",      // FluentValidation
    "property",          // class-validator
    "loc",               // FastAPI
    "instancepath",      // Ajv 8
    "datapath",          // Ajv 6
    "path",              // joi, Zod, Quarkus
    "param",             // Stripe, express-validator
    "parameter",         // Twitter
    "parametername",     // eBay
    "errorpath",         // RESTCONF (RFC 8040, 7.1), Oracle, Dropbox Sign
    "jsonpath",          // Worldpay
    "fieldpath",         // ISO 20022 gateways
    "locator",           // OGC's web services
    "relatedproperties", // Redfish
    "attribute",         // Ruby's dry-validation, AWS Cognito
    "target",            // Azure
    "element",           // QuickBooks
    "expression",        // FHIR
    "key",               // Adonis
    "name",              // RFC 7807's `invalid-params`, Adyen, Hetzner
];

/// Members that say in which part of the request the field is.
const LOCATIONS: &[&str] = &[
    "location",      // express-validator, PayPal
    "in",            // OpenAPI's word
    "parametertype", // Quarkus
    "source",        // Litestar
];

/// Members with the number of the HTTP status.
const STATUSES: &[&str] = &[
    "status",
    "statuscode",
    "httpstatus",
    "httpcode",
    "httpstatuscode",
];

/// Members that identify the request, beside `id`.
const REQUEST_IDS: &[&str] = &[
    "requestid",     // AWS, Azure, Box, Plaid
    "traceid",       // ASP.NET, Grafana
    "correlationid", // HubSpot, Microsoft Graph
    "fbtraceid",     // Facebook
    "debugid",       // PayPal
    "errorid",       // Okta
    "logid",         // TikTok
    "pspreference",  // Adyen
    "transactionid", // LinkedIn
];

/// The way in which a member that holds errors is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Strong,
    Weak,
}

/// The roles that a member's name can give it.
#[allow(clippy::struct_excessive_bools, reason = "a name may have any of them")]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Roles {
    pub(super) message: Option<usize>,
    pub(super) code: Option<usize>,
    pub(super) holder: Option<Holder>,
    pub(super) place: Option<usize>,
    pub(super) is_location: bool,
    pub(super) is_status: bool,
    pub(super) is_request_id: bool,
    /// An `_errors` of Discord or Zod, which is about the object that it stands in.
    pub(super) is_leaf: bool,
}

/// A code of this rank or above is only a word, and makes no error by itself.
pub(super) const FIRST_WORD: usize = 100;

static ROLES: LazyLock<HashMap<&'static str, Roles>> = LazyLock::new(|| {
    fn enter(
        roles: &mut HashMap<&'static str, Roles>,
        names: &[&'static str],
        set: impl Fn(&mut Roles, usize),
    ) {
        for (rank, name) in names.iter().enumerate() {
            set(roles.entry(name).or_default(), rank);
        }
    }
    let mut roles = HashMap::new();
    enter(&mut roles, CODE_WORDS, |roles, rank| {
        roles.code = Some(FIRST_WORD + rank);
    });
    enter(&mut roles, CODES, |roles, rank| roles.code = Some(rank));
    enter(&mut roles, MESSAGES, |roles, rank| {
        roles.message = Some(rank);
    });
    enter(&mut roles, WEAK, |roles, _| {
        roles.holder = Some(Holder::Weak);
    });
    enter(&mut roles, STRONG, |roles, _| {
        roles.holder = Some(Holder::Strong);
    });
    enter(&mut roles, PLACES, |roles, rank| roles.place = Some(rank));
    enter(&mut roles, LOCATIONS, |roles, _| roles.is_location = true);
    enter(&mut roles, STATUSES, |roles, _| roles.is_status = true);
    enter(&mut roles, REQUEST_IDS, |roles, _| {
        roles.is_request_id = true;
    });
    enter(&mut roles, &["innererrors"], |roles, _| {
        roles.is_leaf = true;
    });
    roles
});

/// Messages of this rank or above may be about something that is no error, as a `description` may.
pub(super) static FIRST_VAGUE: LazyLock<usize> = LazyLock::new(|| {
    let at = MESSAGES.iter().position(|name| *name == "description");
    at.unwrap_or_default()
});

/// The roles of a member of this name.
pub(super) fn roles(name: &str) -> Roles {
    ROLES
        .get(normal(name).as_str())
        .copied()
        .unwrap_or_default()
}

/// A name in the spelling of the tables; `""` if it is too long for them.
pub(super) fn normal(name: &str) -> String {
    const LONGEST: usize = 40;
    if name.len() > LONGEST {
        return String::new();
    }
    match name {
        "__type" => return "type__".to_owned(),
        "_errors" => return "innererrors".to_owned(),
        _ => {}
    }
    // `hydra:description`, `soap:Fault`
    let name = name.rsplit(':').next().unwrap_or(name);
    let chars = name
        .chars()
        .filter(|char| !matches!(char, '_' | '-' | ' ' | '.'));
    chars.map(|char| char.to_ascii_lowercase()).collect()
}
