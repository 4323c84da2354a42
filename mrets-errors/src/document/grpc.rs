//! The HTTP answer within a status of gRPC.

use bytes::Bytes;
use prost::Message;
use prost_types::Any;

/// The name under which a message of google.rpc stands in the details of a status.
macro_rules! type_url {
    ($name:literal) => {
        concat!("type.googleapis.com/google.rpc.", $name)
    };
}

pub(crate) const BAD_REQUEST: &str = type_url!("BadRequest");
pub(crate) const ERROR_INFO: &str = type_url!("ErrorInfo");
pub(crate) const HELP: &str = type_url!("Help");
pub(crate) const HTTP_RESPONSE: &str = type_url!("HttpResponse");
pub(crate) const LOCALIZED_MESSAGE: &str = type_url!("LocalizedMessage");
#[cfg(feature = "client")]
pub(crate) const PRECONDITION_FAILURE: &str = type_url!("PreconditionFailure");
#[cfg(feature = "client")]
pub(crate) const QUOTA_FAILURE: &str = type_url!("QuotaFailure");
pub(crate) const REQUEST_INFO: &str = type_url!("RequestInfo");
#[cfg(feature = "client")]
pub(crate) const RESOURCE_INFO: &str = type_url!("ResourceInfo");
pub(crate) const RETRY_INFO: &str = type_url!("RetryInfo");

/// google.rpc.HttpResponse (googleapis' `google/rpc/http.proto`): the same error's answer over HTTP, which our client
/// reads.
///
/// The headers of the answer are the status's metadata, where others find them, too.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct HttpResponse {
    /// The HTTP status.
    #[prost(int32, tag = "1")]
    pub(crate) status: i32,
    /// The JSON:API document; empty for a 304.
    #[prost(bytes = "bytes", tag = "4")]
    pub(crate) body: Bytes,
}

/// A message as a detail of a status.
pub(crate) fn detail(type_url: &str, message: &impl Message) -> Any {
    Any {
        type_url: type_url.to_owned(),
        value: message.encode_to_vec(),
    }
}
