//! [`errors!`](crate::errors!): some of a type's answers, as one endpoint gives them.

use crate::answer::catalog::{Catalog, Group};
use crate::answer::row::table::RowId;
use std::borrow::Cow;
use std::collections::HashSet;

/// Names the errors of one endpoint: variants of an error type, which the compiler checks.
///
/// As an expression it is the [`Catalog`](crate::Catalog) of these errors, for
/// [`openapi_responses`](crate::Catalog::openapi_responses()) and
/// [`check_openapi`](crate::Catalog::check_openapi()). A transparent variant stands for all errors of its
/// field. Several types are separated by `;`, and one without variants stands for all of its errors.
///
/// ```
/// use mrets_errors::{MretsError, errors};
///
/// #[derive(Debug, MretsError)]
/// #[mrets(codes = "snake_case")]
/// enum AppError {
///     #[status(404)]
///     NotFound,
///     #[status(422, detail = "There are {left} left.")]
///     TooFew { left: u32 },
///     #[status(500)]
///     Broken,
/// }
///
/// #[derive(Debug, MretsError)]
/// #[status(415)]
/// struct UnsupportedMediaType;
///
/// let catalog = errors!(AppError: NotFound, TooFew; UnsupportedMediaType);
/// let codes: Vec<_> = catalog.entries().filter_map(|entry| entry.code).collect();
/// assert_eq!(codes, ["not_found", "too_few", "415"]);
/// ```
///
/// A variant that does not exist is a compile error:
///
/// ```compile_fail,E0599
/// # use mrets_errors::{MretsError, errors};
/// # #[derive(Debug, MretsError)]
/// # enum AppError {
/// #     #[status(404)]
/// #     NotFound,
/// # }
/// let catalog = errors!(AppError: NotFuond);
/// ```
///
/// As an item it is a type with a `catalog()`, which utoipa takes as the responses of an operation. Its
/// components come with the service's: `AppError::catalog().merge(BuyErrors::catalog())`.
///
/// ```
/// # use mrets_errors::{MretsError, errors};
/// # #[derive(Debug, MretsError)]
/// # #[mrets(codes = "snake_case")]
/// # enum AppError {
/// #     #[status(404)]
/// #     NotFound,
/// #     #[status(422)]
/// #     TooFew { left: u32 },
/// # }
/// errors! {
///     /// The errors of `POST /orders`.
///     pub struct BuyErrors = AppError: NotFound, TooFew
/// }
///
/// assert_eq!(BuyErrors::catalog().entries().len(), 2);
/// ```
#[macro_export]
macro_rules! errors {
    ($(#[$attribute:meta])* $vis:vis struct $name:ident = $($list:tt)+) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy)]
        $vis struct $name;

        impl $name {
            /// The errors that this type names.
            #[must_use]
            $vis fn catalog() -> $crate::Catalog {
                $crate::private::named::<Self>($crate::errors!($($list)+))
            }
        }

        $crate::private::frameworks::utoipa_selection! { $name }
    };
    ($($ty:ty $(: $($variant:ident),+ $(,)?)?);+ $(;)?) => {
        $crate::Catalog::new()$(.merge({
            $(
                type __Error = $ty;
                // The compiler checks that each variant exists.
                let _ = |error: &__Error| match error {
                    $(__Error::$variant { .. } => {})+
                    #[allow(unreachable_patterns)]
                    _ => {}
                };
            )?
            let catalog = <$ty as $crate::MretsError>::catalog();
            $(let catalog = $crate::private::selected(catalog, &[$(::core::stringify!($variant)),+]);)?
            catalog
        }))+
    };
}

/// Keeps these variants of the type that a catalogue was made of.
#[must_use]
#[inline] // Few users select: only they compile it.
pub fn selected(mut catalog: Catalog, variants: &[&'static str]) -> Catalog {
    let is_selected = |name: &str| {
        variants
            .iter()
            .any(|variant| variant.strip_prefix("r#").unwrap_or(variant) == name)
    };
    let chosen: HashSet<RowId> = (catalog.entries())
        .filter(|entry| is_selected(entry.variant))
        .map(|entry| entry.id)
        .collect();
    let Some(root) = catalog.groups.iter_mut().find(|group| group.is_root) else {
        return catalog;
    };
    root.rows.retain(|row| chosen.contains(row));
    root.inner.retain(|(variant, _)| is_selected(variant));
    root.open.retain(|variant| is_selected(variant));
    root.name = Cow::Owned(format!("{}={}", root.name, variants.join(",")));
    root.is_selection = true;
    let kept = reachable(&catalog.groups);
    catalog.groups.retain(|group| kept.contains(&*group.name));
    let rows: HashSet<RowId> = (catalog.groups.iter())
        .flat_map(|group| group.rows.iter().copied())
        .collect();
    catalog.retain_rows(&rows);
    catalog
}

/// Makes one selection of all that users asked for, with the name of a type.
#[must_use]
pub fn named<T: ?Sized>(mut catalog: Catalog) -> Catalog {
    let mut selection = Group::new(std::any::type_name::<T>(), true);
    selection.is_selection = true;
    for group in &mut catalog.groups {
        if !group.is_root {
            continue;
        }
        group.is_root = false;
        if group.is_selection {
            selection.rows.append(&mut group.rows);
            selection.inner.append(&mut group.inner);
            selection.open.append(&mut group.open);
        } else {
            let name = match &group.name {
                Cow::Borrowed(name) => *name,
                Cow::Owned(_) => continue,
            };
            selection.inner.push(("", name));
        }
    }
    catalog.groups.retain(|group| !group.is_selection);
    catalog.groups.push(selection);
    catalog
}

/// Gives the names of the types that answer in fields of the types that users asked for, at any depth.
#[inline]
fn reachable(groups: &[Group]) -> HashSet<String> {
    let mut kept: HashSet<String> = HashSet::new();
    let mut open: Vec<&Group> = groups.iter().filter(|group| group.is_root).collect();
    while let Some(group) = open.pop() {
        if kept.insert(group.name.to_string()) {
            let inner = groups
                .iter()
                .filter(|inner| group.inner.iter().any(|(_, name)| *name == inner.name));
            open.extend(inner);
        }
    }
    kept
}
