//! The cases of `#[mrets(codes = "...")]`.

use super::text::Str;
use crate::report::ctxt::Ctxt;
use crate::report::suggest::list;
use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// The case into which `codes` puts the variants' names; heck splits the words.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    Snake,
    Kebab,
    ScreamingSnake,
    Camel,
    Pascal,
}

impl Case {
    const ALL: [(&'static str, Self); 5] = [
        ("snake_case", Self::Snake),
        ("kebab-case", Self::Kebab),
        ("SCREAMING_SNAKE_CASE", Self::ScreamingSnake),
        ("camelCase", Self::Camel),
        ("PascalCase", Self::Pascal),
    ];

    pub(super) fn parse(cx: &Ctxt, text: &Str) -> Option<Self> {
        let name = text.value();
        let case = Self::ALL.iter().find(|(case, _)| *case == name);
        if case.is_none() {
            let cases = list(&Self::ALL.map(|(case, _)| case));
            cx.error(
                text.span(),
                format_args!("unknown case: write one of {cases}"),
            );
        }
        case.map(|(_, case)| *case)
    }

    pub(crate) fn apply(self, name: &str) -> String {
        match self {
            Self::Snake => name.to_snake_case(),
            Self::Kebab => name.to_kebab_case(),
            Self::ScreamingSnake => name.to_shouty_snake_case(),
            Self::Camel => name.to_lower_camel_case(),
            Self::Pascal => name.to_pascal_case(),
        }
    }
}
