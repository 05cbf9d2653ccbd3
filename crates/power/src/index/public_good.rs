//! The Public Good index of Holler: in how large a share of minimal winning coalitions a member
//! takes part, compared with the others: `h_i = m_i / Σ_j m_j`.
//!
//! ## Source
//! M. J. Holler, "Forming coalitions and measuring voting power", Political Studies 30 (1982),
//! 262–271.

use num_bigint::BigUint;

use crate::{Measure, Value, coalitions::Minimal};

/// The Public Good index, `m_i / Σ_j m_j`; not defined if nobody is in a minimal winning coalition.
pub static PUBLIC_GOOD: Measure = Measure {
    key: "public_good",
    index: "public-good",
    heading: ["public", "good"],
    meaning: "its part in all memberships of minimal winning coalitions (Holler)",
    of_unions: false,
    by_size: false,
    of: |counts| {
        let Some(Minimal { sizes, .. }) = counts.minimal()? else { return Ok(counts.each(|_| None)) };
        let memberships: Vec<BigUint> = (0..counts.layers.len()).map(|layer| sizes.of_layer(layer)).collect();
        let all = counts.sum(&memberships);
        Ok(counts.each(|layer| Value::ratio(&memberships[layer], &all)))
    },
};
