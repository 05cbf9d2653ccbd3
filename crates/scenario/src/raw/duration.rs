//! Durations: whole days or longer, in jiff's friendly format.

use jiff::Span;
use jiff::fmt::friendly::SpanParser;
use nemcon_core::Cadence;

use crate::suggest;

/// Days of a month, on average.
const MONTH: f64 = 30.4375;
/// Days of a year, on average.
const YEAR: f64 = 365.25;

/// How every duration begins, for the schema; only reading it tells whether the rest is right.
pub(super) const PATTERN: &str = r"^\s*\+?[0-9]";

const HELP: &str = "write it like \"10 days\", \"6 weeks\", \"2 months\" or \"1 year\"";

/// A length of the calendar, in whole numbers.
pub(super) fn cadence(text: &str) -> Result<Cadence, String> {
    let span = span(text)?;
    let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
    let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
    match (u32::try_from(months), u32::try_from(days)) {
        (Ok(0), Ok(0)) | (Err(_), _) | (_, Err(_)) => Err(not_positive(text)),
        (Ok(months), Ok(days)) => Ok(Cadence { months, days }),
    }
}

/// A length in days, for which fractions such as "1.5 months" are fine too.
pub(crate) fn half_life(text: &str) -> Result<f64, String> {
    let (whole, fractions) = split(text).ok_or_else(|| not_a_duration(text))?;
    // What is left without the fractions must be well-formed; each is then added in its own unit.
    let mut days = days(&span(&whole).map_err(|fault| fault.replacen(&format!("{whole:?}"), &format!("{text:?}"), 1))?);
    for (fraction, unit) in fractions {
        days += fraction * self::days(&span(&format!("1 {unit}"))?);
    }
    if days > 0.0 && days.is_finite() { Ok(days) } else { Err(not_positive(text)) }
}

fn days(span: &Span) -> f64 {
    let calendar = f64::from(span.get_years()) * YEAR + f64::from(span.get_months()) * MONTH;
    calendar + f64::from(span.get_weeks()) * 7.0 + f64::from(span.get_days())
}

fn span(text: &str) -> Result<Span, String> {
    let span = SpanParser::new().parse_span(text).map_err(|_| if is_too_long(text) { too_long(text) } else { not_a_duration(text) })?;
    if span.is_negative() {
        return Err(not_positive(text));
    }
    let calendar = Span::new()
        .try_years(span.get_years())
        .and_then(|part| part.try_months(span.get_months())?.try_weeks(span.get_weeks())?.try_days(span.get_days()));
    match calendar {
        Ok(calendar) if calendar.fieldwise() == span.fieldwise() => Ok(span),
        _ => Err(format!("{text:?} is not in whole days\nthe calendar of the model is in whole days: {HELP}")),
    }
}

/// The text without the decimals of its numbers, and each of those with its unit.
fn split(text: &str) -> Option<(String, Vec<(f64, &str)>)> {
    let mut whole = String::new();
    let mut fractions = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('.') {
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let fraction: f64 = format!("0.{}", &after[..digits]).parse().ok()?;
        let unit = after[digits..].trim_start();
        let unit = &unit[..unit.bytes().take_while(u8::is_ascii_alphabetic).count()];
        if digits == 0 || unit.is_empty() || !before.ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        fractions.push((fraction, unit));
        whole += before;
        rest = &after[digits..];
    }
    whole += rest;
    Some((whole, fractions))
}

/// Whether only the size of its numbers keeps a text from being a duration.
fn is_too_long(text: &str) -> bool {
    let mut small = text.replace(|letter: char| letter.is_ascii_digit(), "1");
    while small.contains("11") {
        small = small.replace("11", "1");
    }
    SpanParser::new().parse_span(small).is_ok()
}

fn too_long(text: &str) -> String {
    format!("{text:?} is longer than the calendar\nit ends with the year 9999")
}

fn not_a_duration(text: &str) -> String {
    let with_point = text.replace(',', ".");
    let help = match text.trim() {
        never if suggest::is_never(never) => suggest::LEAVE_OUT.to_owned(),
        _ if with_point != text && half_life(&with_point).is_ok() => format!("a decimal point is a point: {with_point:?}"),
        _ => HELP.to_owned(),
    };
    format!("{text:?} is not a duration\n{help}")
}

fn not_positive(text: &str) -> String {
    format!("{text:?} is not a positive duration\n{HELP}")
}

#[cfg(test)]
mod tests {
    use super::{cadence, half_life};
    use nemcon_core::Cadence;

    #[test]
    fn cadences_are_whole() {
        for (text, months, days) in
            [("1 week", 0, 7), ("10 days", 0, 10), ("2 months", 2, 0), ("1 year", 12, 0), ("1 year 2 months 1 week 3d", 14, 10)]
        {
            assert_eq!(cadence(text), Ok(Cadence { months, days }), "{text}");
        }
        for text in ["", "week", "6 wekks", "1.5 weeks", "0 days", "-1 week", "1 week ago", "12 hours", "1 day 1 hour", "P1W", "7"] {
            assert!(cadence(text).is_err(), "{text}");
        }
    }

    #[test]
    fn half_lives_may_be_broken() {
        for (text, days) in
            [("6 weeks", 42.0), ("1.5 months", 45.65625), ("1 year", 365.25), ("2.25 years", 821.8125), ("1 month 0.5 weeks", 33.9375)]
        {
            assert_eq!(half_life(text), Ok(days), "{text}");
        }
        for text in ["", "1.", ".5 weeks", "1.5", "0.0 days", "1.5.5 days", "-1.5 days", "1.5 hours", "36 hours", "1.5 é", "1 month 0.5 "]
        {
            assert!(half_life(text).is_err(), "{text}");
        }
    }
}
