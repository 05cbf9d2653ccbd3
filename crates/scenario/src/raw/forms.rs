//! Values that the format writes in a form of its own.

use std::fmt;
use std::marker::PhantomData;

use nemcon_core::{Ballot, Cadence, Date, Decimal, Edge, Kind, Ratio, Stance, Status};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::duration;
use crate::de;

/// Reads a text with a function; a hole gives what stands in for a value.
struct Form<T> {
    needed: &'static str,
    read: fn(&str) -> Result<T, String>,
    hole: fn() -> T,
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

fn fraction(text: &str) -> Result<Ratio, String> {
    text.parse().map_err(|_| format!("{text:?} is not a fraction\nwrite it like \"65%\", \"2/3\" or \"0.65\""))
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

fn decimal(text: &str) -> Result<Decimal, String> {
    text.parse().map_err(|error: nemcon_core::DecimalError| error.to_string().replacen("; ", "\n", 1))
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

/// The words that name the values of a type.
pub(crate) trait Words: Sized + Copy + 'static {
    const WORDS: &'static [&'static str];
    const VALUES: &'static [Self];
}

/// A value written as one of its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OneOf<T>(pub(crate) T);

impl<'de, T: Words> Deserialize<'de> for OneOf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Word<T>(PhantomData<T>);
        impl<'de, T: Words> Visitor<'de> for Word<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "one of {}", T::WORDS.join(", "))
            }

            fn visit_enum<A: serde::de::EnumAccess<'de>>(self, access: A) -> Result<T, A::Error> {
                let (word, _) = access.variant::<String>()?;
                let at = T::WORDS.iter().position(|known| *known == word);
                at.map(|at| T::VALUES[at]).ok_or_else(|| A::Error::unknown_variant(&word, T::WORDS))
            }
        }
        deserializer.deserialize_enum("", T::WORDS, Word(PhantomData)).map(OneOf)
    }
}

impl Words for Stance {
    const WORDS: &'static [&'static str] = &["oppose", "reserve", "accept", "support"];
    const VALUES: &'static [Self] = &Self::ALL;
}

impl Words for Edge {
    const WORDS: &'static [&'static str] = &["oppose", "reserve", "accept", "defect"];
    const VALUES: &'static [Self] = &Self::ALL;
}

impl Words for Status {
    const WORDS: &'static [&'static str] = &["mentioned", "interested", "presented", "withdrawn", "declined", "appointed"];
    const VALUES: &'static [Self] = &Self::ALL;
}

impl Words for Ballot {
    const WORDS: &'static [&'static str] = &["against", "abstain", "for"];
    const VALUES: &'static [Self] = &Self::ALL;
}

impl Words for Kind {
    const WORDS: &'static [&'static str] = &["appointment", "motion"];
    const VALUES: &'static [Self] = &[Self::Appointment, Self::Motion];
}

/// Names that choose members or candidates: `"*"`, one name, or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selector {
    pub(crate) names: Vec<String>,
    /// Whether it is a list.
    pub(crate) is_list: bool,
}

impl Selector {
    /// Everybody.
    pub(crate) fn everybody() -> Self {
        Self { names: vec!["*".to_owned()], is_list: false }
    }

    /// Whether it is everybody, without exception.
    pub(crate) fn is_everybody(&self) -> bool {
        self.names == ["*"]
    }
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Selector;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"*\", or a list of names in [ ]")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Selector, E> {
                Ok(Selector { names: vec![text.to_owned()], is_list: false })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Selector, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = list.next_element()? {
                    names.push(name);
                }
                Ok(Selector { names, is_list: true })
            }

            fn visit_unit<E: Error>(self) -> Result<Selector, E> {
                Ok(Selector::everybody())
            }
        }
        deserializer.deserialize_any(Names)
    }
}

/// A number, or a half-life in days: known, or in a range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quantity(pub(crate) nemcon_core::Quantity);

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Range<T> {
    low: T,
    high: T,
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrRange;
        impl<'de> Visitor<'de> for NumberOrRange {
            type Value = Quantity;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or a range { low = …, high = … }")
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Quantity, E> {
                Ok(Quantity(nemcon_core::Quantity::Fixed(number)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Quantity, A::Error> {
                let Range { low, high } = Range::<f64>::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Quantity(nemcon_core::Quantity::Range { low, high }))
            }

            fn visit_unit<E: Error>(self) -> Result<Quantity, E> {
                Ok(Quantity(nemcon_core::Quantity::Fixed(1.0)))
            }
        }
        deserializer.deserialize_any(NumberOrRange)
    }
}

/// A half-life, in days.
pub(super) struct Days(f64);

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| duration::half_life(text).map(Days);
        let needed = "a duration such as \"6 weeks\"";
        deserializer.deserialize_newtype_struct(de::DURATION, Form { needed, read, hole: || Days(1.0) })
    }
}

/// A half-life, known or in a range.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HalfLife(pub(crate) nemcon_core::Quantity);

impl<'de> Deserialize<'de> for HalfLife {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrRange;
        impl<'de> Visitor<'de> for TextOrRange {
            type Value = HalfLife;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a duration in quotes such as \"6 weeks\", or a range { low = \"6 weeks\", high = \"20 weeks\" }")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<HalfLife, E> {
                let days = duration::half_life(text).map_err(E::custom)?;
                Ok(HalfLife(nemcon_core::Quantity::Fixed(days)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<HalfLife, A::Error> {
                let Range { low, high } = Range::<Days>::deserialize(MapAccessDeserializer::new(map))?;
                Ok(HalfLife(nemcon_core::Quantity::Range { low: low.0, high: high.0 }))
            }

            fn visit_unit<E: Error>(self) -> Result<HalfLife, E> {
                Ok(HalfLife(nemcon_core::Quantity::Fixed(1.0)))
            }
        }
        deserializer.deserialize_any(TextOrRange)
    }
}
