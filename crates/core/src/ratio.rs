//! Exact fractions: the bounds of rules.

use std::cmp::Ordering;

/// A non-negative rational number with numerator and denominator of 128 bits.
///
/// Written `"65%"`, `"2/3"` or `"0.65"`; never a floating-point number, so that "at least 65%"
/// is decided exactly.
///
/// ```
/// use nemcon_core::Ratio;
/// let bound: Ratio = "62.5%".parse()?;
/// assert_eq!(bound, Ratio::new(5, 8));
/// # Ok::<(), nemcon_core::RatioError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(into = "String", try_from = "String"))]
pub struct Ratio {
    numerator: u128,
    denominator: u128,
}

/// Why a text is not a fraction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a fraction: write it like \"65%\", \"2/3\" or \"0.65\"")]
pub struct RatioError(String);

impl Ratio {
    /// `numerator / denominator`, in lowest terms.
    ///
    /// # Panics
    /// If the denominator is 0.
    pub const fn new(numerator: u128, denominator: u128) -> Self {
        assert!(denominator > 0, "a fraction needs a positive denominator");
        let (mut a, mut b) = (numerator, denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self { numerator: numerator / a, denominator: denominator / a }
    }

    /// The numerator, in lowest terms.
    pub const fn numerator(self) -> u128 {
        self.numerator
    }

    /// The denominator, in lowest terms.
    pub const fn denominator(self) -> u128 {
        self.denominator
    }

    /// How `part` compares with this fraction of `whole`, exactly.
    pub fn cmp_part(self, part: u128, whole: u128) -> Ordering {
        match (part.checked_mul(self.denominator), whole.checked_mul(self.numerator)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ if whole == 0 => part.cmp(&0),
            _ => compare([part, whole], [self.numerator, self.denominator]),
        }
    }
}

/// Compares two fractions with positive denominators, by their whole parts and then by what is left of them, as
/// continued fractions have it: no number grows.
fn compare([a, b]: [u128; 2], [c, d]: [u128; 2]) -> Ordering {
    let (a_left, c_left) = (a % b, c % d);
    (a / b).cmp(&(c / d)).then_with(|| match (a_left, c_left) {
        (0, _) | (_, 0) => a_left.cmp(&c_left),
        // The larger remainder is the one whose inverse is smaller.
        _ => compare([d, c_left], [b, a_left]),
    })
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        other.cmp_part(self.numerator, self.denominator)
    }
}

impl std::str::FromStr for Ratio {
    type Err = RatioError;

    fn from_str(text: &str) -> Result<Self, RatioError> {
        let fault = || RatioError(text.to_owned());
        let trimmed = text.trim();
        if let Some((numerator, denominator)) = trimmed.split_once('/') {
            let numerator = numerator.trim().parse().map_err(|_| fault())?;
            let denominator: u128 = denominator.trim().parse().map_err(|_| fault())?;
            return if denominator == 0 { Err(fault()) } else { Ok(Self::new(numerator, denominator)) };
        }
        let (number, hundredth) = match trimmed.strip_suffix('%') {
            Some(number) => (number.trim(), 100),
            None => (trimmed, 1),
        };
        let decimal: crate::Decimal = number.parse().map_err(|_| fault())?;
        let denominator = 10u128.checked_pow(decimal.places()).and_then(|d| d.checked_mul(hundredth));
        Ok(Self::new(decimal.digits(), denominator.ok_or_else(fault)?))
    }
}

impl std::fmt::Display for Ratio {
    /// A percentage where that is exact, otherwise `numerator/denominator`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let per_mille = self.numerator.checked_mul(1000).filter(|per_mille| per_mille.is_multiple_of(self.denominator));
        if let Some(per_mille) = per_mille.map(|per_mille| per_mille / self.denominator) {
            match per_mille % 10 {
                0 => write!(f, "{}%", per_mille / 10),
                tenth => write!(f, "{}.{tenth}%", per_mille / 10),
            }
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

#[cfg(feature = "serde")]
impl From<Ratio> for String {
    /// As a fraction, which every ratio can be written as exactly.
    fn from(Ratio { numerator, denominator }: Ratio) -> Self {
        format!("{numerator}/{denominator}")
    }
}

#[cfg(feature = "serde")]
impl TryFrom<String> for Ratio {
    type Error = RatioError;

    fn try_from(text: String) -> Result<Self, RatioError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::Ratio;

    #[test]
    fn reads_the_three_forms() {
        for (text, expected) in
            [("65%", (13, 20)), ("2/3", (2, 3)), ("0.65", (13, 20)), ("14.5%", (29, 200)), (" 1 / 2 ", (1, 2)), ("0", (0, 1))]
        {
            assert_eq!(text.parse(), Ok(Ratio::new(expected.0, expected.1)), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_fraction() {
        for text in
            ["", "%", "1/0", "-1/2", "-5%", "two thirds", "1/2/3", "0x10", "1e400", "nan", "9999999999999999999999999999999999999999%"]
        {
            assert!(text.parse::<Ratio>().is_err(), "{text}");
        }
    }

    #[test]
    fn compares_exactly() {
        // 0.65 of 449,000,000 is 291,850,000: one person fewer is not enough.
        let bound = Ratio::new(65, 100);
        assert!(bound.cmp_part(291_850_000, 449_000_000).is_ge());
        assert!(bound.cmp_part(291_849_999, 449_000_000).is_lt());
        // Of numbers whose products have 240 bits, one more or less is told.
        let whole = 10u128.pow(38);
        let third = Ratio::new(whole / 3, whole);
        assert!(third.cmp_part(whole / 3, whole).is_eq());
        assert!(third.cmp_part(whole / 3, whole - 1).is_gt());
        assert!(third.cmp_part(whole / 3 - 1, whole).is_lt());
        assert!(third.cmp_part(0, 0).is_eq());
        assert!(Ratio::new(u128::MAX, 1).cmp_part(u128::MAX, 1).is_eq());
        assert!(Ratio::new(1, 3) > third);
    }

    proptest::proptest! {
        /// Fractions compare as the integers do that their products with all denominators are.
        #[test]
        fn compares_as_products_do(a in 0u128..1 << 62, b in 1u128..1 << 62, c in 0u128..1 << 62, d in 1u128..1 << 62) {
            proptest::prop_assert_eq!(super::compare([a, b], [c, d]), (a * d).cmp(&(c * b)));
        }
    }

    #[test]
    fn prints_percentages_where_exact() {
        assert_eq!(Ratio::new(13, 20).to_string(), "65%");
        assert_eq!(Ratio::new(29, 200).to_string(), "14.5%");
        assert_eq!(Ratio::new(2, 3).to_string(), "2/3");
    }
}
