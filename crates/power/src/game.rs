//! The game that a rule plays over a body, and all that can be asked of it.

use nemcon_core::{Body, Bytes, MemberSet, Rule};
use rand::Rng;

use crate::{
    Analysis, EstimatedPower, Options, Passage, PowerError, Report, Ternary,
    analyse::analyse,
    estimate::estimate,
    limit::Limit,
    passage::Ballotings,
    reduced::{Ballots, Reduced},
    ternary::ternary,
};

/// A rule with those who decide by it.
///
/// ```
/// use nemcon_core::{BallotSet, Body, Bound, Comparison, Member, MemberId, MemberSet, Ratio, Rule, Scope, Tally, veto};
/// use nemcon_power::{BANZHAF, Game, Options};
///
/// // Three of six members have a veto; four must be for.
/// let body = Body::new("Panel", ["a", "b", "c", "d", "e", "f"].map(Member::new).into());
/// let first = Scope::Some { label: "permanent".into(), members: MemberSet::of(6, [0, 1, 2]) };
/// let four = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(4, 1)))?;
/// let rule = Rule::all(vec![Rule::tally(four), veto(first)])?;
/// let game = Game::new(&rule, &body)?;
/// let analysis = game.analyse(&Options::all())?;
/// assert_eq!(analysis.veto_players, [0, 1, 2].map(MemberId::new));
/// assert_eq!(analysis.winning, 7u32.into());
/// let power = &analysis.power[3];
/// assert_eq!(power.swings, 1u32.into());
/// assert_eq!(power.get(&BANZHAF).unwrap().decimal, 1.0 / 32.0);
///
/// // Without the last two members it takes all the others.
/// let fewer = game.present(&MemberSet::of(6, 0..4))?;
/// assert_eq!(fewer.analyse(&Options::all())?.winning, 1u32.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Game<'a> {
    rule: &'a Rule,
    body: &'a Body,
    present: MemberSet,
    limit: Limit,
}

impl<'a> Game<'a> {
    /// The game over all members of a body, whose analysis may hold 1 GB.
    ///
    /// ## Errors
    /// If the body has no members.
    pub fn new(rule: &'a Rule, body: &'a Body) -> Result<Self, PowerError> {
        Self { rule, body, present: MemberSet::default(), limit: Limit::usual() }.present(&MemberSet::full(body.len()))
    }

    /// The same over these members only, the others being absent.
    ///
    /// ## Errors
    /// If none of them is in the body.
    pub fn present(self, present: &MemberSet) -> Result<Self, PowerError> {
        if present.iter().all(|member| member.index() >= self.body.len()) {
            return Err(PowerError::NobodyPresent);
        }
        Ok(Self { present: present.clone(), ..self })
    }

    /// The same, with so many bytes for all that is held: a quarter for each of the diagrams and tables of counts, of which there
    /// are up to four at a time. What would need more is refused before memory runs out.
    #[must_use]
    pub fn memory(self, bytes: Bytes) -> Self {
        Self { limit: self.limit.within(bytes), ..self }
    }

    /// The same, with so many steps, of about a nanosecond each, for each of these: two minutes' unless said otherwise. What
    /// would take more is refused, where that can be foreseen at once. Steps are counted, not timed, so that what is
    /// refused does not depend on the machine.
    #[must_use]
    pub fn steps(self, steps: u64) -> Self {
        Self { limit: Limit { steps, ..self.limit }, ..self }
    }

    /// What is known about the rule if everybody is for or against.
    ///
    /// ## Errors
    /// If the body lacks a weight of the rule, the numbers of a tally are too long, or memory is too small.
    pub fn analyse(&self, options: &Options) -> Result<Analysis, PowerError> {
        analyse(&self.reduced(Ballots::Two)?, options, self.limit)
    }

