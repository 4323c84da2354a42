//! Finds the end of an expression, without a parser of expressions.
//!
//! syn has a parser behind its feature `full`, which costs every user build time, and which does not know
//! `.field`. Operands and operators alternate in an expression. If the scanner knows which of the two
//! comes next, it knows whether `|` opens a closure, `<` a list of types, and `.` a field of ours. A test
//! compares it with rustc, on thousands of generated expressions.

use super::tokens::is_punct;
use proc_macro2::{Delimiter, Group, Spacing, TokenTree};

/// The marks that matter in a list of expressions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    /// A comma that separates two expressions.
    Comma,
    /// The dot of `.field`, at the start of an expression.
    Field,
    /// A group of expressions: arguments, an index, a tuple or an array.
    Group,
    /// A name or a literal that follows an operand, so that a comma or an operator is missing before it. The next
    /// statement behind a block is none.
    Operand,
}

/// Visits the marks of a list of expressions, or of the statements in a block, by their positions. It skips the
/// content of groups. Returns whether the last expression has an end.
pub(crate) fn scan(tokens: &[TokenTree], visit: &mut dyn FnMut(usize, Mark)) -> bool {
    Scanner {
        tokens,
        at: 0,
        may_end: true,
        visit,
    }
    .run()
}

struct Scanner<'t, 'v> {
    tokens: &'t [TokenTree],
    at: usize,
    /// Whether the next operand may be missing.
    may_end: bool,
    visit: &'v mut dyn FnMut(usize, Mark),
}

