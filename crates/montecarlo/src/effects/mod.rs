//! What events change: one file a kind of effect, with what compiling makes of it and what it does
//! to a run side by side.

mod deadline;
mod pace;
mod presence;
mod redraw;
mod rule;
mod stance;
mod status;

use std::fmt::Debug;
use std::sync::Arc;

use nemcon_core::{CandidateId, CandidateSet, Effect, MemberId, MemberSet, StanceChange, Status};

use crate::kernel::{Run, Stances};
use crate::plan::{Compiler, PacePlan, PlanError};

/// A compiled effect.
pub(crate) trait EffectPlan: Debug + Send + Sync {
    /// Changes a run in which the event has happened.
    fn apply(&self, run: &mut Run, stances: &mut dyn Stances);

    /// The pairs (candidate · members + member) whose stances it may change, or how they move.
    fn pairs(&self) -> Vec<usize> {
        Vec::new()
    }

    /// The pace that it brings into force, if that is what it does.
    fn pace(&self) -> Option<&PacePlan> {
        None
    }
}

/// Which event, with which outcome, has an effect: what it draws is addressed by that, and by what the
/// effect concerns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) event: &'a str,
    pub(crate) outcome: &'a str,
}

/// Compiles an effect.
pub(crate) fn compile(effect: &Effect, place: Place, compiler: &mut Compiler) -> Result<Arc<dyn EffectPlan>, PlanError> {
    Ok(match effect {
        Effect::Join(member) => Arc::new(presence::Presence::compile(*member, true, compiler)),
        Effect::Leave(member) => Arc::new(presence::Presence::compile(*member, false, compiler)),
        Effect::Present(candidate) => Arc::new(status::StatusChange { candidate: candidate.index(), status: Status::Presented }),
        Effect::Withdraw(candidate) => Arc::new(status::StatusChange { candidate: candidate.index(), status: Status::Withdrawn }),
        Effect::Stance { candidates, members, change, only_blocking } => {
            let (pairs, among) = (pairs(*candidates, members), Among { only_blocking: *only_blocking });
            let step = match *change {
                StanceChange::Redraw(prior) => {
                    return Ok(Arc::new(redraw::Redraw::compile(pairs, prior, (among, place), compiler)?));
                }
                StanceChange::Set(stance) => stance::Step::Set(stance),
                StanceChange::Raise(steps) => stance::Step::Raise(steps),
                StanceChange::Lower(steps) => stance::Step::Lower(steps),
            };
            Arc::new(stance::Change::compile(pairs, step, among, compiler))
        }
        Effect::Pace(pace) => Arc::new(pace::PaceChange::compile(pace, place, compiler)?),
        Effect::Deadline(date) => Arc::new(deadline::DeadlineChange::compile(*date, compiler)),
        Effect::Rule(rule) => Arc::new(rule::RuleChange::compile(rule, compiler)),
    })
}

/// Which of the pairs that it names a change of stances concerns.
#[derive(Debug, Clone, Copy)]
struct Among {
    only_blocking: bool,
}

impl Among {
    /// Whether it concerns a pair at this moment.
    fn contains(self, pair: usize, members: usize, stances: &dyn Stances) -> bool {
        let member = pair % members;
        !self.only_blocking || stances.blockers(pair / members, member / 64) >> (member % 64) & 1 == 1
    }
}

/// The pairs of some candidates and members, as candidate and member.
fn pairs(candidates: CandidateSet, members: &MemberSet) -> impl Iterator<Item = (CandidateId, MemberId)> {
    candidates.iter().flat_map(|candidate| members.iter().map(move |member| (candidate, member)))
}
