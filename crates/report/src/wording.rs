//! Numbers and dates in words that people read.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of runs, or a ratio, is positive and below 2^64")]

use std::time::Duration;

use nemcon_core::{Date, Interval, Model};

use crate::layout::TIE;

/// What is said of a key whose values take from the probabilities beside it.
pub const RESCALED: &str = "the probabilities beside it are rescaled, so that all sum to 1";

/// What is said of a spread over the inputs of a model in which priors are drawn: they are not among them.
pub(crate) fn left_to_chance(model: &Model) -> Option<&'static str> {
    let (priors, mut members) = (model.priors(), model.present().iter());
    let drawn = members.any(|member| model.candidate_ids().any(|candidate| priors.drawn(member, candidate).is_some()));
    drawn.then_some("What a `concentration` leaves open of a prior is not among the inputs: it counts as chance.")
}

/// `20 Jun 2024`, which is not broken.
pub fn date(date: Date) -> String {
    tied(&date.strftime("%-d %b %Y").to_string())
}

/// `20 Jun`, which is not broken.
pub fn day(date: Date) -> String {
    tied(&date.strftime("%-d %b").to_string())
}

/// The words kept on one line.
pub(crate) fn tied(words: &str) -> String {
    words.replace(' ', &TIE.to_string())
}

/// The larger half of a 95% interval in points, rounded up: `±0.2`, to two places where it is small.
pub fn half_width(value: f64, interval: Interval) -> String {
    let points = 100.0 * (value - interval.low).max(interval.high - value);
    let (places, unit) = if (1e-9..0.1).contains(&points) { (2, 100.0) } else { (1, 10.0) };
    // Without the subtraction a tenth, a little more in binary, would be rounded up to two; of nothing it leaves −0.
    format!("±{:.places$}", (points * unit - 1e-9).ceil().abs() / unit)
}

/// A number to so many places, halves away from zero.
///
/// What is nearer to a half than sums of floating-point numbers are to what they stand for is one: a share is written
/// alike however it was summed.
pub fn rounded(number: f64, places: usize) -> String {
    const NEAR: f64 = 1e-9;
    let unit: f64 = (0..places).map(|_| 10.0).product();
    let whole = (number.abs() * unit + 0.5 + NEAR * unit).floor();
    let sign = if number < 0.0 && whole > 0.0 { "-" } else { "" };
    format!("{sign}{:.places$}", whole / unit)
}

/// A difference to one place, with its sign: `+8.8`, `−8.8`, `0.0`.
pub fn signed(difference: f64) -> String {
    match rounded(difference.abs(), 1) {
        nothing if nothing == "0.0" => nothing,
        size => format!("{}{size}", if difference < 0.0 { '−' } else { '+' }),
    }
}

/// `71.2%`; what is neither impossible nor certain is not rounded to look so.
pub fn percent(share: f64) -> String {
    match rounded(100.0 * share, 1).as_str() {
        "0.0" if share > 0.0 => "<0.1%".to_owned(),
        "100.0" if share < 1.0 => ">99.9%".to_owned(),
        words => format!("{words}%"),
    }
}

/// `71.23%`; what is neither impossible nor certain is not rounded to look so.
pub(crate) fn fine_percent(share: f64) -> String {
    match rounded(100.0 * share, 2).as_str() {
        "0.00" if share > 0.0 => "<0.01%".to_owned(),
        "100.00" if share < 1.0 => ">99.99%".to_owned(),
        words => format!("{words}%"),
    }
}

/// `71.23%`, or where that says little `1 in 8,100`, to two digits.
pub(crate) fn chance(share: f64) -> String {
    if share >= 0.01 || share <= 0.0 {
        return fine_percent(share);
    }
    // To two digits, by way of their decimal form.
    let rounded: f64 = format!("{:.1e}", 1.0 / share).parse().unwrap_or(f64::INFINITY);
    let few = |number: f64| if number < 10.0 { format!("{number:.1}") } else { format!("{number:.0}") };
    match rounded {
        ..1e6 => format!("1 in {}", thousands(rounded.round() as u64)),
        ..1e9 => format!("1 in {} million", few(rounded / 1e6)),
        ..1e12 => format!("1 in {} billion", few(rounded / 1e9)),
        _ => format!("1 in {}", format!("{rounded:.0e}").replace('e', " × 10^")),
    }
}

/// `71%`.
pub fn whole_percent(share: f64) -> String {
    rounded(100.0 * share, 0) + "%"
}

/// `200,000`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(",")
}

/// `1 run`, `20,000 runs`.
pub fn counted_runs(runs: u64) -> String {
    plural(runs, "run")
}

