//! What a rule says before anybody has said anything: who has a veto, who is a dummy, which
//! coalitions can block, and how much power each member holds. Exact, for every rule that
//! [`nemcon_core`] can express.
//!
//! [`analyse`] takes everybody to be for or against, [`ternary`] lets members abstain, [`passage`]
//! gives each member its own probabilities, [`passage_given`] reports on their number besides, and
//! [`soundings`] takes both from a scenario. Where a rule is too large to be counted, which is refused
//! before memory runs out, [`estimate`] samples.

mod analyse;
mod analysis;
mod coalitions;
mod count;
mod desirability;
mod diagram;
mod enumeration;
mod error;
mod estimate;
mod game;
mod index;
mod layers;
mod nakamura;
mod number;
mod options;
mod passage;
mod polynomial;
mod sounding;
mod structure;
mod table;
mod ternary;
mod value;
mod weighted;
mod wide;

pub use analyse::analyse;
pub use analysis::{Analysis, MemberPower, Method};
pub use coalitions::Coalitions;
pub use desirability::Desirability;
pub use error::PowerError;
pub use estimate::{Estimate, EstimatedPower, estimate};
pub use index::Index;
pub use nakamura::Nakamura;
pub use options::Options;
pub use passage::{Passage, Report, passage, passage_given};
pub use sounding::soundings;
pub use ternary::{Ternary, TernaryPower, ternary};
pub use value::Value;
pub use weighted::{Representation, Weighted};
