//! What kind of decision a case is: races of one class are alike in what decides them.

use std::fmt;

use nemcon_core::{Ballot, Kind, MemberId, Model, Procedure};

/// How a body decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Whoever objects stops it.
    Consensus,
    /// Some members stop it alone, others do not.
    Veto,
    /// Nobody stops it alone.
    Votes,
    /// Members vote for one candidate each.
    Ballots,
}

impl Way {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Consensus, Self::Veto, Self::Votes, Self::Ballots];

    /// Its name in files and outputs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Consensus => "consensus",
            Self::Veto => "veto",
            Self::Votes => "votes",
            Self::Ballots => "ballots",
        }
    }

    /// The way that the formal rule of a model and its procedure make: who, objecting alone while all others are
    /// for, prevents adoption: everybody, some or nobody.
    pub fn of(model: &Model) -> Self {
        if matches!(model.question().procedure, Procedure::Ballots { .. }) {
            return Self::Ballots;
        }
        let (body, present) = (model.body(), model.present());
        let mut ballots = vec![Ballot::For; body.len()];
        let mut stops = |member: MemberId| {
            ballots[member.index()] = Ballot::Against;
            let passes = model.question().rule.passes(body, present, &ballots);
            ballots[member.index()] = Ballot::For;
            !passes
        };
        let stopping = present.iter().filter(|&member| stops(member)).count();
        match stopping {
            0 => Self::Votes,
            all if all == present.len() => Self::Consensus,
            _ => Self::Veto,
        }
    }
}

/// Questions of a kind: a post to fill or a motion to adopt, and the way in which that is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class {
    motion: bool,
    way: Way,
}

impl Class {
    /// The class of posts, or of motions, that are decided so.
    pub const fn new(is_motion: bool, way: Way) -> Self {
        Self { motion: is_motion, way }
    }

    /// The class of a model by its formal rule.
    pub fn of(model: &Model) -> Self {
        Self::new(model.question().kind == Kind::Motion, Way::of(model))
    }

    /// Whether motions are decided; posts otherwise.
    pub const fn is_motion(self) -> bool {
        self.motion
    }

    /// How they are decided.
    pub const fn way(self) -> Way {
        self.way
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} by {}", if self.motion { "motion" } else { "post" }, self.way.word())
    }
}
