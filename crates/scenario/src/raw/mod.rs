//! The blocks of a file as they are written: one struct a table, no meaning yet.
//!
//! The row of a block stands beside its type. Every table may also bear `note` and `source`; the deserialiser sees to these.

mod block;
mod body;
mod candidate;
mod cleavage;
pub(crate) mod coded;
mod coding;
mod condition;
mod describe;
mod duration;
mod dynamics;
mod event;
mod evidence;
mod forms;
mod quantity;
mod question;
mod rule;
mod run;
mod selector;
mod stance;
pub(crate) mod within;
mod words;

pub(crate) use block::{Assumption, Block, Displaced, IsBlock};
pub(crate) use body::{Body, Member, Units};
pub(crate) use candidate::{Candidate, Role};
pub(crate) use cleavage::Cleavage;
pub(crate) use coding::Coding;
pub(crate) use condition::{After, Condition, ConditionTable};
pub(crate) use describe::{Described, Key, Names, find};
pub(crate) use duration::half_life as days;
pub(crate) use dynamics::{DatePull, Dynamics, Influence, Lasting, Pace, UpwardEdge};
pub(crate) use event::{Effect, Event, EventOutcome, Only, StanceEffect};
pub(crate) use evidence::{Bloc, Counts, Evidence};
pub(crate) use forms::{Bound, Day, Length};
pub(crate) use quantity::Quantity;
pub(crate) use question::{Ballots, Eliminate, Procedure, Question, ReserveCountsAs};
pub(crate) use rule::{Argument, RULES, Rule, RuleTable, heads, keyed};
pub(crate) use run::{Outcome, Run};
pub(crate) use selector::Selector;
pub(crate) use stance::{Prior, StanceEntry};
pub(crate) use words::OneOf;

/// Somebody who is shown the type of every block.
pub(crate) trait Visitor {
    fn block<T: IsBlock>(&mut self);
}

macro_rules! blocks {
    ($($block:ident,)*) => {
        /// All blocks: whatever is done to every block reads this list.
        pub(crate) const BLOCKS: &[Block] = &[$($block::BLOCK,)*];

        /// Shows the types of all blocks to a visitor.
        pub(crate) fn visit(visitor: &mut impl Visitor) {
            $(visitor.block::<$block>();)*
        }
    };
}

// In the order of the format.
blocks! {
    Coding,
    Question,
    Body,
    Member,
    Candidate,
    StanceEntry,
    Bloc,
    Cleavage,
    Evidence,
    Dynamics,
    Pace,
    Influence,
    Event,
    Run,
    Outcome,
}

/// Ids: the characters that the model allows.
const ID: &str = "^[A-Za-z0-9][A-Za-z0-9_-]*$";
