//! Feeds the pipeline with likely and unlikely mistakes. It never panics, and gives either impls that
//! parse or mistakes inside the input.
//!
//! It stands within the crate, since tests of another crate cannot call a procedural macro. The
//! numbers are pseudo-random, so that every run is the same. `MRETS_FUZZ=100000`, as in CI, asks for
//! more inputs than a first `cargo test` has.

use crate::derive::derive;
use crate::parse::attr::keys::{MRETS, STATUS};
use fastrand::Rng;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use std::fmt::Write as _;
use std::panic::catch_unwind;
use std::thread::ScopedJoinHandle;
use syn::DeriveInput;

const INPUTS: usize = 10_000;

/// The seeds of the numbers, one for each thread.
const STARTS: [u64; 4] = [2026, 6901, 9110, 9457];

/// Every key, every kind of field, every kind of type.
const SEEDS: [&str; 13] = [
    r#"enum E {
        #[status(404, title = "Record not found", detail = "There is no {id}.")]
        RecordNotFound { id: u32 },
        #[status(401)]
        Unauthenticated,
        #[status(422, code = "invalid", pointer = "/data/attributes/{name}", detail = "{name} {problem}")]
        Invalid { name: String, problem: &'static str },
        #[status(429, retry_after = .wait)]
        TooMany { wait: Duration },
        #[status(500)]
        Database(#[from] std::io::Error),
        #[status(transparent)]
        Other(#[from] OtherError),
        #[status(422)]
        Several(#[errors] Vec<FieldError>),
    }"#,
    r#"#[status(500, code = "broken")]
    #[mrets(codes = "snake_case", challenge = "Basic", crate = a::b, no_display, no_response)]
    enum E { First, #[status(NOT_FOUND)] Second, #[status(.0)] Third(StatusCode) }"#,
    r#"#[status(409, expose, display("{} of {max:>8}", .items.len(), max = self.max), id = .id,
        parameter = "{id}", header = "{0:?}", about = "a/{r#type}", type = "t",
        meta(key = .items.iter().max(), "other-key" = 7), headers("Allow" = "GET, HEAD", "X-{}" = 1))]
    struct S<'a, T: Copy, const N: usize> where T: 'static { id: T, items: [u8; N], max: &'a str, r#type: Option<Box<Self>>, #[source] source: Cause, #[meta] m: u8 }"#,
    r#"#[mrets(codes = "kebab-case", decode, docs = "https://example.org/errors")]
    enum E { #[status(410, detail = "{0}")] Gone(u32, #[meta] Option<T>), #[status(503, retry_after = 7)] Busy { #[meta] queue: u8, host: String },
        #[status(.status)] Upstream { status: StatusCode }, #[status(304)] NotModified, #[status(transparent)] Inner(Box<E>), #[status(422)] All(#[errors] Vec<E>, u8) }"#,
    r#"#[derive(Error)] enum E { #[error("there is no {0}")] #[status(404)] A(u32), #[error(transparent)] #[status(500)] B(#[from] io::Error) }"#,
    r#"#[status(405, headers("Allow" = .0))] struct S(&'static str);"#,
    r#"#[status(304, headers("ETag" = "v1"), display = "unchanged")] struct S;"#,
    r"#[mrets(decode)] enum E<T> { #[status(502, expose)] A { #[headers] headers: &'static [(T, T)], #[meta(flatten)] rest: Option<T> },
        #[status(.0)] B(StatusCode, #[headers] HeaderMap) }",
    r#"enum E { #[error("{0}: {}", .1, n = self.0)] #[status(400)] A(#[from] io::Error, u8), #[error(fmt = show)] #[status(404)] B { source: T },
        #[snafu(display("{source}"))] #[status(409)] C { #[snafu(source(false))] source: u8, backtrace: Backtrace }, #[display("{_0}")] #[from] #[status(410)] D(T) }"#,
    r#"#[mrets(bound = "T: Display", codes = "snake_case")] enum E<T> {
        #[status(500)] Io { #[from] cause: io::Error, #[location] at: &'static Location<'static>, #[from(default)] n: u8, trace: Backtrace },
        #[status(409, title = TITLE, code = codes::TAKEN, type = concat!("https://e.example/", stringify!(x)))] #[deprecated] Taken { r#source: String },
        #[doc(hidden)] #[status(410)] Gone { #[source(skip)] source: T } }"#,
    r#"#[status(422, detail("{} {b} {}", <A<u8, u8> as B>::c(), if let 1 | 2 = .0 { 1 } else { 2 }, b = |x, y| x | y), id = .0 as A<u8, u8>, meta(a = .0..2))] struct S(u8);"#,
    "union U { a: u8, b: u8 }",
    "enum E {}",
];

/// The words of keys, values and slips.
#[rustfmt::skip] // many a line
const WORDS: [&str; 30] = [
    "status", "mrets", "transparent", "location", "default", "skip", "concat", "let", "for", "|", "<",
    "NOT_FOUND", "self", "Self", "true", "as", "match", "if", "move", "_", "r#type", "name",
    "source", "from", "errors", "é", "u16", "IM_A_TEAPOT", "statu", "titel",
];

#[rustfmt::skip] // many a line
const TEXTS: [&str; 24] = [
    "", "{", "}", "{{", "}}", "{}", "{0}", "{id}", "{id:?}", "{id:>8}", "{id:.*}", "{id:1$}",
    "{:width$.prec$}", "{r#type}", "{ id }", "{self}", "{{id}}", "{id", "id}", "{id:é}",
    "\"\\\n\u{0}", "snake_case", "application/json", "https://example.org",
];

#[rustfmt::skip] // many a line
const NUMBERS: [&str; 14] = [
    "404", "500", "304", "200", "599", "600", "0", "99999999999999999999", "404u16", "4_0_4",
    "0x194", "4.04", "405", "451",
];

const PUNCTUATION: [char; 14] = [
    '.', ',', '=', ':', ';', '-', '&', '|', '<', '>', '?', '!', '\'', '#',
];

#[test]
fn it_never_panics_and_every_mistake_lies_in_the_input() {
    let wanted = wanted();
    let tally = std::thread::scope(|scope| {
        let threads = STARTS
            .map(|start| scope.spawn(move || Tally::of(start, wanted.div_ceil(STARTS.len()))));
        let tallies = threads.map(ScopedJoinHandle::join).into_iter();
        tallies.fold(Tally::default(), |sum, tally| match tally {
            Ok(tally) => sum.and(&tally),
            Err(panic) => std::panic::resume_unwind(panic),
        })
    });
    // Both outcomes are frequent.
    assert!(tally.impls > wanted / 50, "{tally:?}");
    assert!(tally.mistaken > wanted / 4, "{tally:?}");
    assert!(tally.expressions < wanted / 20, "{tally:?}");
    println!("{tally:?}");
}

fn wanted() -> usize {
    let wanted = std::env::var("MRETS_FUZZ").ok();
    let wanted = wanted.and_then(|wanted| wanted.parse().ok());
    wanted.unwrap_or(INPUTS)
}

/// Runs the same through fragments of `macro_rules!`, which come in invisible groups without text.
#[test]
fn it_never_panics_on_invisible_groups() {
    let mut rng = Rng::with_seed(6901);
    let mut inputs = 0;
    while inputs < wanted() / 5 {
        let seed = rng.choice(SEEDS).unwrap_or_default();
        let Ok(tokens) = seed.parse::<TokenStream>() else {
            continue;
        };
        let tokens = mutate(&mut rng, tokens, 1 + inputs % 3, true);
        let tokens = with_mixed_spans(&mut rng, tokens);
        if let Ok(input) = syn::parse2::<DeriveInput>(tokens.clone()) {
            inputs += 1;
            let output = catch_unwind(|| derive(&input).to_string());
            assert!(output.is_ok(), "panicked at\n{tokens}");
        }
    }
}

/// Mixes the spans, as if the tokens came from several macros.
fn with_mixed_spans(rng: &mut Rng, tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            let inner = with_mixed_spans(rng, group.stream());
            token = Group::new(group.delimiter(), inner).into();
        }
        token.set_span(if rng.bool() {
            Span::mixed_site()
        } else {
            Span::call_site()
        });
        token
    });
    tokens.collect()
}

#[derive(Debug, Default)]
struct Tally {
    impls: usize,
    mistaken: usize,
    /// Impls around tokens that are no expression.
    expressions: usize,
}

impl Tally {
    fn inputs(&self) -> usize {
        self.impls + self.mistaken
    }

    fn of(seed: u64, wanted: usize) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut tally = Self::default();
        // rustc itself refuses some inputs. They never reach a derive, and do not count.
        while tally.inputs() < wanted {
            // Else proc_macro2 would keep every source.
            proc_macro2::extra::invalidate_current_thread_spans();
            let Some(source) = source(&mut rng) else {
                continue;
            };
            if let Ok(input) = syn::parse_str::<DeriveInput>(&source) {
                tally.add(&source, &input);
            }
        }
        tally
    }

    fn and(self, other: &Self) -> Self {
        Self {
            impls: self.impls + other.impls,
            mistaken: self.mistaken + other.mistaken,
            expressions: self.expressions + other.expressions,
        }
    }

    fn add(&mut self, source: &str, input: &DeriveInput) {
        let output = catch_unwind(|| Output::of(derive(input)));
        let Ok(output) = output else {
            panic!("panicked at\n{source}");
        };
        match syn_full::parse2::<syn_full::File>(output.impls.clone()) {
            // A type without a size gets only its mistake, since our traits are not for it.
            Ok(file) => assert!(
                !file.items.is_empty() || !output.mistakes.is_empty(),
                "silence about\n{source}"
            ),
            // rustc reads the expressions, and complains at the user's token.
            Err(error) => {
                assert!(
                    is_in_input(error.span()),
                    "impls that do not parse, {error}:\n{}\nof\n{source}",
                    output.impls
                );
                self.expressions += 1;
            }
        }
        for at in &output.mistakes {
            assert!(
                is_in_input(*at),
                "a mistake outside of the input, at {at:?}:\n{source}"
            );
        }
        if output.mistakes.is_empty() {
            self.impls += 1;
        } else {
            self.mistaken += 1;
        }
    }
}

