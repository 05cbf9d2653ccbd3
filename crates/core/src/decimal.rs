//! Exact non-negative decimals: the weights of members.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places are looked at first: they lie between -38 and 38")]

/// `digits × 10^−places`, exactly: up to [`Decimal::DIGITS`] digits, as many as a balance of tokens in units of 10⁻¹⁸ needs.
///
/// ```
/// use nemcon_core::Decimal;
/// let gdp: Decimal = "27360.935".parse()?;
/// assert_eq!((gdp.digits(), gdp.places()), (27_360_935, 3));
/// # Ok::<(), nemcon_core::DecimalError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    digits: u128,
    places: u32,
}

/// Why a text is not a non-negative decimal of at most [`Decimal::DIGITS`] digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecimalError {
    /// The text is no decimal number.
    #[error("{}", self.message())]
    Syntax(String),
    /// The number is negative.
    #[error("{}: {}", self.message(), self.help())]
    Negative(String),
    /// The number needs more than [`Decimal::DIGITS`] digits.
    #[error("{}: {}", self.message(), self.help())]
    Digits(String),
}

impl DecimalError {
    /// What is wrong, with the text.
    pub fn message(&self) -> String {
        match self {
            Self::Syntax(text) => format!("{text:?} is not a decimal number such as 12 or 27360.935"),
            Self::Negative(text) => format!("{text} is negative"),
            Self::Digits(text) => format!("{text} has too many digits"),
        }
    }

    /// What is allowed; empty where the message says it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "",
            Self::Negative(_) => "a weight is 0 or more",
            Self::Digits(_) => "at most 38, decimals included, are kept exactly",
        }
    }
}

impl Decimal {
    /// How many digits there can be, decimals included.
    pub const DIGITS: u32 = 38;

    /// A whole number.
    pub const fn whole(number: u64) -> Self {
        Self { digits: number as u128, places: 0 }
    }

    pub(crate) const fn new(digits: u128, places: u32) -> Self {
        Self { digits, places }
    }

    /// All digits, as a whole number.
    pub const fn digits(self) -> u128 {
        self.digits
    }

    /// How many of the digits are decimals.
    pub const fn places(self) -> u32 {
        self.places
    }

    /// The digits when written with `places` decimals, if that many are enough and it fits.
    pub const fn scaled(self, places: u32) -> Option<u128> {
        let Some(more) = places.checked_sub(self.places) else { return None };
        match 10u128.checked_pow(more) {
            Some(factor) => self.digits.checked_mul(factor),
            None => None,
        }
    }
}

impl std::str::FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let syntax = || DecimalError::Syntax(text.to_owned());
        let too_long = || DecimalError::Digits(text.to_owned());
        let unsigned = text.strip_prefix('+').unwrap_or(text);
        let (unsigned, negative) = match unsigned.strip_prefix('-') {
            Some(rest) => (rest, true),
            None => (unsigned, false),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| syntax())?),
            None => (unsigned, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let figures: String = [whole, decimals].concat().replace('_', "");
        if whole.is_empty() || figures.is_empty() || !figures.bytes().all(|b| b.is_ascii_digit()) {
            return Err(syntax());
        }
        let decimals = decimals.replace('_', "");
        let figures = figures.trim_start_matches('0');
        let mut places = i64::try_from(decimals.len()).map_err(|_| too_long())? - i64::from(exponent);
        let significant = figures.trim_end_matches('0');
        // Trailing zeros are moved out of the digits, then put back where they belong.
        places -= i64::try_from(figures.len() - significant.len()).map_err(|_| too_long())?;
        if significant.is_empty() {
            return Ok(Self::default());
        }
        if negative {
            return Err(DecimalError::Negative(text.to_owned()));
        }
        let most = i64::from(Self::DIGITS);
        if significant.len() > Self::DIGITS as usize || !(-most..=most).contains(&places) {
            return Err(too_long());
        }
        let digits: u128 = significant.parse().map_err(|_| syntax())?;
        if places >= 0 {
            return Ok(Self { digits, places: places as u32 });
        }
        let digits = 10u128.checked_pow(-places as u32).and_then(|p| digits.checked_mul(p));
        match digits {
            Some(digits) if digits < 10u128.pow(Self::DIGITS) => Ok(Self { digits, places: 0 }),
            _ => Err(too_long()),
        }
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.places == 0 {
            return write!(f, "{}", self.digits);
        }
        let unit = 10u128.pow(self.places);
        let decimals = format!("{:0width$}", self.digits % unit, width = self.places as usize);
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{}", self.digits / unit),
            decimals => write!(f, "{}.{decimals}", self.digits / unit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, DecimalError};

    #[test]
    fn reads_decimals_exactly() {
        for (text, digits, places) in [
            ("0", 0, 0),
            ("12", 12, 0),
            ("1_000", 1000, 0),
            ("27360.935", 27_360_935, 3),
            ("0.10", 1, 1),
            ("1e3", 1000, 0),
            ("2.5e-3", 25, 4),
            ("-0.0", 0, 0),
            // All tokens there are, in the smallest unit of one.
            ("120_204_512.345678901234567891", 120_204_512_345_678_901_234_567_891, 18),
            ("99999999999999999999999999999999999999", 10u128.pow(38) - 1, 0),
            ("0.00000000000000000000000000000000000001", 1, 38),
        ] {
            let decimal: Decimal = text.parse().unwrap();
            assert_eq!((decimal.digits(), decimal.places()), (digits, places), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_none() {
        for text in ["", ".", ".5", "1.2.3", "abc", "1e", "inf", "nan", "0x1F"] {
            assert!(matches!(text.parse::<Decimal>(), Err(DecimalError::Syntax(_))), "{text}");
        }
        assert!(matches!("-1".parse::<Decimal>(), Err(DecimalError::Negative(_))));
        for text in ["1234567890123456789012345678901234567890", "1e38", "1e-39", "1e2147483647"] {
            assert!(matches!(text.parse::<Decimal>(), Err(DecimalError::Digits(_))), "{text}");
        }
    }

    #[test]
    fn displays_what_it_read() {
        for text in ["12", "27360.935", "0.05", "120204512.345678901234567891"] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
        assert_eq!(Decimal::new(45_250, 2).to_string(), "452.5");
        assert_eq!(Decimal::new(45_000, 2).to_string(), "450");
    }
}
