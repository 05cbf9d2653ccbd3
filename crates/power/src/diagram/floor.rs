//! How large the diagram of one sum is sure to be, found without building it: what cannot fit is
//! refused at once.

/// So many times the size that is asked about is found if every layer has as many nodes as sums are looked at.
const ROOM: usize = 4;

/// Some of the successors that the diagram has: all that are counted are there, not all that are there
/// are counted. Stops at `enough`.
///
/// Two sums before a layer are two nodes if what follows can tell them apart. Of both, the sums before
/// and those after, only some are tried: those that the layers nearest to the cut make.
pub(super) fn successors(gains: &[Vec<u128>], rest: &[u128], quota: u128, enough: usize) -> usize {
    let (mut found, mut made) = (0, 0usize);
    // Diagrams are widest in the middle.
    let mut layers: Vec<usize> = (1..gains.len()).collect();
    layers.sort_by_key(|&layer| layer.abs_diff(gains.len() / 2));
    let most = (enough / gains.iter().map(Vec::len).sum::<usize>()).saturating_mul(ROOM);
    for layer in layers {
        // Sums that are about as far on their way to the quota as the layers are.
        let way = (rest[0] - rest[layer]) as f64 / rest[0].max(1) as f64;
        let middle = ((quota as f64 * way) as u128).min(quota);
        let before = some_sums(gains[..layer].iter().rev(), middle, most, &mut made);
        let after = some_sums(gains[layer..].iter(), quota - middle, most, &mut made);
        let open = before.into_iter().filter(|&sum| sum < quota && sum.saturating_add(rest[layer]) >= quota);
        let steps = after.into_iter().rev().filter_map(|sum| quota.checked_sub(sum));
        found += told_apart(open, steps) * gains[layer].len();
        // Asking must not take longer than building.
        if found > enough || made > enough {
            break;
        }
    }
    found
}

/// Sums that the layers can make, in order: all of the first layers, while they are at most `most`,
/// with one answer of each other layer, such that the middle is near `target`. Adds to `made` how many were made on the way.
fn some_sums<'a>(layers: impl Iterator<Item = &'a Vec<u128>>, target: u128, most: usize, made: &mut usize) -> Vec<u128> {
    let mut layers = layers.peekable();
    let mut sums = vec![0u128];
    while let Some(gains) = layers.next_if(|gains| sums.len() * gains.len() <= most) {
        *made += sums.len() * gains.len();
        sums = gains.iter().flat_map(|gain| sums.iter().map(|sum| sum.saturating_add(*gain))).collect();
        #[expect(clippy::stable_sort_primitive, reason = "it merges the stretches that are in order already")]
        sums.sort();
        sums.dedup();
    }
    let mut missing = target.saturating_sub(sums[sums.len() / 2]);
    let mut fixed = 0u128;
    for gains in layers {
        let gain = gains.iter().copied().filter(|&gain| gain <= missing).max().unwrap_or(0);
        missing -= gain;
        fixed += gain;
    }
    sums.into_iter().map(|sum| sum.saturating_add(fixed)).collect()
}

/// How many classes of sums there are, two sums being in one class if no step lies between them; both
/// in order.
fn told_apart(sums: impl Iterator<Item = u128>, steps: impl Iterator<Item = u128>) -> usize {
    let mut steps = steps.peekable();
    let mut classes = 0;
    let mut new = true;
    for sum in sums {
        while steps.next_if(|&step| step <= sum).is_some() {
            new = true;
        }
        classes += usize::from(std::mem::take(&mut new));
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::successors;
    use crate::{
        diagram::threshold::threshold,
        layers::{Answer, Layer},
        limit::Limit,
        reduced::Atom,
    };

    /// One layer a player.
    fn layers(players: usize) -> Vec<Layer> {
        let answers = || (0..=1).map(|favour| Answer { abstain: 0, favour }).collect();
        (0..players).map(|player| Layer { players: vec![player], answers: answers(), below_all_before: true }).collect()
    }

    /// Never more than there are; of patternless weights about half, so that it is worth asking.
    #[test]
    fn counts_nothing_that_is_not_there() {
        for (weights, least) in [
            ((0..22u128).map(|i| 1_000_000 + i * i * 7_919 % 99_991 * 83).rev().collect::<Vec<_>>(), 0.4),
            (vec![54, 40, 30, 28, 19, 19, 17, 16, 16, 15, 14, 13, 12, 11, 11, 11, 10, 10, 10], 0.4),
            (vec![5; 12], 0.4),
            (vec![100, 1, 1, 1], 0.0),
        ] {
            let total: u128 = weights.iter().sum();
            for quota in [total / 2 + 1, total * 2 / 3, total * 9 / 10, total] {
                let gains: Vec<Vec<u128>> = weights.iter().map(|&weight| vec![0, weight]).collect();
                let rest: Vec<u128> = (0..=weights.len()).map(|layer| weights[layer..].iter().sum()).collect();
                let atom = Atom { quota, gains: weights.iter().map(|&weight| [0, weight]).collect() };
                let diagram = threshold(&layers(weights.len()), &atom, Limit::usual()).unwrap();
                for enough in [usize::MAX, 100_000, 1_000] {
                    let found = successors(&gains, &rest, quota, enough);
                    assert!(found <= diagram.successors(), "{found} of {} at {quota}", diagram.successors());
                    if enough == usize::MAX {
                        assert!(found as f64 >= least * diagram.successors() as f64, "{found} of {} at {quota}", diagram.successors());
                    }
                }
            }
        }
    }
}
