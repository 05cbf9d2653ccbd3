//! Conditions that events wait for, require or exclude (model, section 6), and deadlock (section 2).

use nemcon_core::{Condition, Stance, Status};

use super::{Run, Stances};
use crate::plan::BallotMasks;

impl Run<'_> {
    /// Whether a condition holds at this moment.
    pub(super) fn holds(&mut self, condition: Condition, stances: &impl Stances) -> bool {
        match condition {
            Condition::Happened(requirement) => self.events.has_happened(requirement),
            Condition::Becomes { candidate, status } => self.candidates[candidate.index()].reached & 1 << status as u8 != 0,
            Condition::Stance { member, candidate, bound } => {
                let (member, candidate) = (member.index(), candidate.index());
                let present = stances.present(member / 64) >> (member % 64) & 1 == 1;
                present && bound.contains(stances.stance(candidate * self.plan.members + member))
            }
            Condition::BlockedByAtMost { candidate, members } => {
                let presented = self.candidates[candidate.index()].status == Status::Presented;
                presented && self.blocking(stances, candidate.index()) <= members
            }
            Condition::Deadlock => self.is_deadlocked(stances),
        }
    }

    /// Whether objections alone stop everybody: for each presented candidate, the incumbent aside, the
    /// rule fails even if all who do not oppose it were for it.
    pub(crate) fn is_deadlocked(&mut self, stances: &impl Stances) -> bool {
        (0..self.candidates.len()).all(|candidate| !self.is_rival(candidate) || !self.could_pass(candidate, stances))
    }

    /// Whether the rule passes if all present members that do not oppose a candidate are for it.
    fn could_pass(&mut self, candidate: usize, stances: &impl Stances) -> bool {
        let cast = &mut self.cast;
        for word in 0..cast.present.len() {
            let (present, against) = (stances.present(word), stances.holders(candidate, Stance::Oppose, word));
            (cast.present[word], cast.against[word], cast.support[word]) = (present, against, present & !against);
            cast.abstain[word] = 0;
        }
        let masks = BallotMasks { present: &cast.present, ballots: [&cast.against, &cast.abstain, &cast.support] };
        self.plan.rules[self.rule].passes(masks, &mut cast.sums)
    }
}
