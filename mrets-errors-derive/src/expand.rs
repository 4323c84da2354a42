//! Expands the model into code.

pub(crate) mod bits;
mod bounds;
mod decode;
mod facade;
pub(crate) mod fallback;
mod json;
mod notes;
mod part;
mod parts;
mod pattern;
mod rows;
mod scope;
mod std_impls;

use crate::model::Model;
use crate::parse::attr::message::DisplayOwner;
use bounds::Impl;
use proc_macro2::TokenStream;
use quote::quote;
use scope::{read_while_compiling, scope};

/// For the enum
///
/// ```text
/// enum RegistryError {
///     #[status(404, title = "Record not found", detail = "The record identified by {id} could not be found.")]
///     RecordNotFound { id: Uuid },
///     #[status(500)]
///     Database(#[from] rusqlite::Error),
/// }
/// ```
///
/// this writes, paths shortened:
///
/// ```text
/// const _: () = {
///     use ::mrets_errors::private as __mrets;
///
///     static __TABLE: __mrets::Table = __mrets::Table {
///         path: concat!(module_path!(), "::RegistryError"),
///         texts: "RecordNotFoundRecord not found404{\"errors\":[{...Database500{\"errors\":[{...",
///         // For each row: the status, the bits of its varying parts, and the places of its texts.
///         rows: b"\x94\x01\x01\0\0\x20\0\0\0\0\x0e\0\0\0...",
///         constants: &[],
///         arguments: "0 id\n",                                          // for translations
///     };
///
///     impl __mrets::Answerable for RegistryError {
///         fn answer(&self) -> __mrets::Answer {                       // match one: the row
///             __mrets::Answer::of(&__TABLE, match *self {
///                 Self::RecordNotFound { .. } => 0,
///                 Self::Database { .. } => 1,
///             })
///         }
///         fn write(&self, part: Part, out: &mut Sink<'_>) -> fmt::Result { // match two: the varying parts
///             match *self {
///                 Self::RecordNotFound { ref id, .. } => out.write("\u{19}The record identified by  could not be found.", &[id]),
///                 _ => Ok(()),
///             }
///         }
///         fn describe(catalog: &mut Catalog) {                         // for documentation
///             let notes = "0 detail 55:The record identified by {id} could not be found.";
///             catalog.describe(type_name::<Self>(), &__TABLE, notes, &[], &[]);
///         }
///     }
///     impl __mrets::Answering for RegistryError {}
///     impl __mrets::MretsError for RegistryError {}
///     impl Display for RegistryError { ... }     // __mrets::display(self, f)
///     impl Error for RegistryError { ... }       // source()
///     impl From<rusqlite::Error> for RegistryError { ... }
///     __mrets::respond! { [] [RegistryError] [] } // the frameworks whose features are on
/// };
/// ```
pub(crate) fn expand(model: &Model<'_>) -> TokenStream {
    let input = model.input;
    let imp = Impl::of_model(model);
    let rows = rows::expand(model);
    let parts = parts::expand(model, &imp);
    let std_impls = match input.display {
        DisplayOwner::Us => std_impls::expand(model, &imp),
        DisplayOwner::Other => std_impls::boxes(model, &imp),
    };
    let mrets_error = facade::mrets_error(&imp);
    let decode = input.attrs.decode.then(|| decode::expand(model, &imp));
    let respond = facade::respond(input, &imp);
    let read = read_while_compiling(input);
    scope(
        input,
        &quote! {
            #rows
            #parts
            #mrets_error
            #decode
            #std_impls
            #respond
            #read
        },
    )
}
