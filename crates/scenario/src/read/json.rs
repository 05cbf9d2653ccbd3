//! JSON: the same tree; dates are texts.

#![allow(clippy::cast_possible_truncation, reason = "a file has less than 2^32 bytes")]

use std::collections::HashSet;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{DEPTH, Unreadable, slips, too_deep};
use crate::diagnostic::ErrorKind;
use crate::sources::Sources;
use crate::tree::{Field, Node, Span, Table, Value};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn tree(text: &str, file: u32, sources: &Sources) -> Result<Node, Unreadable> {
    let reading = Reading { file, sources };
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| {
        let span = reading.span(error.range());
        if matches!(error.kind(), ParseErrorKind::NestingDepthExceeded) {
            return too_deep(span);
        }
        let (message, help) = slips::json(error.kind(), text, error.range().start);
        Unreadable { kind: ErrorKind::Syntax, span: Some(span), message, help: help.to_owned() }
    })?;
    match parsed.value {
        Some(ast::Value::Object(object)) => {
            let span = Span { file, start: 0, end: 0 };
            Ok(Node { value: Value::Table(reading.table(&object, 0)?), span })
        }
        other => {
            let range = other.map_or(jsonc_parser::common::Range::new(0, 0), |value| value.range());
            Err(Unreadable {
                kind: ErrorKind::Syntax,
                span: Some(reading.span(range)),
                message: "this is not a table of keys".to_owned(),
                help: "a file in JSON is one object: { \"schema\": 1, … }".to_owned(),
            })
        }
    }
}

struct Reading<'a> {
    file: u32,
    sources: &'a Sources,
}

impl Reading<'_> {
    fn span(&self, range: jsonc_parser::common::Range) -> Span {
        Span { file: self.file, start: range.start as u32, end: range.end as u32 }
    }

    fn table(&self, object: &ast::Object<'_>, depth: usize) -> Result<Table, Unreadable> {
        let mut table = Table::default();
        let mut seen = HashSet::new();
        for property in &object.properties {
            let key = property.name.as_str();
            let key_span = self.span(property.name.range());
            if !seen.insert(key) {
                return Err(Unreadable {
                    kind: ErrorKind::Syntax,
                    span: Some(key_span),
                    message: format!("`{key}` is written twice"),
                    help: "keep one of them".to_owned(),
                });
            }
            let mut node = self.node(&property.value, depth + 1)?;
            if self.sources.is_long(node.span) {
                node.span = key_span;
            }
            table.0.push(Field { key: key.to_owned(), key_span, node });
        }
        Ok(table)
    }

    fn node(&self, value: &ast::Value<'_>, depth: usize) -> Result<Node, Unreadable> {
        let span = self.span(value.range());
        if depth > DEPTH {
            return Err(too_deep(span));
        }
        let value = match value {
            ast::Value::StringLit(text) => Value::Text(text.value.clone().into_owned()),
            ast::Value::NumberLit(number) => Value::Number(number.value.to_owned()),
            ast::Value::BooleanLit(flag) => Value::Flag(flag.value),
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::Array(list) => {
                Value::List(list.elements.iter().map(|value| self.node(value, depth + 1)).collect::<Result<_, _>>()?)
            }
            ast::Value::Object(object) => Value::Table(self.table(object, depth)?),
        };
        Ok(Node { value, span })
    }
}
