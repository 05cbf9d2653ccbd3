//! The familiar rules, one file each: names for trees of tallies.

use super::{Bound, Comparison, Rule, RuleError, Scope, Tally};
use crate::{BallotSet, Ratio};

/// The list of the rules, by the names of their files: the functions, and [`NamedRule::ALL`], derive
/// from it. The order is that in which help names them.
macro_rules! rules {
    ($($name:ident),+ $(,)?) => {
        $(
            mod $name;
            pub use $name::$name;
        )+

        impl NamedRule {
            /// All of them.
            pub const ALL: &'static [Self] = &[$($name::RULE),+];
        }
    };
}

rules! {
    consensus,
    unanimity,
    consensus_minus,
    veto,
    majority_of_cast,
    qualified_majority,
    double_majority,
    blocking_minority,
}

/// A familiar rule, for those who list the rules or read them from files.
#[derive(Debug, Clone, Copy)]
pub struct NamedRule {
    /// Its name: that of the function, and in files.
    pub key: &'static str,
    /// What must hold for adoption.
    pub meaning: &'static str,
    /// How it is built, and what a file that writes it gives.
    pub form: RuleForm,
}

/// What it takes to build a [`NamedRule`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum RuleForm {
    /// Nothing but its name: `"consensus"`.
    Plain(fn() -> Rule),
    /// A number: `{ consensus_minus = 1 }`.
    Number(fn(u32) -> Rule),
    /// Members: `{ veto = ["permanent"] }`.
    Members(fn(Scope) -> Rule),
    /// What code gives to the function; files write the tallies.
    Code,
}

impl NamedRule {
    /// The keys of those that are written by their name alone.
    pub const PLAIN: &'static [&'static str] = &Self::plain::<{ Self::count_plain() }>();

    const fn count_plain() -> usize {
        let (mut at, mut count) = (0, 0);
        while at < Self::ALL.len() {
            count += matches!(Self::ALL[at].form, RuleForm::Plain(_)) as usize;
            at += 1;
        }
        count
    }

    const fn plain<const N: usize>() -> [&'static str; N] {
        let (mut at, mut count, mut keys) = (0, 0, [""; N]);
        while at < Self::ALL.len() {
            if matches!(Self::ALL[at].form, RuleForm::Plain(_)) {
                keys[count] = Self::ALL[at].key;
                count += 1;
            }
            at += 1;
        }
        keys
    }

    /// The one with this key.
    pub fn find(key: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|rule| rule.key == key)
    }
}

/// At most `number` members of a scope against.
fn at_most_against(number: u32, scope: Scope) -> Rule {
    let bound = Bound::Absolute(Ratio::new(u128::from(number), 1));
    Rule::tally(monotone(Tally::new(BallotSet::AGAINST, Comparison::AtMost, bound)).over(scope))
}

/// Unwraps a tally whose ballots and direction are fixed, and monotone, where it is called.
fn monotone(tally: Result<Tally, RuleError>) -> Tally {
    tally.expect("the ballots and the direction of a named rule go together")
}

#[cfg(test)]
mod tests {
    use super::{NamedRule, RuleForm};
    use crate::{Body, Member, Scope};

    #[test]
    fn keys_are_names_of_their_own() {
        for (at, rule) in NamedRule::ALL.iter().enumerate() {
            assert!(NamedRule::ALL[..at].iter().all(|other| other.key != rule.key), "{}", rule.key);
            assert!(!rule.meaning.is_empty() && !rule.meaning.ends_with('.'), "{}", rule.key);
        }
        assert_eq!(NamedRule::PLAIN, ["consensus", "unanimity"]);
    }

    /// What is built says its own name, where it has one in words.
    #[test]
    fn they_are_described_by_their_names() {
        let body = Body::new("", ["a", "b"].map(Member::new).into());
        let built = |rule: &NamedRule| match rule.form {
            RuleForm::Plain(build) => Some(build()),
            RuleForm::Number(build) => Some(build(1)),
            RuleForm::Members(build) => Some(build(Scope::Everybody)),
            RuleForm::Code => None,
        };
        let words: Vec<String> = NamedRule::ALL.iter().filter_map(built).map(|rule| rule.describe(&body)).collect();
        assert_eq!(words, ["consensus", "unanimity", "consensus minus 1", "consensus"]);
    }
}
