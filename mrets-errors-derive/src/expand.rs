//! The model as tokens.

mod bounds;
mod decode;
pub(crate) mod fallback;
mod json;
mod notes;
mod parts;
mod rows;
mod std_impls;

use crate::model::Model;
use crate::parse::ast::{DisplayOwner, Input};
use bounds::Impl;
use proc_macro2::TokenStream;
use quote::quote;

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
///     use ::mrets_errors::{MretsError as __MretsError, private as __mrets};
///
///     static __ROWS: [__mrets::Row; 2] = [
///         __mrets::Row {
///             variant: "RecordNotFound", status: 404, title: "Record not found", code: "404",
///             detail: "The URI requested is invalid ...",
///             parts: __mrets::Row::DETAIL,
///             before: "{\"errors\":[{...\"detail\":\"", after: "\",\"code\":...}]}",
///             ..__mrets::Row::BASE
///         },
///         __mrets::Row { variant: "Database", status: 500, ..., body: "{\"errors\":[...]}", ..__mrets::Row::BASE },
///     ];
///
///     impl __mrets::Answerable for RegistryError {
///         fn answer(&self) -> __mrets::Answer {                       // match one: the row
///             __mrets::Answer::of(&__ROWS, match *self {
///                 Self::RecordNotFound { .. } => 0,
///                 Self::Database { .. } => 1,
///             })
///         }
///         fn write(&self, part: Part, out: &mut Sink<'_>) -> fmt::Result { // match two: what varies
///             match *self {
///                 Self::RecordNotFound { ref id, .. } => out.write(
///                     &["The record identified by ", " could not be found."],
///                     &[id],
///                 ),
///                 _ => Ok(()),
///             }
///         }
///         fn describe(catalog: &mut Catalog) {                         // what documentation reads
///             static NOTES: [__mrets::Note; 2] = [...];
///             catalog.describe(type_name::<Self>(), &__ROWS, &NOTES, &[]);
///         }
///     }
///     impl __MretsError for RegistryError {
///         fn as_answering_error(&self) -> &dyn __mrets::AnsweringError { self }
///     }
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
        DisplayOwner::Other => TokenStream::new(),
    };
    let mrets_error = mrets_error(&imp);
    let decode = input.attrs.decode.then(|| decode::expand(model, &imp));
    let respond = respond(input, &imp);
    scope(
        input,
        &quote! {
            #rows
            #parts
            #mrets_error
            #decode
            #std_impls
            #respond
        },
    )
}

/// Keeps the names that generated code needs away from the user's module. They are imported at
/// once: where `crate = ...` is wrong, rustc says so once.
pub(crate) fn scope(input: &Input<'_>, items: &TokenStream) -> TokenStream {
    let krate = input.krate();
    // Only what is needed: under a `forbid` of the lint, an `allow` is an error.
    let deprecated = input.is_deprecated().then(|| quote!(#[allow(deprecated)])); // What the user deprecates still answers.
    let non_snake_case = input
        .has_non_snake_case()
        .then(|| quote!(#[allow(non_snake_case)])); // Fields are bound by the names they have.
    quote! {
        #deprecated
        #non_snake_case
        const _: () = {
            use #krate::{MretsError as __MretsError, private as __mrets};
            #items
        };
    }
}

/// The public trait has provided methods, which read the error without its type.
pub(crate) fn mrets_error(imp: &Impl<'_>) -> TokenStream {
    let header = imp.header(&quote!(__MretsError), imp.bounds_of_mrets_error());
    quote! {
        #[automatically_derived]
        #header {
            fn as_answering_error(&self) -> &dyn __mrets::AnsweringError {
                self
            }
        }
    }
}

/// One call for all frameworks: which of them are there is the facade's to know.
pub(crate) fn respond(input: &Input<'_>, imp: &Impl<'_>) -> TokenStream {
    if input.attrs.no_response {
        return TokenStream::new();
    }
    let params = &imp.params;
    let ty = &imp.ty;
    let where_clause = imp.where_clause(imp.bounds_of_response());
    quote! {
        __mrets::respond! { [#params] [#ty] [#where_clause] }
    }
}
