//! Objections that last: edges that some pairs do not take in some runs (model, section 3).

use super::columns::{put, store_words};
use super::state::State;
use crate::kernel::run::Run;
use crate::math::uniform;
use crate::plan::Plan;
use crate::random::{Blocks, Purpose};
use crate::simd::Lanes;

impl State {
    /// Draws whose oppose, and whose reserve, is lasting.
    #[inline(always)]
    pub(super) fn draw_lasting<S: Lanes>(&mut self, simd: S, plan: &Plan, words: Blocks<S>, runs: &[Run]) {
        for (lasting, &entity) in self.lasting.iter_mut().zip(&plan.motion.pairs) {
            let [_, oppose, reserve, _] = words.of(simd, Purpose::Choice, entity);
            for ((lasting, words), chance) in lasting.iter_mut().zip([oppose, reserve]).zip(plan.motion.lasting) {
                let words = store_words(simd, words);
                for (lane, run) in runs.iter().enumerate() {
                    let probability = chance.map_or(0.0, |chance| chance.value(&run.inputs));
                    put(lasting, lane, uniform(words[lane]) < probability);
                }
            }
        }
    }
}
