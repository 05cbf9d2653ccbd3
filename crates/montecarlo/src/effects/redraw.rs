//! Stances are drawn anew from a prior.

use nemcon_core::{CandidateId, MemberId, Prior};

use super::{Among, EffectPlan, Place};
use crate::kernel::{Run, Stances};
use crate::plan::{Compiler, Cuts, PlanError, cuts, stance_at, thresholds};
use crate::random::{Entity, Purpose};

#[derive(Debug)]
pub(super) struct Redraw {
    /// Each pair, and the entity and index of its draw.
    pairs: Vec<(usize, Entity, u32)>,
    cuts: Cuts,
    among: Among,
    members: usize,
}

impl Redraw {
    pub(super) fn compile(
        pairs: impl Iterator<Item = (CandidateId, MemberId)>,
        prior: Prior,
        (among, place): (Among, Place),
        compiler: &mut Compiler,
    ) -> Result<Self, PlanError> {
        let model = compiler.model;
        let addressed = pairs.map(|(candidate, member)| {
            let ids = [place.event, place.outcome, &model.body()[member].id, &model.candidate(candidate).id];
            let entity = compiler.entities.entity(Purpose::Redraw, &ids)?;
            Ok((compiler.pair(candidate, member), entity, compiler.entities.number(Purpose::Redraw, entity)))
        });
        Ok(Self {
            pairs: addressed.collect::<Result<_, _>>()?,
            cuts: cuts(thresholds(prior.probabilities())),
            among,
            members: model.body().len(),
        })
    }
}

impl EffectPlan for Redraw {
    fn apply(&self, run: &mut Run, stances: &mut dyn Stances) {
        for &(pair, entity, index) in &self.pairs {
            if !self.among.contains(pair, self.members, stances) {
                continue;
            }
            let word = run.address.word(Purpose::Redraw, entity, index, 0);
            let stance = stance_at(word, self.cuts);
            run.note_stance(pair, stances.stance(pair), stance);
            stances.set_stance(pair, stance);
        }
    }

    fn pairs(&self) -> Vec<usize> {
        self.pairs.iter().map(|&(pair, ..)| pair).collect()
    }
}