    /// What is known about the rule if everybody is for, abstains or is against.
    ///
    /// ```
    /// use nemcon_core::{Body, Member, consensus};
    /// use nemcon_power::Game;
    ///
    /// // Nobody is against in 2 · 2 of 3 · 3 divisions of two members.
    /// let body = Body::new("Panel", ["a", "b"].map(Member::new).into());
    /// let ternary = Game::new(&consensus(), &body)?.ternary()?;
    /// assert_eq!(ternary.passing, 4u32.into());
    /// assert_eq!(ternary.power[0].banzhaf_abstain_against.fraction.as_ref().unwrap().to_string(), "2/3");
    /// # Ok::<(), nemcon_power::PowerError>(())
    /// ```
    ///
    /// ## Errors
    /// If the body lacks a weight of the rule, the numbers of a tally are too long, or memory is too small.
    pub fn ternary(&self) -> Result<Ternary, PowerError> {
        ternary(self.reduced(Ballots::Three)?, self.limit)
    }

    /// The probability that the rule passes, each member voting independently with its `probabilities`
    /// of being against, of abstaining and of being for (in the order of
    /// [`Ballot::ALL`](nemcon_core::Ballot::ALL)), one triple for each member of the body; those of
    /// absent members are not read.
    ///
    /// Sums of products of the probabilities, in floating point: off by less than 10⁻¹⁵ times a few
    /// dozen times the number of members.
    ///
    /// ```
    /// use nemcon_core::{Body, Member, consensus};
    /// use nemcon_power::Game;
    ///
    /// let body = Body::new("Panel", ["a", "b"].map(Member::new).into());
    /// let doubtful = [0.1, 0.4, 0.5];
    /// let passage = Game::new(&consensus(), &body)?.passage(&[doubtful; 2])?;
    /// assert!((passage.passes - 0.81).abs() < 1e-15);
    /// assert!((passage.decisive[0] - 0.9).abs() < 1e-15);
    /// # Ok::<(), nemcon_power::PowerError>(())
    /// ```
    ///
    /// ## Errors
    /// If a triple is not a distribution, the body lacks a weight of the rule, the numbers of a tally are too long, or memory is too small.
    pub fn passage(&self, probabilities: &[[f64; 3]]) -> Result<Passage, PowerError> {
        self.passage_given(probabilities, &[])
    }

    /// As [`passage`](Self::passage), given reports, each on another mind: the members are independent
    /// but for them. Tables grow with the number of members to the power of the number of reports.
    ///
    /// ```
    /// use nemcon_core::{Body, Member, consensus};
    /// use nemcon_power::{Game, Report};
    ///
    /// let body = Body::new("Panel", ["a", "b"].map(Member::new).into());
    /// let doubtful = [0.5, 0.0, 0.5];
    /// // Exactly one of the two is for.
    /// let report = Report { counted: &[[0.0, 0.0, 0.5]; 2], ln_likelihood: &[f64::NEG_INFINITY, 0.0, f64::NEG_INFINITY] };
    /// let passage = Game::new(&consensus(), &body)?.passage_given(&[doubtful; 2], &[report])?;
    /// assert_eq!(passage.passes, 0.0);
    /// assert_eq!(passage.decisive, [0.5, 0.5]);
    /// # Ok::<(), nemcon_power::PowerError>(())
    /// ```
    ///
    /// ## Errors
    /// As [`passage`](Self::passage); and if the reports are impossible, or their numbers do not fit the
    /// body.
    pub fn passage_given(&self, probabilities: &[[f64; 3]], reports: &[Report<'_>]) -> Result<Passage, PowerError> {
        self.ballotings()?.passage(probabilities, reports)
    }

    /// Estimates the power of each member, everybody being for or against, from so many random orders
    /// and as many random coalitions: for rules that are too large to be counted. The same numbers of
    /// `random` give the same estimates. `progress` is told of samples as they are taken.
    ///
    /// ## Errors
    /// If the body lacks a weight of the rule, or the numbers of a tally are too long.
    pub fn estimate(&self, samples: u64, random: &mut impl Rng, progress: impl Fn(u64)) -> Result<Vec<EstimatedPower>, PowerError> {
        Ok(estimate(&self.reduced(Ballots::Two)?, samples, random, progress))
    }

    /// All ways to vote, for one passage after another.
    pub(crate) fn ballotings(&self) -> Result<Ballotings, PowerError> {
        Ballotings::new(self.reduced(Ballots::Three)?, self.body.len(), self.limit)
    }

    fn reduced(&self, ballots: Ballots) -> Result<Reduced, PowerError> {
        Reduced::new(self.rule, self.body, &self.present, ballots)
    }
}
