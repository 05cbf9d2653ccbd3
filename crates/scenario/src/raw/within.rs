//! The tables that stand within others, for messages about a key in the wrong one.

use super::{candidate, condition, dynamics, event, question, rule, stance};
use crate::de::keys;

/// What is said of a table, and which keys it has.
type Table = (&'static str, fn() -> &'static [&'static str]);

pub(crate) const TABLES: &[Table] = &[
    ("in a rule", keys::<rule::RuleTable>),
    ("in `prior`", keys::<stance::Prior>),
    ("in `enters`", keys::<candidate::Enters>),
    ("in `withdraws`", keys::<candidate::Withdraws>),
    ("in `bandwagon`", keys::<dynamics::Bandwagon>),
    ("in `isolation`", keys::<dynamics::Isolation>),
    ("in `deadline` or `meeting` of [dynamics]", keys::<dynamics::DatePull>),
    ("in `lasting`", keys::<dynamics::Lasting>),
    ("in a condition", keys::<condition::ConditionTable>),
    ("in an effect", keys::<event::Effect>),
    ("in an effect on `stance`", keys::<event::StanceEffect>),
    ("in `other` of [question]", keys::<question::Other>),
    ("in `procedure`", keys::<question::Procedure>),
    ("in `soundings`", keys::<question::Soundings>),
    ("in `drop`", keys::<question::Drop>),
    ("in a step of `winnowing`", keys::<question::Cut>),
    ("in `ballots` of a procedure", keys::<question::Ballots>),
    ("in `eliminate`", keys::<question::Eliminate>),
    ("in `revise`", keys::<question::Revise>),
];
