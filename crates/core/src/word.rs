//! Enums whose values are words, in files and outputs.

/// A text that is none of the words of a type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is no {what}: it is one of {}", .known.join(", "))]
#[non_exhaustive]
pub struct UnknownWord {
    /// What was to be read.
    pub what: &'static str,
    /// The text.
    pub word: String,
    /// The words there are.
    pub known: &'static [&'static str],
}

/// The words of an enum, once: all values, their words, `Display` and `FromStr`, and serde's traits.
macro_rules! words {
    ($type:ident, $what:literal: $($variant:ident = $word:literal),+ $(,)?) => {
        impl $type {
            /// All values, in order.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// Their words, in the same order.
            pub const WORDS: [&'static str; [$($word),+].len()] = [$($word),+];

            /// The word used in files and outputs.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let at = Self::WORDS.iter().position(|known| *known == word);
                at.map(|at| Self::ALL[at]).ok_or_else(|| $crate::UnknownWord { what: $what, word: word.to_owned(), known: &Self::WORDS })
            }
        }
    };
}

pub(crate) use words;

#[cfg(test)]
mod tests {
    use crate::{Ballot, Stance};

    #[test]
    fn words_are_read_and_written() {
        assert_eq!(Stance::ALL.map(|stance| stance.to_string().parse()), Stance::ALL.map(Ok));
        assert_eq!(format!("{:>8}", Ballot::For), "     for");
        let error = "supprt".parse::<Stance>().unwrap_err();
        assert_eq!(error.to_string(), "\"supprt\" is no stance: it is one of oppose, reserve, accept, support");
    }
}
