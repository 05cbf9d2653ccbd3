//! Whom to persuade: `nemcon persuade`.

use nemcon_core::{CandidateId, Date, Model, Stance, Status};
use nemcon_montecarlo::Persuasion;

use super::{Refusal, candidate};

/// Whom to persuade, of whom, in the words of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Persuade {
    /// The id or the name of the candidate; where none is named, the motion, or the first candidate that is presented.
    pub candidate: Option<String>,
    /// Whether a member comes to support it, and not only to accept it.
    pub to_support: bool,
    /// The day on which a member changes its mind; the first where none is said.
    pub at: Option<Date>,
    /// The date by which the candidate is to have succeeded; halfway from that day to the deadline where none is said.
    pub by: Option<Date>,
    /// Whether the best two together are looked for too.
    pub pairs: bool,
}

/// So many members are shown where nothing is said.
pub const SHOWN: usize = 40;

/// Of how many members pairs are made.
const PAIRED: usize = 12;

impl Persuade {
    /// What is asked of a model.
    pub fn of(&self, model: &Model) -> Result<Persuasion, Refusal> {
        let usual = Persuasion::new(model, self.candidate(model)?).on(model, self.at.unwrap_or(model.question().as_of));
        Ok(Persuasion {
            to: if self.to_support { Stance::Support } else { Stance::Accept },
            by: self.by.unwrap_or(usual.by),
            pairs: if self.pairs { PAIRED } else { 0 },
            ..usual
        })
    }

    fn candidate(&self, model: &Model) -> Result<CandidateId, Refusal> {
        let Some(named) = &self.candidate else {
            let standing = |candidate: &CandidateId| {
                let candidate = model.candidate(*candidate);
                candidate.status == Status::Presented && !candidate.incumbent
            };
            return Ok(model.candidate_ids().find(standing).unwrap_or(CandidateId::new(0)));
        };
        self::candidate(model, named)
    }
}
