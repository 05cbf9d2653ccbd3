//! The blocks of a file as they are written: one struct a table, no meaning yet.
//!
//! Every table may also bear `note` and `source`; the deserialiser sees to these.

mod body;
mod candidate;
mod duration;
mod dynamics;
mod event;
mod evidence;
mod file;
mod forms;
mod question;
mod rule;
mod stance;

pub(crate) use body::{Body, Member};
pub(crate) use candidate::{Candidate, Role};
pub(crate) use dynamics::{Dynamics, Influence, Pace};
pub(crate) use event::{Effect, Event, EventOutcome, StanceEffect, When};
pub(crate) use evidence::{Bloc, Counts, Evidence};
pub(crate) use file::{BodyFile, Outcome, Run, ScenarioFile};
pub(crate) use forms::{Bound, Day, Length, OneOf, Quantity, Selector};
pub(crate) use question::{Procedure, Question, ReserveCountsAs};
pub(crate) use rule::{Rule, RuleTable};
pub(crate) use stance::{Prior, StanceEntry};
