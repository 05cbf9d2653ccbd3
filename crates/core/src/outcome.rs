//! How a question can end.

use crate::word::words;
use crate::{CandidateId, Kind, Model};

/// One way a question can end: see [`Model::outcomes`] for those of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "lowercase"))]
pub enum Outcome {
    /// A candidate gets the post.
    Appointed(CandidateId),
    /// The incumbent, which is this candidate, stays.
    Extended(CandidateId),
    /// Somebody gets the post who is not among the candidates.
    Other,
    /// Nobody gets the post.
    Vacant,
    /// The motion passes.
    Adopted,
    /// The motion does not pass.
    Rejected,
}

impl Outcome {
    /// The ids that name outcomes, so that no candidate can have them; where a question has `other`,
    /// that is one more.
    pub const RESERVED: [&str; 4] = ["extended", "vacant", "adopted", "rejected"];

    /// How a question of this kind can end: the candidates in order (each given as whether it is
    /// the incumbent), then the incumbent's staying on, then somebody `other` where the question
    /// reckons with that, then nobody.
    pub fn all(kind: Kind, other: bool, incumbents: impl IntoIterator<Item = bool>) -> Vec<Self> {
        match kind {
            Kind::Motion => vec![Self::Adopted, Self::Rejected],
            Kind::Appointment => {
                let all = incumbents.into_iter().enumerate().map(|(index, incumbent)| {
                    let candidate = CandidateId::new(index);
                    if incumbent { Self::Extended(candidate) } else { Self::Appointed(candidate) }
                });
                let mut all: Vec<Self> = all.collect();
                all.sort_by_key(|outcome| outcome.kind());
                all.extend(other.then_some(Self::Other));
                all.push(Self::Vacant);
                all
            }
        }
    }

    /// What kind of outcome it is, whoever the candidate.
    pub const fn kind(self) -> OutcomeKind {
        match self {
            Self::Appointed(_) => OutcomeKind::Appointed,
            Self::Extended(_) => OutcomeKind::Extended,
            Self::Other => OutcomeKind::Other,
            Self::Vacant => OutcomeKind::Vacant,
            Self::Adopted => OutcomeKind::Adopted,
            Self::Rejected => OutcomeKind::Rejected,
        }
    }

    /// Whether somebody, or the motion, is agreed on: on a date, which there is none of where nobody is.
    pub const fn is_agreed(self) -> bool {
        !matches!(self, Self::Vacant | Self::Rejected)
    }

    /// The candidate, or the motion, whose success it is; `None` where nobody succeeds.
    pub const fn candidate(self) -> Option<CandidateId> {
        match self {
            Self::Appointed(candidate) | Self::Extended(candidate) => Some(candidate),
            Self::Adopted => Some(CandidateId::new(0)),
            Self::Other | Self::Vacant | Self::Rejected => None,
        }
    }

    /// Its id in files and outputs: the candidate's where one is appointed, else its word, one of
    /// [`Outcome::RESERVED`] or `other`.
    pub fn id(self, model: &Model) -> &str {
        self.id_among(|candidate| &model.candidate(candidate).id)
    }

    /// [`Outcome::id`], given the ids of the candidates.
    pub fn id_among<'a>(self, id: impl FnOnce(CandidateId) -> &'a str) -> &'a str {
        match self {
            Self::Appointed(candidate) => id(candidate),
            Self::Extended(_) | Self::Other | Self::Vacant | Self::Adopted | Self::Rejected => self.kind().word(),
        }
    }
}

/// The kinds of outcome, in the order in which outcomes are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutcomeKind {
    /// A candidate gets the post.
    Appointed,
    /// The motion passes.
    Adopted,
    /// The incumbent stays.
    Extended,
    /// Somebody gets the post who is not among the candidates.
    Other,
    /// Nobody gets the post.
    Vacant,
    /// The motion does not pass.
    Rejected,
}

words! { OutcomeKind, "kind of outcome":
    Appointed = "appointed",
    Adopted = "adopted",
    Extended = "extended",
    Other = "other",
    Vacant = "vacant",
    Rejected = "rejected",
}

#[cfg(test)]
mod tests {
    use super::Outcome;
    use crate::{CandidateId, Kind};

    #[test]
    fn the_incumbent_comes_after_the_candidates() {
        let ids = ["ann", "bob", "cy"];
        let of = |kind, other, incumbents| -> Vec<&str> {
            Outcome::all(kind, other, incumbents).into_iter().map(|outcome| outcome.id_among(|candidate| ids[candidate.index()])).collect()
        };
        assert_eq!(of(Kind::Appointment, true, [false, true, false]), ["ann", "cy", "extended", "other", "vacant"]);
        assert_eq!(of(Kind::Appointment, false, [false; 3]), ["ann", "bob", "cy", "vacant"]);
        assert_eq!(of(Kind::Motion, false, [false; 3]), ["adopted", "rejected"]);
    }

    #[test]
    fn the_reserved_ids_are_those_of_outcomes_that_have_no_other() {
        let mut all = Outcome::all(Kind::Appointment, false, [false, true]);
        all.extend(Outcome::all(Kind::Motion, false, [false]));
        let none = |_: CandidateId| "";
        let ids: Vec<&str> = all.into_iter().map(|outcome| outcome.id_among(none)).filter(|id| !id.is_empty()).collect();
        assert_eq!(ids, Outcome::RESERVED);
    }
}
