//! Members, ballots, rules, stances, candidates and events of a body that decides by consensus,
//! veto or supermajority: everything a simulation or an exact analysis needs to know, validated,
//! and nothing else. No files, no randomness, no threads.
//!
//! # A model in code
//!
//! A [`Draft`] is filled in and validated; what comes out, a [`Model`], can be simulated (by the
//! crate `nemcon-montecarlo`) and analysed (by `nemcon-power`).
//!
//! ```
//! use nemcon_core::*;
//!
//! // Five partners adopt a motion unless somebody objects, and meet weekly for two months.
//! let body = Body::new("Partners", ["ann", "bob", "cy", "dee", "eve"].map(Member::new).into());
//! let doubtful = Prior::new([0.0, 0.5, 0.3, 0.2])?; // oppose, reserve, accept, support
//! let (as_of, deadline) = (Date::constant(2031, 1, 6), Date::constant(2031, 3, 3));
//! let model = Draft::motion("The merger", as_of, deadline, Cadence::weeks(1), consensus())
//!     .body(body)
//!     .prior(doubtful)
//!     .half_life(Edge::Reserve, 14.0)
//!     .build()?;
//! assert_eq!(model.dates().len(), 8);
//! assert_eq!(model.question().rule.describe(model.body()), "consensus");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is wrong with a draft is all said at once: [`InvalidDraft`] holds every [`Fault`], with its
//! place, what is wrong, and what to do about it.
//!
//! # What there is
//!
//! - A [`Body`] has [`Member`]s, in groups, with exact [`Weight`]s. A [`Rule`] says which [`Ballot`]s
//!   adopt: it is a tree of [`Tally`]s, monotone by construction, for which there are familiar names
//!   such as [`consensus`], [`unanimity`] and [`double_majority`].
//! - A [`Question`] is a post or a motion, with its calendar ([`Cadence`]), its rule and its
//!   [`Procedure`]. [`Model::outcomes`] lists how it can end.
//! - Each member has a [`Stance`] on each [`Candidate`]: oppose, reserve, accept or support, from
//!   which its ballot follows ([`Question::ballot`]). At the start it is drawn from a [`Prior`], which
//!   [`Bloc`]s and [`Cleavage`]s correlate and [`Evidence`] conditions.
//! - Stances move by the [`Dynamics`], at their own [`Pace`] and under [`Influence`]s; [`Event`]s change
//!   them, the membership, the field, the rule and the deadline ([`Effect`]).
//!
//! Members and candidates are referred to by [`MemberId`] and [`CandidateId`]; where a function takes
//! several arguments, their order is member, candidate, date. What a [`Model`] may hold at most is in
//! [`limits`].
//!
//! With the feature `serde` drafts and models can be serialised; a model that is read is validated.
//!
//! The laws themselves are specified in
//! [docs/model.md](https://github.com/nemcon/nemcon/blob/main/docs/model.md); "model, section 3" and
//! the like cite it.

mod ballot;
mod body;
mod build;
mod bytes;
mod calendar;
mod candidate;
mod class;
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
#[cfg(feature = "serde")]
mod serialise;
mod set;
mod stance;
mod text;
mod validate;
mod word;

pub use jiff::civil::Date;

pub use ballot::{Ballot, BallotSet};
pub use body::{Body, Member, Weight, WeightError};
pub use bytes::{Bytes, BytesError};
pub use calendar::{Cadence, days_between};
pub use candidate::{Candidate, Entry, Status, Withdrawal};
pub use class::{Class, Way};
pub use decimal::{Decimal, DecimalError};
pub use dynamics::{DatePull, Dynamics, Edge, EdgeSet, Influence, Lasting, Pace, SharePull};
pub use event::*;
pub use evidence::{Bloc, Cleavage, Count, Evidence, Report};
pub use fault::{Fault, FaultKind, InvalidDraft, Named, Place, Step};
pub use ids::{CandidateId, MemberId};
pub use interval::{Interval, PERCENTILE_95, PERCENTILE_975};
pub use model::{Draft, Model, Priors};
pub use outcome::{Outcome, OutcomeKind};
pub use quantity::{Probability, Quantity};
pub use question::*;
pub use ratio::{Ratio, RatioError};
pub use rule::*;
pub use set::{CandidateSet, MemberSet};
pub use stance::{ConcentrationError, Prior, PriorError, Stance, StanceSet, UncertainPrior};
pub use text::{is_steering, is_unseen, printable, printable_lines};
pub use validate::{body_faults, is_id, limits};
pub use word::UnknownWord;

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