/// Whether a place is in the input. The first line of the source is empty, for `call_site`.
fn is_in_input(at: Span) -> bool {
    at.start().line > 1
}

/// The macro's output: its mistakes, and all else.
struct Output {
    mistakes: Vec<Span>,
    impls: TokenStream,
}

impl Output {
    fn of(tokens: TokenStream) -> Self {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut this = Self {
            mistakes: Vec::new(),
            impls: TokenStream::new(),
        };
        let mut rest = tokens.as_slice();
        // `::core::compile_error! { "..." }`
        while let [
            first,
            _,
            _,
            _,
            _,
            TokenTree::Ident(name),
            _,
            last,
            after @ ..,
        ] = rest
        {
            if name != "compile_error" {
                break;
            }
            this.mistakes.extend([first.span(), last.span()]);
            rest = after;
        }
        this.impls.extend(rest.iter().cloned());
        this
    }
}

/// A seed with a few mistakes, as text, so that each token has a place.
fn source(rng: &mut Rng) -> Option<String> {
    let seed = rng.choice(SEEDS)?.parse::<TokenStream>().ok()?;
    let mistakes = rng.usize(0..4);
    let tokens = mutate(rng, seed, mistakes, false);
    Some(format!("\n{tokens}"))
}

/// Puts this number of mistakes into the attributes, and a few elsewhere.
fn mutate(rng: &mut Rng, tokens: TokenStream, mistakes: usize, invisible: bool) -> TokenStream {
    (0..mistakes).fold(tokens, |tokens, _| {
        let attributes = count(&tokens, false);
        let mut at = if attributes > 0 && rng.u8(..) > 20 {
            Place {
                skip: rng.usize(0..attributes),
                anywhere: false,
            }
        } else {
            Place {
                skip: rng.usize(0..=count(&tokens, true)),
                anywhere: true,
            }
        };
        change(rng, tokens, &mut at, false, invisible)
    })
}

