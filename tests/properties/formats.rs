//! Display equals thiserror's for the same format string. Strings of one value sample every fill,
//! alignment, sign, width, precision and trait; strings of several values, the forms of naming them.

use crate::support::{object, proptest_config, text};
use mrets_errors::MretsError;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Compares the detail and the Display of both derives.
fn said(theirs: &dyn MretsError, ours: [&dyn MretsError; 2]) -> Result<(), TestCaseError> {
    let shown = theirs.to_string();
    prop_assert_eq!(&theirs.detail(), &shown);
    for ours in ours {
        prop_assert_eq!(&ours.to_string(), &shown);
    }
    let [detail, _] = ours;
    prop_assert_eq!(&detail.detail(), &shown);
    let object = object(detail);
    prop_assert_eq!(object["detail"].as_str(), Some(&*shown));
    Ok(())
}

/// Writes three types for each format string: one with thiserror's Display, one with our detail, and one
/// with our Display. The caller writes the derive, since thiserror looks for the fields in its scope.
macro_rules! formats {
    (#[$theirs:meta] $test:ident($value:pat in $strategy:expr) $fields:tt = $init:tt: $(($($format:tt)*))*) => {
        proptest! {
            #![proptest_config(proptest_config())]

            #[test]
            fn $test(values in $strategy) {
                $({
                    #[$theirs]
                    enum Theirs {
                        #[error($($format)*)]
                        #[status(400)]
                        Variant $fields,
                    }
                    #[derive(Debug, MretsError)]
                    enum Ours {
                        #[status(400, detail($($format)*))]
                        Detail $fields,
                        #[status(500, display($($format)*))]
                        Display $fields,
                    }
                    let $value = Clone::clone(&values);
                    let theirs = Theirs::Variant $init;
                    let $value = Clone::clone(&values);
                    let detail = Ours::Detail $init;
                    let $value = Clone::clone(&values);
                    let display = Ours::Display $init;
                    said(&theirs, [&detail, &display])?;
                })*
            }
        }
    };
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    texts(text in text()) (String) = (text):
    ("{0}") ("{0}{0}") ("{{{0}}}") ("}}{0}{{") ("\"{0}\\\u{7B}\x7B") (r#"\{0}""#)
    ("{0:*<.0?}") ("{0:é>}") ("{0:<12.3}") ("{0:*<#?}") ("{0:-^5.0}") ("{0:é>5.3}")
    ("{0:{^5.0}") ("{0:0>12.0?}") ("{0:.0?}") ("{0:é>#?}") ("{0:^12.3?}") ("{0:é>12.0?}")
    ("{0:}>12}") ("{0:0>12.0}") ("{0:>5}") ("{0:{^}") ("{0:é>5.0?}") ("{0:^12.3?}")
    ("{0:<12.0?}") ("{0:é>12.3}") ("{0:0>5.3}") ("{0:é>.0?}") ("{0:}>.3}") ("{0:<5.0?}")
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    integers(number in any::<i64>()) (i64) = (number):
    ("{0}") ("{0:+} {0:#x} {0:#X?}")
    ("{0:<+5X?}") ("{0:<+12}") ("{0:<05x}") ("{0:*<+#12b}") ("{0:é>05e}") ("{0:>#E}")
    ("{0:-^E}") ("{0:^0X}") ("{0:-^5x}") ("{0:0>+#5o}") ("{0:é>+05?}") ("{0:<+#12E}")
    ("{0:>+#5e}") ("{0:*<+#5X?}") ("{0:-^+#5x?}") ("{0:-^+12}") ("{0:<05X?}") ("{0:<#e}")
    ("{0:>+#0x?}") ("{0:0>012x}") ("{0:*<+5X?}") ("{0:}>0b}") ("{0:}>+#E}") ("{0:{^5x}")
    ("{0:-^012X?}") ("{0:0>0x}") ("{0:*<#12x}") ("{0:>12E}") ("{0:-^+#X?}") ("{0:é>+0b}")
    ("{0:}>0x?}") ("{0:é>+#012E}") ("{0:<#5?}") ("{0:^#5x}") ("{0:*<b}") ("{0:0>#05b}")
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    largest(number in any::<u128>()) (u128) = (number):
    ("{0}") ("{0:e}") ("{0:#0130b}") ("{0:#o}") ("{0:>+40}")
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    floats(number in proptest::num::f64::ANY) (f64) = (number):
    ("{0}") ("{0:?}")
    ("{0:{^05.3e}") ("{0:<+012.3?}") ("{0:*<+12.3}") ("{0:0>5?}") ("{0:<+0}") ("{0:0>+}")
    ("{0:>0.3e}") ("{0:}>+5?}") ("{0:0>12.0?}") ("{0:5.3e}") ("{0:*<+5}") ("{0:+05.0}")
    ("{0:+0.0}") ("{0:<+0E}") ("{0:}>5.3}") ("{0:^+5}") ("{0:0>0.3E}") ("{0:<+5.3e}")
    ("{0:{^+012.0}") ("{0:+12.0}") ("{0:^+012.3}") ("{0:*<+12.0E}") ("{0:>0.0}") ("{0:^05.0E}")
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    chars(char in any::<char>()) (char) = (char):
    ("{0}")
    ("{0:>}") ("{0:}>12?}") ("{0:}>}") ("{0:é>5}") ("{0:^12}") ("{0:>?}") ("{0:*<12}")
    ("{0:12}")
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    values(value in btree_map(text(), vec(any::<Option<i8>>(), 0..3), 0..3)) (BTreeMap<String, Vec<Option<i8>>>) = (value):
    ("{0:?}") ("{0:#?}")
    ("{0:-^12.1?}") ("{0:>#.1x?}") ("{0:{^#5?}") ("{0:0>.1?}") ("{0:^#?}") ("{0:<.1x?}")
    ("{0:-^#5?}") ("{0:>#5x?}") ("{0:*<12x?}") ("{0:>#12.1x?}") ("{0:}>.1?}") ("{0:>5.1x?}")
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    paths(path in text()) (PathBuf) = (path.into()):
    ("{0}") ("{0:?}") ("{}", .0.display())
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    by_number((first, second, third) in (text(), any::<i32>(), any::<bool>())) (String, i32, bool) = (first, second, third):
    ("{0}{1}{2}") ("{2} {1:?} {0:>8}") ("{1} {1} {0:?}") ("{0}")
    ("{} {}", .0, .2) ("{n} {0}", n = .1.wrapping_mul(2))
    ("{}", if *.2 { .0.as_str() } else { "none" }) ("{1:+?}, {0:.2}, {x}", x = .0.clone() + "x")
    ("{:?}", (.0, .1, .2)) ("{}", .0.chars().rev().collect::<String>()) ("constant {{}}")
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    by_name((name, number, out) in (text(), any::<u16>(), any::<Option<f32>>())) { name: String, r#type: u16, out: Option<f32> } = { name, r#type: number, out }:
    ("{name} {type} {out:?}") ("{type:#06x}{name:*^9.3}") ("{name}{name:?}{name:.1}")
    ("{} {type}", .name) ("{length} of {name}", length = .name.len()) ("{0}{out:?}", .r#type)
    ("{name}", name = .r#type) ("{out:.2?} {out:#?}") ("{}", .out.map_or(0.0, |x| x / 2.0))
}

formats! { #[derive(Debug, thiserror::Error, MretsError)]
    widths((value, width, places) in (any::<f32>(), 0_usize..40, 0_usize..20)) { value: f32, width: usize, places: usize } = { value, width, places }:
    ("{value:width$}") ("{value:.places$}") ("{value:+width$.places$}") ("{value:0width$}")
    ("{value:é<width$.places$}|") ("{:1$}", .value, .width) ("{:.*}", .places, .value)
    ("{:>+w$.p$}", .value, w = .width, p = .places) ("{value:^width$?}") ("{value:width$.places$e}")
}
