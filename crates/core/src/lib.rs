//! Members, ballots, rules, stances, candidates and events of a body that decides by consensus,
//! veto or supermajority: everything a simulation or an exact analysis needs to know, validated,
//! and nothing else. No files, no randomness, no threads.
//!
//! The specification is the project's `docs/model.md`; sections are cited from there.
//!
//! ```
//! use nemcon_core::*;
//!
//! // Five partners adopt a motion unless somebody objects, and meet weekly for two months.
//! let body = Body::new("Partners", ["ann", "bob", "cy", "dee", "eve"].map(Member::new).into());
//! let doubtful = Prior::new([0.0, 0.5, 0.3, 0.2])?; // oppose, reserve, accept, support
//! let mut dynamics = Dynamics::default();
//! dynamics.half_lives[Edge::Reserve as usize] = Some(Quantity::Fixed(14.0));
//! let model = Model::new(Draft {
//!     title: "Will the partners agree?".into(),
//!     question: Question {
//!         kind: Kind::Motion,
//!         post: "the merger".into(),
//!         as_of: Date::constant(2031, 1, 6),
//!         deadline: Date::constant(2031, 3, 3),
//!         cadence: Some(Cadence::weeks(1)),
//!         meetings: vec![],
//!         other: None,
//!         rule: consensus(),
//!         reserve_is_against: true,
//!         procedure: Procedure::Soundings(Soundings::default()),
//!     },
//!     present: MemberSet::full(body.len()),
//!     priors: Priors::uniform(body.len(), 1, doubtful),
//!     body,
//!     candidates: vec![Candidate::new("merger")],
//!     blocs: vec![],
//!     cleavages: vec![],
//!     evidence: vec![],
//!     dynamics,
//!     paces: vec![],
//!     influences: vec![],
//!     events: vec![],
//! })
//! .map_err(|faults| faults[0].clone())?;
//! assert_eq!(model.dates().len(), 8);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ballot;
mod body;
mod calendar;
mod candidate;
mod decimal;
mod dynamics;
mod event;
mod evidence;
mod fault;
mod ids;
mod interval;
mod model;
mod outcome;
mod quantity;
mod question;
mod ratio;
mod rule;
mod set;
mod stance;
mod validate;

pub use jiff::civil::Date;

pub use ballot::{Ballot, BallotSet};
pub use body::{Body, Member, Weight, WeightError};
pub use calendar::{Cadence, days_between};
pub use candidate::{Candidate, Entry, Status, Withdrawal};
pub use decimal::{Decimal, DecimalError};
pub use dynamics::{DatePull, Dynamics, Edge, EdgeSet, Influence, Lasting, Pace, SharePull};
pub use event::{Condition, Delay, Effect, Event, EventOutcome, Requirement, StanceBound, StanceChange, Trigger};
pub use evidence::{Bloc, Cleavage, Count, Evidence, Report};
pub use fault::{Fault, FaultKind, Named, Place, Step};
pub use ids::{CandidateId, MemberId};
pub use interval::{Interval, PERCENTILE_95, PERCENTILE_975};
pub use model::{Draft, Model, Priors};
pub use outcome::{Outcome, OutcomeKind};
pub use quantity::{Probability, Quantity};
pub use question::{Ballots, Cut, DropOut, EliminatingBallots, Elimination, Kind, Other, Procedure, Question, Revision, Soundings};
pub use ratio::{Ratio, RatioError};
pub use rule::{
    Basis, Bound, Comparison, Parts, Rule, RuleError, Scope, Tally, blocking_minority, consensus, consensus_minus, double_majority,
    majority_of_cast, qualified_majority, unanimity, veto,
};
pub use set::{CandidateSet, MemberSet};
pub use stance::{ConcentrationError, Prior, PriorError, Stance, StanceSet, UncertainPrior};
pub use validate::{body_faults, is_id, limits};

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
