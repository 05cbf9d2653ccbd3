//! Values that the format writes in a form of its own.

use std::fmt;

use nemcon_core::{Cadence, Date, Decimal, Ratio};
use schemars::{JsonSchema, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::describe::{Described, described};
use super::duration;
use crate::de;

/// Reads a text with a function; a hole gives what stands in for a value.
pub(super) struct Form<T> {
    pub(super) needed: &'static str,
    pub(super) read: fn(&str) -> Result<T, String>,
    pub(super) hole: fn() -> T,
}

impl<T> Visitor<'_> for Form<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.needed)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).map_err(E::custom)
    }

    fn visit_bytes<E: Error>(self, number: &[u8]) -> Result<T, E> {
        (self.read)(&String::from_utf8_lossy(number)).map_err(E::custom)
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        Ok((self.hole)())
    }
}

/// A whole day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day(pub(crate) Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            let date = plain.then(|| text.parse().ok()).flatten();
            date.map(Day).ok_or_else(|| format!("{text:?} is not a date\nwrite year-month-day, such as 2024-02-22"))
        };
        let hole = || Day(Date::constant(2000, 1, 1));
        deserializer.deserialize_newtype_struct(de::DATE, Form { needed: "a date such as 2024-02-22", read, hole })
    }
}

described!(Day, {
    "description": "A date: year-month-day, without quotes in TOML, with quotes in JSON.",
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
});

/// A calendar length in whole days, weeks, months and years.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Length(pub(crate) Cadence);

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| duration::cadence(text).map(Length);
        let hole = || Length(Cadence::days(1));
        deserializer.deserialize_newtype_struct(de::DURATION, Form { needed: "a duration such as \"6 weeks\"", read, hole })
    }
}

described!(Length, {
    "description": "A length of the calendar in whole days, weeks, months or years, such as \"1 week\" or \"2 months\".",
    "type": "string",
    "pattern": duration::PATTERN,
});

/// An exact fraction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fraction(pub(crate) Ratio);

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| fraction(text).map(Fraction);
        let hole = || Fraction(Ratio::new(0, 1));
        deserializer.deserialize_newtype_struct(de::FRACTION, Form { needed: "a fraction such as \"65%\"", read, hole })
    }
}

described!(Fraction, {
    "description": "An exact fraction, such as \"65%\", \"2/3\" or \"0.65\".",
    "type": "string",
    "pattern": FRACTION_PATTERN,
});

/// The characters that a fraction is written with.
const FRACTION_PATTERN: &str = "^[\\s0-9eE.+/%-]+$";

fn fraction(text: &str) -> Result<Ratio, String> {
    text.parse().map_err(|_| {
        let pointed = text.replace(',', ".");
        match pointed.parse::<Ratio>() {
            Ok(_) => format!("{text:?} has a decimal comma\na decimal point is a point: write {pointed:?}"),
            Err(_) => format!("{text:?} is not a fraction\nwrite it like \"65%\", \"2/3\" or \"0.65\""),
        }
    })
}

/// An exact number that is 0 or more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exact(pub(crate) Decimal);

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| decimal(text).map(Exact);
        let hole = || Exact(Decimal::whole(0));
        deserializer.deserialize_newtype_struct(de::EXACT, Form { needed: "a number", read, hole })
    }
}

described!(Exact, { "description": "A number that is 0 or more, kept exactly as written.", "type": "number", "minimum": 0 });

fn decimal(text: &str) -> Result<Decimal, String> {
    text.parse().map_err(|error: nemcon_core::DecimalError| format!("{}\n{}", error.message(), error.help()))
}

/// What a sum of votes is compared with: a number as written, or a fraction.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Bound {
    Number(Decimal),
    Fraction(Ratio),
}

impl<'de> Deserialize<'de> for Bound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Bound;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number such as 9, or a fraction in quotes such as \"2/3\"")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Bound, E> {
                fraction(text).map(Bound::Fraction).map_err(E::custom)
            }

            fn visit_bytes<E: Error>(self, number: &[u8]) -> Result<Bound, E> {
                decimal(&String::from_utf8_lossy(number)).map(Bound::Number).map_err(E::custom)
            }

            fn visit_unit<E: Error>(self) -> Result<Bound, E> {
                Ok(Bound::Number(Decimal::whole(0)))
            }
        }
        deserializer.deserialize_newtype_struct(de::BOUND, Either)
    }
}

described!(Bound, {
    "description": "A number of members or of weight, such as 9; or a fraction of it in quotes, such as \"2/3\".",
    "anyOf": [{ "type": "number", "minimum": 0 }, { "type": "string", "pattern": FRACTION_PATTERN }],
});

impl Described for Day {
    const EXAMPLE: &'static str = "2024-03-01";
}

impl Described for Length {
    const EXAMPLE: &'static str = "\"6 weeks\"";
}

impl Described for Fraction {
    const EXAMPLE: &'static str = "\"20%\"";
}
