//! From probabilities to the words of stances.

use nemcon_core::Stance;

/// The first words at which a stance is at least reserve, accept, support: see [`stance_at`].
pub(crate) type Cuts = [u32; 3];

/// The cuts of an accumulated prior: how many words have a uniform variate below each threshold.
pub(crate) fn cuts(thresholds: [f64; 3]) -> Cuts {
    // Beyond the range of words the conversion takes the nearest one.
    thresholds.map(|threshold| libm::ceil(threshold * 4_294_967_296.0 - 0.5) as u32)
}

/// The largest word that is told apart: the one above is taken for it, so that a cut there means never.
pub(crate) const LAST_WORD: u32 = u32::MAX - 1;

/// The stance of a word: low is oppose, high support.
#[inline]
pub(crate) fn stance_at(word: u32, cuts: Cuts) -> Stance {
    let word = word.min(LAST_WORD);
    Stance::ALL[cuts.iter().filter(|&&cut| word >= cut).count()]
}

/// The probabilities of oppose, reserve and accept, accumulated; exactly 1 from the last stance
/// that is possible on, whatever rounding does to the sum.
pub(crate) fn thresholds(prior: [f64; 4]) -> [f64; 3] {
    let last = prior.iter().rposition(|&p| p > 0.0).unwrap_or(3);
    let mut sum = 0.0;
    std::array::from_fn(|stance| {
        sum += prior[stance];
        if stance >= last { 1.0 } else { sum }
    })
}

/// The prior of accumulated probabilities.
pub(crate) fn probabilities([oppose, reserve, accept]: [f64; 3]) -> [f64; 4] {
    [oppose, reserve - oppose, accept - reserve, 1.0 - accept]
}

/// The uniform variate under accumulated probabilities of a word that has drawn a stance by other
/// cuts: as far up in the stance's interval as the word is among the stance's words. Where the cuts
/// are those of the probabilities it is the word's own.
pub(super) fn uniform_within(word: u32, cuts: Cuts, stance: Stance, thresholds: [f64; 3]) -> f64 {
    let at = stance as usize;
    let word = f64::from(word.min(LAST_WORD)) + 0.5;
    let (first, end) = (if at == 0 { 0 } else { cuts[at - 1] }, if at == 3 { u32::MAX } else { cuts[at] });
    let part = (word - f64::from(first)) / (f64::from(end) - f64::from(first));
    let (low, high) = (if at == 0 { 0.0 } else { thresholds[at - 1] }, if at == 3 { 1.0 } else { thresholds[at] });
    low + part * (high - low)
}

#[cfg(test)]
mod tests {
    use super::{cuts, stance_at, uniform_within};

    #[test]
    fn a_word_keeps_its_place_within_the_stance() {
        let thresholds = [0.25, 0.5, 0.75];
        for word in [0, 7, 1 << 30, 0xA000_0000, u32::MAX] {
            let own = cuts(thresholds);
            let uniform = uniform_within(word, own, stance_at(word, own), thresholds);
            assert!((uniform - f64::from(word) / 4_294_967_296.0).abs() < 1e-9, "{word} {uniform}");
            // By other cuts the stance is another, and the place is within its interval.
            let other = cuts([0.5, 0.6, 0.9]);
            let stance = stance_at(word, other) as usize;
            let uniform = uniform_within(word, other, stance_at(word, other), thresholds);
            assert!((0.25 * stance as f64 - 1e-9..=0.25 * (stance + 1) as f64 + 1e-9).contains(&uniform));
        }
    }
}
