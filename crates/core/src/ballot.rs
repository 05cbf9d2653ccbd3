//! Ballots, and sets of ballots that a tally counts.

use crate::word::words;

/// What a member says when a candidate is sounded, ordered `against < abstain < for`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ballot {
    /// An objection.
    Against,
    /// Neither support nor objection.
    Abstain,
    /// Support.
    For,
}

words! { Ballot, "ballot":
    Against = "against",
    Abstain = "abstain",
    For = "for",
}

/// A set of ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct BallotSet(u8);

impl BallotSet {
    /// {for}
    pub const FOR: Self = Self(0b100);
    /// {against}
    pub const AGAINST: Self = Self(0b001);
    /// {for, abstain}
    pub const FOR_OR_ABSTAIN: Self = Self(0b110);
    /// {against, abstain}
    pub const AGAINST_OR_ABSTAIN: Self = Self(0b011);
    /// {for, against}: those who cast a vote.
    pub const CAST: Self = Self(0b101);

    /// Whether `ballot` is in the set.
    pub const fn contains(self, ballot: Ballot) -> bool {
        self.0 >> (ballot as u8) & 1 == 1
    }

    /// The ballots of the set, lowest first.
    pub fn iter(self) -> impl Iterator<Item = Ballot> {
        Ballot::ALL.into_iter().filter(move |&ballot| self.contains(ballot))
    }
}

impl FromIterator<Ballot> for BallotSet {
    fn from_iter<I: IntoIterator<Item = Ballot>>(ballots: I) -> Self {
        Self(ballots.into_iter().fold(0, |set, ballot| set | 1 << (ballot as u8)))
    }
}

/// Written `{for, abstain}`.
impl std::fmt::Display for BallotSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words: Vec<_> = self.iter().map(Ballot::word).collect();
        write!(f, "{{{}}}", words.join(", "))
    }
}
