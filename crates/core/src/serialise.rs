//! Sets are serialised as lists of what is in them.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::validate::limits::{CANDIDATES, MEMBERS};
use crate::{Ballot, BallotSet, CandidateId, CandidateSet, Edge, EdgeSet, MemberId, MemberSet, Stance, StanceSet};

/// Sets, what they are of, and how a list of it becomes one.
macro_rules! sets {
    ($($set:ident of $item:ident: $gathered:expr;)+) => {$(
        impl Serialize for $set {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.iter())
            }
        }

        impl<'de> Deserialize<'de> for $set {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let gathered: fn(Vec<$item>) -> Result<Self, String> = $gathered;
                gathered(Vec::deserialize(deserializer)?).map_err(D::Error::custom)
            }
        }
    )+};
}

sets! {
    BallotSet of Ballot: |ballots| Ok(ballots.into_iter().collect());
    StanceSet of Stance: |stances| Ok(stances.into_iter().collect());
    EdgeSet of Edge: |edges| Ok(edges.into_iter().collect());
    CandidateSet of CandidateId: |candidates| match candidates.iter().find(|candidate| candidate.index() >= CANDIDATES) {
        Some(candidate) => Err(format!("there cannot be a candidate {}: at most {CANDIDATES} are allowed", candidate.index())),
        None => Ok(candidates.into_iter().collect()),
    };
    MemberSet of MemberId: |members| {
        let beyond = members.iter().map(|member| member.index().saturating_add(1)).max().unwrap_or(0);
        if beyond > MEMBERS {
            return Err(format!("there cannot be a member {}: at most {MEMBERS} are allowed", beyond - 1));
        }
        Ok(Self::of(beyond, members))
    };
}
