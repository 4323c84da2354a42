//! `#[mrets(...)]`, on the type.

use super::case::Case;
use super::item::Item;
use super::keys::{MRETS, MretsKey, Written};
use super::text::Str;
use super::{Attr, arguments};
use crate::parse::list::split;
use crate::report::ctxt::Ctxt;
use proc_macro2::Ident;
use syn::punctuated::Punctuated;
use syn::{Path, Token, WherePredicate};

/// `#[mrets(...)]`, as written; several of them count as one.
#[derive(Default)]
pub(crate) struct MretsAttr {
    /// The bounds that replace the inferred ones.
    pub(crate) bound: Option<Vec<WherePredicate>>,
    pub(crate) codes: Option<Case>,
    pub(crate) challenge: Option<Str>,
    pub(crate) docs: Option<Str>,
    pub(crate) decode: bool,
    pub(crate) dialect: Option<Path>,
    pub(crate) krate: Option<Path>,
    pub(crate) no_display: bool,
    pub(crate) no_response: bool,
    /// The name of a status that is written here, which is reported.
    pub(crate) misplaced_status: Option<Ident>,
    written: Vec<Written<MretsKey>>,
}

impl MretsAttr {
    pub(crate) fn from_attrs(cx: &Ctxt, attrs: &[Attr<'_>]) -> Self {
        let mut this = Self::default();
        for attr in attrs.iter().filter(|attr| attr.is("mrets")) {
            let Some(tokens) = arguments(cx, attr, r#"mrets(codes = "snake_case")"#) else {
                continue;
            };
            for run in split(tokens) {
                match Item::from_run(&run) {
                    Some(item) => this.add(cx, item),
                    None => MRETS.expected(cx, &run),
                }
            }
        }
        this
    }

    fn add(&mut self, cx: &Ctxt, item: Item) {
        let Some(row) = item.row(cx, &MRETS, &mut self.written) else {
            if item.name == "status" || item.name == "transparent" {
                self.misplaced_status = Some(item.name);
            }
            return;
        };
        let key = &row.syntax;
        match row.key {
            MretsKey::Bound => {
                let text = item.text(cx, key);
                self.bound = text.and_then(|text| predicates(cx, &text));
            }
            MretsKey::Codes => {
                let case = item.text(cx, key);
                self.codes = case.and_then(|text| Case::parse(cx, &text));
            }
            MretsKey::Challenge => self.challenge = item.text(cx, key),
            MretsKey::Docs => self.docs = item.text(cx, key),
            MretsKey::Decode => self.decode = item.flag(cx, key),
            MretsKey::Dialect => self.dialect = item.path(cx, key),
            MretsKey::Crate => self.krate = item.path(cx, key),
            MretsKey::NoDisplay => self.no_display = item.flag(cx, key),
            MretsKey::NoResponse => self.no_response = item.flag(cx, key),
        }
    }
}

/// Reads the predicates of a `where` clause.
fn predicates(cx: &Ctxt, text: &Str) -> Option<Vec<WherePredicate>> {
    match text
        .to_syn()
        .parse_with(Punctuated::<WherePredicate, Token![,]>::parse_terminated)
    {
        Ok(predicates) => Some(predicates.into_iter().collect()),
        Err(error) => {
            cx.error(
                text.span(),
                format_args!(
                    "not the bounds of a `where` clause, {error}: write `bound = \"T: Display\"`"
                ),
            );
            None
        }
    }
}
