//! What a rule says before anybody has said anything: who has a veto, who is a dummy, which
//! coalitions can block, and how much power each member holds. Exact, for every rule that
//! [`nemcon_core`] can express.
//!
//! ## A game
//!
//! A rule and a body make a [`Game`]; [`Game::present`] leaves members out. All questions are asked of
//! it.
//!
//! ```
//! use nemcon_core::{Body, Member, MemberId, consensus_minus};
//! use nemcon_power::{BANZHAF, Game, Options, SHAPLEY_SHUBIK};
//!
//! // Four members decide by consensus, but for one of them: any two can block.
//! let body = Body::new("Partners", ["a", "b", "c", "d"].map(Member::new).into());
//! let rule = consensus_minus(1);
//! let analysis = Game::new(&rule, &body)?.analyse(&Options::all())?;
//!
//! assert_eq!(analysis.winning, 5u32.into());
//! assert!(analysis.veto_players.is_empty());
//! let blocking = analysis.minimal_blocking.unwrap();
//! assert_eq!(blocking.smallest(), Some(2));
//! assert_eq!(blocking.listed.unwrap()[0], [0, 1].map(MemberId::new));
//!
//! // In three of eight coalitions of the others, a member turns defeat into victory.
//! let power = &analysis.power[0];
//! assert_eq!(power.get(&BANZHAF).unwrap().fraction.as_ref().unwrap().to_string(), "3/8");
//! assert_eq!(power.get(&SHAPLEY_SHUBIK).unwrap().decimal, 0.25);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Measures
//!
//! [`MEASURES`] lists the measures of power, each with its name, its heading and what it says;
//! [`MemberPower::get`] reads one. [`Options`] chooses among them, since some take longer than others.
//!
//! ```
//! use nemcon_core::{Body, Member, consensus};
//! use nemcon_power::{Game, MEASURES, Options, measures_of};
//!
//! let body = Body::new("Partners", ["a", "b"].map(Member::new).into());
//! let analysis = Game::new(&consensus(), &body)?.analyse(&Options::only(measures_of(&["coleman"])))?;
//! for measure in MEASURES {
//!     if let Some(value) = analysis.power[0].get(measure) {
//!         println!("{}: {} ({})", measure.key, value.decimal, measure.meaning);
//!     }
//! }
//! # Ok::<(), nemcon_power::PowerError>(())
//! ```
//!
//! Where members act as one, a party or a bloc, [`Options::unions`] says who, and [`OWEN`] and [`BANZHAF_OWEN`] are
//! their power within.
//!
//! A [`Value`] is an exact fraction wherever that is feasible, and otherwise a decimal with a bound on
//! its error.
//!
//! ## More than for and against
//!
//! [`Game::ternary`] lets members abstain. [`Game::passage`] gives each member its own probabilities:
//! how likely the rule is to pass, and each member to decide; [`Game::passage_given`] takes reports on
//! how many are of a mind into account, and [`soundings`] takes all of these from a scenario.
//!
//! ## Large bodies
//!
//! A rule is counted through a decision diagram, or in a table over sums of weights, whichever is
//! smaller. What would need more memory than [`Game::memory`] allows is refused before memory runs out;
//! [`Game::estimate`] then samples.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "members are at most 65,536, and sums of weights are looked at before they are made smaller"
)]

mod analyse;
mod analysis;
mod coalitions;
mod counted;
mod counts;
mod desirability;
mod diagram;
mod enumeration;
mod error;
mod estimate;
mod game;
mod index;
mod layers;
mod limit;
mod measure;
mod nakamura;
mod number;
mod options;
mod passage;
mod polynomial;
mod reduced;
mod sounding;
mod structure;
mod table;
mod ternary;
mod unions;
mod value;
mod weighted;
mod wide;

pub use analysis::{Analysis, MemberPower, Method};
pub use coalitions::Coalitions;
pub use desirability::Desirability;
pub use error::PowerError;
pub use estimate::{ESTIMATED_MEASURES, Estimate, EstimatedPower};
pub use game::Game;
pub use index::*;
pub use measure::Measure;
pub use nakamura::Nakamura;
pub use num_bigint::{BigInt, BigUint};
pub use num_rational::BigRational;
pub use options::Options;
pub use passage::{Passage, Report};
pub use sounding::soundings;
pub use ternary::{TERNARY_MEASURES, Ternary, TernaryMeasure, TernaryPower};
pub use value::Value;
pub use weighted::{Representation, Weighted};

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
