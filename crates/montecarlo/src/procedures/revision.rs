//! Members that change their minds between ballots (model, section 4): they reconsider, drawn to those
//! who had many votes; and they close ranks behind the last one in the field.

use nemcon_core::{MemberSet, Probability, Revision, Stance};

use super::Draw;
use crate::kernel::{Run, Stances};
use crate::math::uniform;
use crate::plan::{Chance, Compiler, PlanError};
use crate::random::{Entity, Purpose};

/// Who reconsiders, and how.
#[derive(Debug, Clone)]
pub(super) struct RevisionPlan {
    share: Chance,
    pull: f64,
    /// By member: the address of its draws.
    members: Vec<Entity>,
}

impl RevisionPlan {
    pub(super) fn compile(revision: Option<Revision>, compiler: &mut Compiler) -> Result<Option<Self>, PlanError> {
        let Some(revision) = revision else { return Ok(None) };
        Ok(Some(Self {
            share: Chance::new(revision.share, &["ballots", "revise", "share"], compiler.inputs, compiler.entities)?,
            pull: revision.pull,
            members: members(Purpose::Revision, compiler)?,
        }))
    }
}

fn members(purpose: Purpose, compiler: &mut Compiler) -> Result<Vec<Entity>, PlanError> {
    let body = compiler.model.body();
    body.members.iter().map(|member| compiler.entities.entity(purpose, &[&member.id])).collect()
}

/// By member: the candidate that it keeps voting for.
pub(super) struct Revised {
    votes: Vec<Option<usize>>,
    /// Scratch: how much each candidate of the field draws.
    draws: Vec<f64>,
}

impl Revised {
    pub(super) fn new(members: usize) -> Self {
        Self { votes: vec![None; members], draws: Vec::new() }
    }

    pub(super) fn begin(&mut self) {
        self.votes.fill(None);
    }

    /// Whose candidate has left the field votes by its stances again.
    pub(super) fn keep_to(&mut self, field: &[usize]) {
        for vote in &mut self.votes {
            *vote = vote.filter(|choice| field.contains(choice));
        }
    }

    /// Before a ballot of this number, counted from 1, given the votes of the last with several in the
    /// field: of the present members some reconsider, unless it is the first ballot.
    pub(super) fn reconsider(
        &mut self,
        plan: &RevisionPlan,
        (field, votes): (&[usize], &[(u32, MemberSet)]),
        (ballot, may_abstain): (u32, bool),
        run: &Run,
        stances: &impl Stances,
    ) {
        if ballot == 1 {
            return;
        }
        let share = plan.share.value(&run.inputs);
        let most = field.iter().map(|&candidate| votes[candidate].0).max().unwrap_or(0);
        let log2 = |votes: u32| libm::log2(f64::from(votes) + 0.5);
        self.draws.clear();
        // Relative to the most, so that no power is too large.
        self.draws.extend(field.iter().map(|&candidate| libm::exp2(plan.pull * (log2(votes[candidate].0) - log2(most)))));
        for (member, &entity) in plan.members.iter().enumerate() {
            if stances.present(member / 64) >> (member % 64) & 1 == 0 {
                continue;
            }
            let words = run.address.block(Purpose::Revision, entity, ballot);
            if uniform(words[0]) >= share {
                continue;
            }
            let opposes = |candidate: usize| stances.stance(candidate * plan.members.len() + member) == Stance::Oppose;
            let opposes_all = field.iter().all(|&candidate| opposes(candidate));
            if opposes_all && may_abstain {
                continue;
            }
            let eligible = || field.iter().zip(&self.draws).filter(|&(&candidate, _)| opposes_all || !opposes(candidate));
            let mut left = uniform(words[1]) * eligible().map(|(_, draw)| draw).sum::<f64>();
            let chosen = eligible().find(|(_, draw)| {
                left -= *draw;
                left < 0.0
            });
            self.votes[member] = chosen.or_else(|| eligible().next_back()).map(|(&candidate, _)| candidate);
        }
    }

    /// Which of some of 64 members keep to a vote.
    pub(super) fn keeping(&self, word: usize, among: u64) -> impl Iterator<Item = usize> + use<> {
        let votes = self.votes.iter().skip(word * 64).take(64).enumerate();
        let keeping = votes.fold(0, |mask, (at, vote)| mask | u64::from(vote.is_some()) << at);
        MemberSet::indices([keeping & among].into_iter())
    }

    /// The candidate that a member keeps voting for.
    pub(super) fn vote(&self, member: usize) -> Option<usize> {
        self.votes.get(member).copied().flatten()
    }
}

/// Who joins the others once one is left of several.
#[derive(Debug, Clone)]
pub(super) struct AcclamationPlan {
    joins: Chance,
    members: usize,
}

impl AcclamationPlan {
    /// Adds a draw for each member.
    pub(super) fn compile(joins: Option<Probability>, compiler: &mut Compiler, draws: &mut Vec<Draw>) -> Result<Option<Self>, PlanError> {
        let Some(joins) = joins else { return Ok(None) };
        let members = members(Purpose::Frailty, compiler)?;
        draws.extend(members.iter().map(|&entity| Draw { purpose: Purpose::Frailty, entity, word: 1 }));
        Ok(Some(Self { joins: Chance::new(joins, &["ballots", "acclaim"], compiler.inputs, compiler.entities)?, members: members.len() }))
    }

    /// Who would join in a run, by the word of each member.
    pub(super) fn draw(&self, run: &Run, drawn: impl Fn(usize) -> u32, joining: &mut MemberSet) {
        let joins = self.joins.value(&run.inputs);
        joining.words_mut().fill(0);
        for member in (0..self.members).filter(|&member| uniform(drawn(member)) < joins) {
            joining.insert(member.into());
        }
    }
}
