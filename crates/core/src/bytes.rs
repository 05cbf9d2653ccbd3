//! Amounts of memory.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "amounts are neither negative nor beyond 63 bits")]

use std::fmt;
use std::str::FromStr;

/// An amount of memory, in bytes.
///
/// It is read as people write it, and shown to two digits, never less than it is: who asks for what is shown gets
/// enough. The alternate form has no space, as a flag wants it.
///
/// ```
/// use nemcon_core::Bytes;
/// assert_eq!("1.5 GB".parse(), Ok(Bytes(1_500_000_000)));
/// assert_eq!("64MiB".parse(), Ok(Bytes(64 << 20)));
/// assert_eq!(Bytes(2_410_000_000).to_string(), "2.5 GB");
/// assert_eq!(format!("{:#}", Bytes(650_000_001)), "651MB");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub u64);

/// A text that is no amount of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an amount of memory is a number and a unit, such as 500MB, 2GB or 1.5GiB")]
pub struct BytesError;

/// The units that amounts are shown in, the largest first …
const SHOWN: [(&str, u64); 5] = [("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("B", 1)];
/// … and what else is understood.
const BINARY: [(&str, u64); 4] = [("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, size) = SHOWN.into_iter().find(|(_, size)| self.0 >= *size).unwrap_or(("B", 1));
        let tenths = (u128::from(self.0) * 10).div_ceil(u128::from(size));
        let space = if f.alternate() { "" } else { " " };
        if tenths < 100 && tenths % 10 != 0 {
            write!(f, "{}.{}{space}{unit}", tenths / 10, tenths % 10)
        } else {
            write!(f, "{}{space}{unit}", tenths.div_ceil(10))
        }
    }
}

impl FromStr for Bytes {
    type Err = BytesError;

    fn from_str(text: &str) -> Result<Self, BytesError> {
        let digits = text.find(|letter: char| !letter.is_ascii_digit() && !"._".contains(letter)).ok_or(BytesError)?;
        let (number, unit) = text.split_at(digits);
        let of = |(name, size): (&str, u64)| unit.trim().eq_ignore_ascii_case(name).then_some(size);
        let size = SHOWN.into_iter().chain(BINARY).find_map(of).ok_or(BytesError)?;
        let number: f64 = number.replace('_', "").parse().map_err(|_| BytesError)?;
        let bytes = number * size as f64;
        if bytes < 9e18 { Ok(Self(bytes as u64)) } else { Err(BytesError) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, BytesError};

    #[test]
    fn what_is_shown_is_enough() {
        for bytes in [0, 1, 999, 1000, 1001, 99_999, 999_999, 1_000_000, 9_910_000, 12_345_678, 999_999_999, 1_000_000_000, 2_400_000_001] {
            let shown: Bytes = Bytes(bytes).to_string().parse().expect("what is shown can be read");
            assert!(shown >= Bytes(bytes) && shown.0 <= bytes + bytes / 9 + 1, "{bytes}: {shown}");
            assert_eq!(format!("{:#}", Bytes(bytes)).parse(), Ok(shown));
        }
        assert_eq!([Bytes(999_999), Bytes(1_000_000), Bytes(9_910_000)].map(|bytes| bytes.to_string()), ["1000 kB", "1 MB", "10 MB"]);
    }

    #[test]
    fn units_are_needed() {
        assert_eq!(
            ["1024", "", "GB", "2 gigabytes", "-1GB", "1e3MB", "1..2GB", "99999999999TB"].map(str::parse::<Bytes>),
            [Err(BytesError); 8]
        );
        assert_eq!(["2gb", "1_500 kB", "0.5KiB"].map(str::parse), [Ok(Bytes(2_000_000_000)), Ok(Bytes(1_500_000)), Ok(Bytes(512))]);
    }
}