/// The token to change, by the number of counted tokens before it.
struct Place {
    skip: usize,
    anywhere: bool,
}

/// The number of tokens in attributes, or anywhere.
fn count(tokens: &TokenStream, anywhere: bool) -> usize {
    fn within(tokens: TokenStream, counts: bool, anywhere: bool) -> usize {
        let mut before = None;
        tokens
            .into_iter()
            .map(|token| {
                let inner = is_attribute(before.as_ref(), &token) || counts;
                let nested = match &token {
                    TokenTree::Group(group) => within(group.stream(), inner, anywhere),
                    _ => 0,
                };
                before = Some(token);
                nested + usize::from(counts || anywhere)
            })
            .sum()
    }
    within(tokens.clone(), false, anywhere)
}

/// Whether a token is the `[...]` behind a `#`.
fn is_attribute(before: Option<&TokenTree>, token: &TokenTree) -> bool {
    matches!(
        (before, token),
        (Some(TokenTree::Punct(hash)), TokenTree::Group(group))
            if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket
    )
}

fn change(
    rng: &mut Rng,
    tokens: TokenStream,
    at: &mut Place,
    counts: bool,
    invisible: bool,
) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    let mut before = None;
    for token in tokens {
        let inner = counts || is_attribute(before.as_ref(), &token);
        before = Some(token.clone());
        if counts || at.anywhere {
            if at.skip == 0 {
                at.skip = usize::MAX;
                out.extend(slip(rng, token, invisible));
                continue;
            }
            at.skip = at.skip.saturating_sub(1);
        }
        out.push(match token {
            TokenTree::Group(group) if at.skip < usize::MAX => {
                let inner = change(rng, group.stream(), at, inner, invisible);
                Group::new(group.delimiter(), inner).into()
            }
            token => token,
        });
    }
    out.into_iter().collect()
}

