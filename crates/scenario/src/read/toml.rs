//! TOML.

#![allow(clippy::cast_possible_truncation, reason = "a file has less than 2^32 bytes")]

use nemcon_core::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DEPTH, Unreadable, slips, too_deep};
use crate::diagnostic::ErrorKind;
use crate::sources::Sources;
use crate::tree::{Field, Node, Span, Table, Value};

/// All slips of grammar, or the tree.
pub(super) fn tree(text: &str, file: u32, sources: &Sources) -> Result<Node, Vec<Unreadable>> {
    let reading = Reading { file, sources };
    let (table, slips) = DeTable::parse_recoverable(text);
    if !slips.is_empty() {
        return Err(slips::causes(&slips, text).into_iter().map(|slip| reading.slip(slip, text)).collect());
    }
    let root = reading.span(&(0..0));
    Ok(Node { value: Value::Table(reading.table(table.get_ref(), 0).map_err(|fault| vec![fault])?), span: root })
}

fn day(date: toml::value::Date) -> Option<Date> {
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

struct Reading<'a> {
    file: u32,
    sources: &'a Sources,
}

impl Reading<'_> {
    fn slip(&self, slip: &toml::de::Error, text: &str) -> Unreadable {
        let at = slip.span().unwrap_or(0..0);
        let span = self.span(&at);
        if slip.message().contains("recursion") {
            return too_deep(span);
        }
        let (message, help) = slips::toml(slip.message(), text, at);
        Unreadable { kind: ErrorKind::Syntax, span: Some(span), message, help }
    }

    fn span(&self, span: &std::ops::Range<usize>) -> Span {
        Span { file: self.file, start: span.start as u32, end: span.end as u32 }
    }

    fn table(&self, table: &DeTable<'_>, depth: usize) -> Result<Table, Unreadable> {
        let field = |(key, value): (&Spanned<_>, &Spanned<_>)| -> Result<Field, Unreadable> {
            let key_span = self.span(&key.span());
            let mut node = self.node(value, depth + 1)?;
            if self.sources.is_long(node.span) {
                node.span = key_span;
            }
            let key: &std::borrow::Cow<'_, str> = key.get_ref();
            Ok(Field { key: key.clone().into_owned(), key_span, node })
        };
        Ok(Table(table.iter().map(field).collect::<Result<_, _>>()?))
    }

    fn node(&self, value: &Spanned<DeValue<'_>>, depth: usize) -> Result<Node, Unreadable> {
        let span = self.span(&value.span());
        if depth > DEPTH {
            return Err(too_deep(span));
        }
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.clone().into_owned()),
            DeValue::Integer(number) if number.radix() == 10 => Value::Number(number.as_str().replace('_', "")),
            DeValue::Integer(number) => match i128::from_str_radix(number.as_str(), number.radix()) {
                Ok(value) => Value::Number(value.to_string()),
                Err(_) => Value::Number("inf".to_owned()),
            },
            DeValue::Float(number) => Value::Number(number.as_str().replace('_', "")),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(time) => match (time.date, time.time) {
                (Some(date), None) => day(date).map_or(Value::Time, Value::Date),
                _ => Value::Time,
            },
            DeValue::Array(list) => Value::List(list.iter().map(|value| self.node(value, depth + 1)).collect::<Result<_, _>>()?),
            DeValue::Table(table) => Value::Table(self.table(table, depth)?),
        };
        Ok(Node { value, span })
    }
}
