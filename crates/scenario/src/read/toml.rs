//! TOML.

#![allow(clippy::cast_possible_truncation, reason = "a file has less than 2^32 bytes")]

use std::collections::BTreeSet;

use nemcon_core::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DEPTH, Unreadable, slips, too_deep};
use crate::diagnostic::ErrorKind;
use crate::sources::Sources;
use crate::tree::{Field, Node, Span, Table, Value};

/// The tree, and all slips of grammar. There is a tree where each slip lies within one value of a table, in whose
/// place it has a hole.
pub(super) fn tree(text: &str, file: u32, sources: &Sources) -> (Option<Node>, Vec<Unreadable>) {
    let reading = Reading { file, sources };
    let (table, slips) = DeTable::parse_recoverable(text);
    let faults: Vec<Unreadable> = slips::causes(&slips, text).into_iter().map(|slip| reading.slip(slip, text)).collect();
    let mut root = match reading.table(table.get_ref(), 0) {
        Ok(table) => Node { value: Value::Table(table), span: reading.span(&(0..0)) },
        Err(fault) if faults.is_empty() => return (None, vec![fault]),
        Err(_) => return (None, faults),
    };
    let mut places = slips.iter().map(|slip| slip.span().map_or(u32::MAX, |span| span.start as u32)).collect();
    // What the keys at the top decide, such as which file is extended, is not guessed.
    let blocks = root.table_mut().into_iter().flat_map(|table| &mut table.0).filter(|field| field.key != "remove");
    for Field { node, .. } in blocks.filter(|field| matches!(field.node.value, Value::Table(_) | Value::List(_))) {
        cut(node, &mut places);
    }
    (places.is_empty().then_some(root), faults)
}

/// Puts holes in the place of the values that slips lie in, and takes away the places of those slips. Where a file
/// uses another, what it lacks without that is not known.
fn cut(node: &mut Node, slips: &mut BTreeSet<u32>) {
    match &mut node.value {
        Value::Table(table) => {
            table.0.iter_mut().filter(|field| field.key != "use").for_each(|field| cut(&mut field.node, slips));
            // What follows the comma of `{ v = 3,5 }` is no key.
            let is_decimals = |key: &str| key.bytes().all(|letter| letter.is_ascii_digit());
            table.0.retain(|field| !(matches!(field.node.value, Value::Hole) && is_decimals(&field.key)));
        }
        Value::List(list) => {
            for entry in &mut *list {
                cut(entry, slips);
            }
            // Of a list it is not known how many entries were meant.
            if list.iter().any(|entry| matches!(entry.value, Value::Hole)) {
                node.value = Value::Hole;
            }
        }
        _ => {
            let within: Vec<u32> = slips.range(node.span.start..=node.span.end).copied().collect();
            if !within.is_empty() {
                node.value = Value::Hole;
                slips.retain(|slip| !within.contains(slip));
            }
        }
    }
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
