//! How candidates are put to the body in step (d) of a round (model, section 4, "Procedures"): one
//! file a procedure, with what compiling makes of it, what it remembers of a run and how it holds a
//! round.

mod ballots;
mod revision;
mod soundings;
mod winnowing;

use nemcon_core::Procedure;

use crate::kernel::{Run, Stances};
use crate::plan::{Compiler, PlanError};

/// A compiled procedure.
#[derive(Debug, Clone)]
pub(crate) enum ProcedurePlan {
    Soundings(soundings::SoundingsPlan),
    Winnowing(winnowing::WinnowingPlan),
    Ballots(ballots::BallotsPlan),
}

/// What a procedure remembers between the rounds of a run, and what it needs to hold one.
pub(crate) enum ProcedureState<'p> {
    Soundings(soundings::SoundingsState<'p>),
    Winnowing(winnowing::WinnowingState<'p>),
    Ballots(ballots::BallotsState<'p>),
}

/// A procedure in a run.
trait Held {
    /// Forgets the run before.
    fn begin(&mut self, run: &Run);

    /// Holds a round; the candidate appointed, if any.
    fn round(&mut self, run: &mut Run, stances: &mut impl Stances) -> Option<usize>;
}

impl ProcedurePlan {
    pub(crate) fn compile(compiler: &mut Compiler) -> Result<Self, PlanError> {
        Ok(match &compiler.model.question().procedure {
            Procedure::Soundings(soundings) => Self::Soundings(soundings::SoundingsPlan::compile(soundings, compiler)),
            Procedure::Winnowing(cuts) => Self::Winnowing(winnowing::WinnowingPlan::compile(cuts, compiler)),
            Procedure::Ballots(ballots) => Self::Ballots(ballots::BallotsPlan::compile(ballots, compiler)?),
        })
    }

    pub(crate) fn state(&self) -> ProcedureState<'_> {
        match self {
            Self::Soundings(plan) => ProcedureState::Soundings(soundings::SoundingsState::new(plan)),
            Self::Winnowing(plan) => ProcedureState::Winnowing(winnowing::WinnowingState::new(plan)),
            Self::Ballots(plan) => ProcedureState::Ballots(ballots::BallotsState::new(plan)),
        }
    }

    /// Whether every presented candidate is sounded in every round, and whoever passes is offered
    /// the post at once.
    pub(crate) fn is_plain(&self) -> bool {
        match self {
            Self::Soundings(plan) => plan.is_plain(),
            Self::Winnowing(_) | Self::Ballots(_) => false,
        }
    }
}

impl ProcedureState<'_> {
    /// Forgets the run before; of the next one everything else has begun.
    pub(crate) fn begin(&mut self, run: &Run) {
        match self {
            Self::Soundings(state) => state.begin(run),
            Self::Winnowing(state) => state.begin(run),
            Self::Ballots(state) => state.begin(run),
        }
    }

    /// Holds a round; the candidate appointed, if any.
    pub(crate) fn round(&mut self, run: &mut Run, stances: &mut impl Stances) -> Option<usize> {
        match self {
            Self::Soundings(state) => state.round(run, stances),
            Self::Winnowing(state) => state.round(run, stances),
            Self::Ballots(state) => state.round(run, stances),
        }
    }
}
