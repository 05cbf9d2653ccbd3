//! How a question can end, whoever the candidates: what cases have in common.

use nemcon_core::OutcomeKind;
use nemcon_montecarlo::Estimates;

/// What an outcome is to the leader of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The leader's success; of a motion, its adoption.
    Leader,
    /// Another candidate of the file, or the incumbent who does not lead.
    Another,
    /// Somebody whom the file does not name.
    SomebodyElse,
    /// Nobody; of a motion, its rejection.
    Nobody,
}

impl End {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Leader, Self::Another, Self::SomebodyElse, Self::Nobody];

    /// Its name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Leader => "the leader",
            Self::Another => "another who is named",
            Self::SomebodyElse => "somebody else",
            Self::Nobody => "nobody",
        }
    }

    /// By outcome of some estimates: what it is, given the id of the leader's success.
    pub(crate) fn all(estimates: &Estimates, leader: &str) -> Vec<Self> {
        let end = |outcome: &nemcon_montecarlo::OutcomeEstimate| match outcome.kind() {
            OutcomeKind::Other => Self::SomebodyElse,
            OutcomeKind::Vacant | OutcomeKind::Rejected => Self::Nobody,
            _ if outcome.id == leader => Self::Leader,
            OutcomeKind::Appointed | OutcomeKind::Extended | OutcomeKind::Adopted => Self::Another,
        };
        estimates.outcomes.iter().map(end).collect()
    }
}
