//! Why a rule cannot be analysed.

use nemcon_core::{Bytes, MemberId};

use crate::limit::time;

/// Why a question about a rule has no answer here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PowerError {
    /// Nobody is present, so there is nobody to have power.
    #[error("nobody is present: a rule is analysed over at least one member")]
    NobodyPresent,
    /// The analysis would not fit into memory.
    #[error(
        "{what} of this rule would need more memory than is allowed, which is {allowed} in all: \
         allow more, or estimate by Monte Carlo"
    )]
    TooLarge {
        /// What would not fit.
        what: &'static str,
        /// The limit for all that is held.
        allowed: Bytes,
    },
    /// The analysis would take too long.
    #[error(
        "{what} of this rule would take {} or more, and the limit is {}",
        time(*steps),
        time(*allowed)
    )]
    TooLong {
        /// What would take long.
        what: &'static str,
        /// How many steps it takes at least, of about a nanosecond each.
        steps: u64,
        /// How many are allowed.
        allowed: u64,
    },
    /// The numbers of a tally are too long to be summed exactly.
    #[error("the sum of a weight times the denominator of a share of votes cast exceeds 127 bits: use shorter fractions or fewer decimals")]
    Digits,
    /// The rule is another body's.
    #[error("the rule counts by weight {weight}, and the body has {weights}, numbered from 0: give the rule the body that it was made for")]
    Weight {
        /// The weight that a tally counts by.
        weight: usize,
        /// How many weights the body has.
        weights: usize,
    },
    /// Unions that overlap.
    #[error("member {} is in two unions: give each member to one at most", .member.index())]
    Unions {
        /// The member.
        member: MemberId,
    },
    /// Not one distribution over the three ballots a member.
    #[error("the probabilities of member {} are not three numbers in 0 to 1 that sum to 1, with parts of them counted", .member.index())]
    Probabilities {
        /// The member.
        member: MemberId,
    },
    /// Not one triple a member.
    #[error("{given} triples of probabilities for {members} members: give one for each member of the body")]
    Length {
        /// How many triples were given.
        given: usize,
        /// How many members the body has.
        members: usize,
    },
    /// Reports that no division of the members agrees with.
    #[error("the reports on how many members are of a mind are impossible, or say nothing of a possible number")]
    Reports,
    /// Members who go together on a candidate do not vote independently.
    #[error("members of the bloc {group} lean the same way")]
    Bloc {
        /// The bloc's group; `*` is everybody.
        group: String,
    },
    /// There are no soundings.
    #[error("members vote for one candidate among several")]
    ExclusiveBallots,
}

/// What is too large for memory, or takes too long, is not feasible; other faults are faults.
pub(crate) fn feasible<T>(result: Result<T, PowerError>) -> Result<Option<T>, PowerError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(PowerError::TooLarge { .. } | PowerError::TooLong { .. }) => Ok(None),
        Err(fault) => Err(fault),
    }
}
