//! The Public Good index of Holler: in how large a share of minimal winning coalitions a member
//! takes part, compared with the others: `h_i = m_i / Σ_j m_j`.
//!
//! ## Source
//! M. J. Holler, "Forming coalitions and measuring voting power", Political Studies 30 (1982),
//! 262–271.

use num_bigint::BigUint;

use crate::Value;

/// `m_i / Σ m`; `None` if nobody is in a minimal winning coalition.
pub(crate) fn public_good(member: &BigUint, all: &BigUint) -> Option<Value> {
    Value::ratio(member, all)
}
