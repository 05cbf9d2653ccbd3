//! How many coalitions have each sum, of few different weights, by a recurrence.
//!
//! Their generating function `G = Π (1 + x^w)^n`, over the weights `w` that `n` players have, satisfies
//! `x·G′·P = G·Q` with `P = Π (1 + x^w)` and `Q = Σ n·w·x^w·P / (1 + x^w)`, both of which have few terms. The coefficients
//! of `x^m` on both sides give `m·c(m) = Σ (q(s) − (m − s)·p(s))·c(m − s)` over the powers `s > 0` of these terms.
//!
//! ## Source
//! The recurrence of a function with a polynomial logarithmic derivative: R. P. Stanley, "Differentiably finite power
//! series", European Journal of Combinatorics 1 (1980), 175–188.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::One;

/// The weights, each with how many players have it.
pub(super) struct Recurrence {
    /// By power, the coefficients of `P` and of `Q`, but for the constant ones, 1 and 0.
    terms: Vec<(usize, i64, i64)>,
}

impl Recurrence {
    /// More different weights have too many terms.
    const MOST: usize = 16;

    /// The recurrence of some weights; `None` where there are too many.
    pub(super) fn of(weights: &[(usize, usize)]) -> Option<Self> {
        if weights.len() > Self::MOST {
            return None;
        }
        let mut terms = BTreeMap::from([(0usize, (1i64, 0i64))]);
        for &(weight, players) in weights {
            // (1 + x^w)·P, and (1 + x^w)·Q + n·w·x^w·P.
            let gain = i64::try_from(players.checked_mul(weight)?).ok()?;
            for (power, (p, q)) in terms.clone() {
                let term = terms.entry(power.checked_add(weight)?).or_default();
                *term = (term.0 + p, term.1.checked_add(q)?.checked_add(gain.checked_mul(p)?)?);
            }
        }
        Some(Self { terms: terms.into_iter().filter(|(power, _)| *power > 0).map(|(power, (p, q))| (power, p, q)).collect() })
    }

    /// How many terms a sum takes.
    pub(super) fn terms(&self) -> usize {
        self.terms.len()
    }

    /// How many coalitions have each sum below the quota.
    pub(super) fn table(&self, quota: usize) -> Vec<BigInt> {
        let mut table: Vec<BigInt> = Vec::with_capacity(quota);
        table.push(BigInt::one());
        for sum in 1..quota {
            let within = self.terms.iter().take_while(|(power, ..)| *power <= sum);
            let of = |&(power, p, q): &(usize, i64, i64)| &table[sum - power] * (i128::from(q) - (sum - power) as i128 * i128::from(p));
            let count = within.map(of).sum::<BigInt>() / sum;
            table.push(count);
        }
        table
    }
}