impl<'t> Scanner<'t, '_> {
    fn run(&mut self) -> bool {
        let mut wants_operand = true;
        while self.at < self.tokens.len() {
            self.may_end = false;
            wants_operand = if wants_operand {
                !self.operand()
            } else {
                self.operator()
            };
        }
        !wants_operand || self.may_end
    }

    /// Reads a token that may begin an operand; returns whether the operand is complete.
    fn operand(&mut self) -> bool {
        if self.is('|') {
            self.closure();
            return false;
        }
        if self.is('<') {
            self.angles();
            return true;
        }
        if self.is('.') {
            if self.is_joint_with('.') {
                self.range();
                return false;
            }
            (self.visit)(self.at, Mark::Field);
            self.at += 2;
            return self.at <= self.tokens.len();
        }
        if self.is('\'') {
            // `'label:`, or the target of a `break`.
            self.at += 2;
            self.may_end = true;
            if self.is(':') {
                self.at += 1;
            }
            return false;
        }
        if self.is('#') {
            self.at += 2;
            return false;
        }
        match self.token() {
            Some(TokenTree::Punct(punct)) => {
                match punct.as_char() {
                    ',' => {
                        (self.visit)(self.at, Mark::Comma);
                        self.may_end = true;
                    }
                    ';' => self.may_end = true,
                    _ => {}
                }
                self.at += 1;
                false
            }
            Some(TokenTree::Ident(ident)) => {
                let name = ident.to_string();
                self.at += 1;
                self.keyword(&name)
            }
            Some(TokenTree::Group(group)) => {
                self.group(group);
                true
            }
            Some(TokenTree::Literal(_)) => {
                self.at += 1;
                true
            }
            None => true,
        }
    }

    /// Reads the tokens that belong to a keyword in an operand's place; returns whether the operand is complete.
    fn keyword(&mut self, name: &str) -> bool {
        match name {
            "let" => {
                self.pattern(Self::is_lone_eq);
                self.at += 1;
                false
            }
            "for" if self.is('<') => {
                self.angles();
                false
            }
            "for" => {
                self.pattern(|scanner| scanner.is_word("in"));
                self.at += 1;
                false
            }
            "raw" if self.is_word("const") || self.is_word("mut") => {
                self.at += 1;
                false
            }
            "break" | "return" | "yield" => {
                self.may_end = true;
                false
            }
            "async" | "const" | "else" | "if" | "loop" | "match" | "move" | "mut" | "static"
            | "unsafe" | "while" => false,
            _ => true,
        }
    }

    /// Reads an operator, or another token behind an operand; returns whether an operand comes next.
    fn operator(&mut self) -> bool {
        match self.token() {
            Some(TokenTree::Punct(punct)) => match punct.as_char() {
                ':' if self.is_joint_with(':') => {
                    self.at += 2;
                    if self.is('<') {
                        self.angles();
                    } else if matches!(self.token(), Some(TokenTree::Ident(_))) {
                        self.at += 1;
                    }
                    false
                }
                '.' if self.is_joint_with('.') => {
                    self.range();
                    true
                }
                '.' => {
                    self.at += 1;
                    if matches!(
                        self.token(),
                        Some(TokenTree::Ident(_) | TokenTree::Literal(_))
                    ) {
                        self.at += 1;
                        return false;
                    }
                    true
                }
                '?' => {
                    self.at += 1;
                    false
                }
                // `name!(...)`
                '!' if matches!(self.tokens.get(self.at + 1), Some(TokenTree::Group(_))) => {
                    self.at += 2;
                    false
                }
                ',' => {
                    (self.visit)(self.at, Mark::Comma);
                    self.may_end = true;
                    self.at += 1;
                    true
                }
                ';' => {
                    self.may_end = true;
                    self.at += 1;
                    true
                }
                // The second half of `||` and `<<` would begin an operand.
                twice @ ('|' | '<') if self.is_joint_with(twice) => {
                    self.at += 2;
                    true
                }
                _ => {
                    self.at += 1;
                    true
                }
            },
            Some(TokenTree::Ident(ident)) if ident == "as" => {
                self.at += 1;
                let before = self.at;
                self.ty();
                self.at == before
            }
            // `impl Trait for Type`, rather than a loop.
            Some(TokenTree::Ident(ident)) if ident == "for" && !self.is_behind_block() => {
                self.at += 1;
                self.ty();
                false
            }
            // `else`, or the next statement.
            Some(TokenTree::Ident(ident)) => {
                if ident != "else" {
                    self.second_operand();
                }
                self.may_end = true;
                true
            }
            Some(TokenTree::Group(group)) => {
                self.group(group);
                false
            }
            Some(TokenTree::Literal(_)) => {
                self.second_operand();
                self.at += 1;
                false
            }
            None => {
                self.at += 1;
                false
            }
        }
    }

    fn second_operand(&mut self) {
        if !self.is_behind_block() {
            (self.visit)(self.at, Mark::Operand);
        }
    }

    /// Reads a group. A block has statements, which may be items.
    fn group(&mut self, group: &Group) {
        if group.delimiter() != Delimiter::Brace {
            (self.visit)(self.at, Mark::Group);
        }
        self.at += 1;
    }

    /// Reads `|a, (b, c): (u8, u8)| -> u8`. The body is an operand.
    fn closure(&mut self) {
        if self.is_joint_with('|') {
            self.at += 2;
        } else {
            self.at += 1;
            self.pattern(|scanner| scanner.is('|'));
            self.at += 1;
        }
        if self.is('-') && self.is_joint_with('>') {
            self.at += 2;
            self.ty();
        }
    }

    /// Reads `..` or `..=`.
    fn range(&mut self) {
        self.at += 2;
        if self.is('=') {
            self.at += 1;
        } else {
            self.may_end = true;
        }
    }

    /// Skips a pattern and the type behind it, up to the token that ends them.
    fn pattern(&mut self, ends: impl Fn(&Self) -> bool) {
        while self.at < self.tokens.len() && !ends(self) && !self.is(';') {
            if self.is('<') {
                self.angles();
            } else {
                self.at += 1;
            }
        }
    }

    /// Skips `<...>`.
    fn angles(&mut self) {
        let mut depth = 0_usize;
        let mut arrow = false;
        while let Some(token) = self.token() {
            self.at += 1;
            if is_punct(token, '<') {
                depth += 1;
            } else if is_punct(token, '>') && !arrow {
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
            arrow = matches!(token, TokenTree::Punct(punct)
                if matches!(punct.as_char(), '-' | '=') && punct.spacing() == Spacing::Joint);
        }
    }

    /// Skips a type.
    fn ty(&mut self) {
        loop {
            match self.token() {
                Some(TokenTree::Punct(punct)) => match punct.as_char() {
                    '&' | '*' | '?' => self.at += 1,
                    '\'' => self.at += 2,
                    '!' => {
                        self.at += 1;
                        return;
                    }
                    '<' => {
                        self.angles();
                        return self.rest_of_path();
                    }
                    ':' if self.is_joint_with(':') => self.at += 2,
                    _ => return,
                },
                Some(TokenTree::Ident(ident)) => {
                    let name = ident.to_string();
                    self.at += 1;
                    match name.as_str() {
                        "const" | "dyn" | "impl" | "mut" | "unsafe" => {}
                        "extern" => {
                            if matches!(self.token(), Some(TokenTree::Literal(_))) {
                                self.at += 1;
                            }
                        }
                        "for" => self.angles(),
                        "fn" => {
                            self.at += 1;
                            return self.returned();
                        }
                        _ => return self.rest_of_path(),
                    }
                }
                Some(TokenTree::Group(_)) => {
                    self.at += 1;
                    return;
                }
                Some(TokenTree::Literal(_)) | None => return,
            }
        }
    }

    /// Skips `::<A>::B<C>`, `(A) -> B` and the group of a macro, behind the first segment of a type's path.
    fn rest_of_path(&mut self) {
        loop {
            if self.is(':') && self.is_joint_with(':') {
                self.at += 2;
                if matches!(self.token(), Some(TokenTree::Ident(_))) {
                    self.at += 1;
                }
            } else if self.is('<') && !self.is_joint_with('=') {
                self.angles();
            } else if self.is('!')
                && matches!(self.tokens.get(self.at + 1), Some(TokenTree::Group(_)))
            {
                self.at += 2;
                return;
            } else if matches!(self.token(), Some(TokenTree::Group(group))
                if group.delimiter() == Delimiter::Parenthesis)
            {
                self.at += 1;
                return self.returned();
            } else {
                return;
            }
        }
    }

    /// Skips `-> T`.
    fn returned(&mut self) {
        if self.is('-') && self.is_joint_with('>') {
            self.at += 2;
            self.ty();
        }
    }

    fn token(&self) -> Option<&'t TokenTree> {
        self.tokens.get(self.at)
    }

    fn is(&self, punct: char) -> bool {
        self.token().is_some_and(|token| is_punct(token, punct))
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.token(), Some(TokenTree::Ident(ident)) if ident == word)
    }

    /// Whether this token and the next one, `punct`, are one sign.
    fn is_joint_with(&self, punct: char) -> bool {
        matches!(self.token(), Some(TokenTree::Punct(this)) if this.spacing() == Spacing::Joint)
            && self
                .tokens
                .get(self.at + 1)
                .is_some_and(|next| is_punct(next, punct))
    }

    fn is_behind_block(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        matches!(before, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
    }

    /// Whether this is `=`, and neither `..=` nor `==`.
    fn is_lone_eq(&self) -> bool {
        let is_after_dot = self
            .at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
            .is_some_and(|before| is_punct(before, '.'));
        self.is('=') && !is_after_dot
    }
}
