//! The messages, terms and variables that a pattern of Fluent refers to.

use fluent_syntax::ast::{CallArguments, Expression, InlineExpression, Pattern, PatternElement};

/// A reference in a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reference<'a> {
    Argument(&'a str),
    Function(&'a str),
    /// A message, or one of its attributes.
    Message(&'a str, Option<&'a str>),
    Term(&'a str),
}

/// Gathers the references of a pattern, including all variants of its selections.
pub(super) fn references<'a>(pattern: &Pattern<&'a str>, into: &mut Vec<Reference<'a>>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, into);
        }
    }
}

fn of_expression<'a>(expression: &Expression<&'a str>, into: &mut Vec<Reference<'a>>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, into),
        Expression::Select { selector, variants } => {
            of_inline(selector, into);
            for variant in variants {
                references(&variant.value, into);
            }
        }
    }
}

fn of_inline<'a>(inline: &InlineExpression<&'a str>, into: &mut Vec<Reference<'a>>) {
    match inline {
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        InlineExpression::FunctionReference { id, arguments } => {
            into.push(Reference::Function(id.name));
            of_call(arguments, into);
        }
        InlineExpression::MessageReference { id, attribute } => {
            let attribute = attribute.as_ref().map(|attribute| attribute.name);
            into.push(Reference::Message(id.name, attribute));
        }
        InlineExpression::TermReference { id, arguments, .. } => {
            into.push(Reference::Term(id.name));
            if let Some(arguments) = arguments {
                of_call(arguments, into);
            }
        }
        InlineExpression::VariableReference { id } => into.push(Reference::Argument(id.name)),
        InlineExpression::Placeable { expression } => of_expression(expression, into),
    }
}

fn of_call<'a>(arguments: &CallArguments<&'a str>, into: &mut Vec<Reference<'a>>) {
    let named = arguments.named.iter().map(|argument| &argument.value);
    for argument in arguments.positional.iter().chain(named) {
        of_inline(argument, into);
    }
}