/// The tokens that replace this one.
fn slip(rng: &mut Rng, token: TokenTree, invisible: bool) -> Vec<TokenTree> {
    match rng.u8(0..10) {
        0 => Vec::new(),
        1 => vec![token.clone(), token],
        2 => vec![token, random(rng)],
        3 => vec![random(rng), token],
        4 => vec![random(rng), random(rng)],
        5 => (0..rng.usize(1..6)).map(|_| random(rng)).collect(),
        6 => vec![wrap(rng, token, invisible)],
        7 => match token {
            // A word with a letter too few, a text with another piece.
            TokenTree::Ident(ident) => vec![typo(rng, &ident)],
            TokenTree::Literal(_) => vec![text(rng)],
            TokenTree::Group(group) => group.stream().into_iter().collect(),
            TokenTree::Punct(_) => vec![random(rng)],
        },
        _ => vec![random(rng)],
    }
}

fn wrap(rng: &mut Rng, token: TokenTree, invisible: bool) -> TokenTree {
    let delimiters = [Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::Brace];
    let delimiter = if invisible {
        Delimiter::None
    } else {
        *rng.choice(&delimiters).unwrap_or(&Delimiter::Brace)
    };
    Group::new(delimiter, token.into()).into()
}

fn typo(rng: &mut Rng, ident: &Ident) -> TokenTree {
    let mut letters: Vec<char> = ident.to_string().chars().collect();
    let at = rng.usize(0..letters.len());
    if letters.len() > 1 {
        letters.remove(at);
    }
    let name: String = letters.into_iter().collect();
    word(&name)
}

/// An identifier, or a literal if the name cannot be one.
fn word(name: &str) -> TokenTree {
    syn::parse_str::<TokenTree>(name).unwrap_or_else(|_| Literal::string(name).into())
}

/// A key of any attribute.
fn key(rng: &mut Rng) -> String {
    let keys = [STATUS.names(), MRETS.names()].concat();
    rng.choice(keys).unwrap_or_default().to_owned()
}

fn random(rng: &mut Rng) -> TokenTree {
    match rng.u8(0..8) {
        0 => word(&key(rng)),
        1..=2 => word(rng.choice(WORDS).unwrap_or_default()),
        3 => text(rng),
        4 => word(rng.choice(NUMBERS).unwrap_or_default()),
        5 => {
            let inner = (0..rng.usize(0..3)).map(|_| random(rng)).collect();
            Group::new(Delimiter::Parenthesis, inner).into()
        }
        _ => {
            let spacing = if rng.bool() {
                Spacing::Alone
            } else {
                Spacing::Joint
            };
            Punct::new(rng.choice(PUNCTUATION).unwrap_or('.'), spacing).into()
        }
    }
}

fn text(rng: &mut Rng) -> TokenTree {
    let mut text = String::new();
    for _ in 0..rng.usize(1..4) {
        let piece = rng.choice(TEXTS).unwrap_or_default();
        if rng.bool() {
            text.push_str(piece);
        } else {
            let _ = write!(text, "{piece}{}", rng.char(..));
        }
    }
    Literal::string(&text).into()
}
