//! Classes of questions: what is decided, and how.

use crate::word::words;
use crate::{Ballot, Kind, MemberId, Model, Procedure};

/// How a body comes to a decision.
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

words! { Way, "way to decide":
    Consensus = "consensus",
    Veto = "veto",
    Votes = "votes",
    Ballots = "ballots",
}

impl Way {
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
#[allow(missing_docs, reason = "their words say it")]
pub enum Class {
    PostByConsensus,
    PostByVeto,
    PostByVotes,
    PostByBallots,
    MotionByConsensus,
    MotionByVeto,
    MotionByVotes,
    MotionByBallots,
}

words! { Class, "class":
    PostByConsensus = "post by consensus",
    PostByVeto = "post by veto",
    PostByVotes = "post by votes",
    PostByBallots = "post by ballots",
    MotionByConsensus = "motion by consensus",
    MotionByVeto = "motion by veto",
    MotionByVotes = "motion by votes",
    MotionByBallots = "motion by ballots",
}

impl Class {
    /// The class of posts, or of motions, that are decided so.
    pub fn new(is_motion: bool, way: Way) -> Self {
        Self::ALL[usize::from(is_motion) * Way::ALL.len() + way as usize]
    }

    /// The class of a model by its formal rule.
    pub fn of(model: &Model) -> Self {
        Self::new(model.question().kind == Kind::Motion, Way::of(model))
    }

    /// Whether motions are decided; posts otherwise.
    pub fn is_motion(self) -> bool {
        self as usize >= Way::ALL.len()
    }

    /// How they are decided.
    pub fn way(self) -> Way {
        Way::ALL[self as usize % Way::ALL.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Way};

    #[test]
    fn a_class_is_what_its_words_say() {
        for class in Class::ALL {
            let what = if class.is_motion() { "motion" } else { "post" };
            assert_eq!(class.word(), format!("{what} by {}", class.way()));
            assert_eq!(Class::new(class.is_motion(), class.way()), class);
        }
        assert_eq!(Class::new(true, Way::Veto), Class::MotionByVeto);
    }
}