/// A whole number in digits: `4,371,753`, or where it is long `8.98 × 10^55`, rounded half up.
pub(crate) fn digits(number: &str) -> String {
    match number.parse() {
        Ok(number) if number < 1_000_000_000_000_000 => thousands(number),
        _ => {
            let mantissa = number.bytes().take(3).fold(0, |sum, digit| 10 * sum + u32::from(digit - b'0'));
            let (mantissa, exponent) = match mantissa + u32::from(number.as_bytes()[3] >= b'5') {
                1000 => (100, number.len()),
                mantissa => (mantissa, number.len() - 1),
            };
            format!("{}.{:02} × 10^{exponent}", mantissa / 100, mantissa % 100)
        }
    }
}

/// The power of ten of the first digit of a positive number: ⌊log₁₀⌋, read off its decimal form.
pub(crate) fn magnitude(number: f64) -> i32 {
    let decimal = format!("{number:e}");
    decimal.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// 10 to the power of `places`, without rounding up to the 22nd.
pub(crate) fn power_of_ten(places: i32) -> f64 {
    (0..places).map(|_| 10.0).product()
}

/// `, 0.4 s`, or nothing.
pub(crate) fn took(elapsed: Option<Duration>) -> String {
    elapsed.map_or_else(String::new, |elapsed| format!(", {:.1} s", elapsed.as_secs_f64()))
}

/// `1 member`, `4,096 members`.
pub fn counted(number: usize, noun: &str) -> String {
    plural(number as u64, noun)
}

fn plural(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", thousands(number), if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use nemcon_core::Interval;

    use super::{
        chance, counted, date, digits, fine_percent, half_width, magnitude, percent, power_of_ten, rounded, signed, thousands,
        whole_percent,
    };

    #[test]
    fn half_widths_are_rounded_up() {
        let of = |half: f64| half_width(0.5, Interval::around(0.5, half));
        assert_eq!([0.001, 0.00101, 0.0002, 0.00021].map(of).join(" "), "±0.1 ±0.2 ±0.02 ±0.03");
        assert_eq!(half_width(0.0, Interval::new(0.0, 0.004)), "±0.4");
        assert_eq!(half_width(0.5, Interval::new(0.5, 0.5)), "±0.0");
    }

    /// 61.15% is 61.2% whether it was counted or is what others leave of 1.
    #[test]
    fn a_share_is_written_alike_however_it_was_summed() {
        let (counted, left) = (0.6115, 1.0 - 0.1 - 0.2 - 0.0885);
        assert!(left < counted);
        assert_eq!([counted, left].map(percent), ["61.2%", "61.2%"]);
        assert_eq!([0.625, 1.0 - 0.375].map(whole_percent), ["63%", "63%"]);
        assert_eq!([0.05, -0.05, 0.149, -0.04, -1.25].map(|number| rounded(number, 1)), ["0.1", "-0.1", "0.1", "0.0", "-1.3"]);
        assert_eq!([0.05, -8.85, 0.04, -0.04].map(signed), ["+0.1", "−8.9", "0.0", "0.0"]);
    }

    #[test]
    fn numbers_and_dates_read_well() {
        assert_eq!([0, 999, 1000, 200_000, 1_000_000_000_000].map(thousands).join(" "), "0 999 1,000 200,000 1,000,000,000,000");
        assert_eq!([0.0, 0.0004, 0.0005, 0.712, 0.9996, 1.0].map(percent).join(" "), "0.0% <0.1% 0.1% 71.2% >99.9% 100.0%");
        assert_eq!([0.0, 0.000_01, 0.1234, 0.99999, 1.0].map(fine_percent).join(" "), "0.00% <0.01% 12.34% >99.99% 100.00%");
        assert_eq!([0.0, 0.5, 0.01, 0.0099, 0.000_123].map(chance).join("  "), "0.00%  50.00%  1.00%  1 in 100  1 in 8,100");
        assert_eq!(
            [7e-7, 1e-8, 1.2e-10, 1.2e-13].map(chance).join("  "),
            "1 in 1.4 million  1 in 100 million  1 in 8.3 billion  1 in 8 × 10^12"
        );
        assert_eq!(["0", "4371753", "89712345678901234567"].map(digits).join(" "), "0 4,371,753 8.97 × 10^19");
        assert_eq!(
            ["8979000000000000", "89749999999999999999", "99950000000000000000", "1005000000000000000"].map(digits).join("  "),
            "8.98 × 10^15  8.97 × 10^19  1.00 × 10^20  1.01 × 10^18"
        );
        assert_eq!([0.000_999, 0.001, 0.07, 1.0, 9.99, 1000.0, 1e22].map(magnitude), [-4, -3, -2, 0, 0, 3, 22]);
        assert_eq!((power_of_ten(0), power_of_ten(3), power_of_ten(22)), (1.0, 1000.0, 1e22));
        let day = nemcon_core::Date::constant(2024, 7, 9);
        assert_eq!(date(day), "9\u{a0}Jul\u{a0}2024");
        assert_eq!((counted(1, "run"), counted(2, "run")), ("1 run".to_owned(), "2 runs".to_owned()));
    }
}
