//! The power of members whose opinions are known: how likely a rule is to pass, and each member to
//! decide, if members vote independently with given probabilities, or so but for reports on how many
//! of them are of some mind.
//!
//! With every probability one half, and nobody abstaining, being decisive is the Penrose–Banzhaf
//! index; with other probabilities it is the power that members have given what they think.
//!
//! ## Source
//! P. D. Straffin, "Homogeneity, independence, and power indices", Public Choice 30 (1977), 107–118.

use nemcon_core::{Ballot, MemberId};

use crate::{
    PowerError,
    diagram::{Diagram, Flow, LayerWeights, Swap, of_game},
    layers::{Answer, Layer, apart, layers},
    limit::Limit,
    polynomial::Polynomial,
    reduced::Reduced,
};

/// What becomes of a proposal.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Passage {
    /// The present members.
    pub members: Vec<MemberId>,
    /// The probability that the rule passes.
    pub passes: f64,
    /// For each present member the probability that the rule fails if it is against and passes if it is for.
    pub decisive: Vec<f64>,
}

/// A report on how many of the present members are of some mind: supporters, say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Report<'a> {
    /// For each member of the body and each of its ballots, in the order of [`Ballot::ALL`], the
    /// probability that it casts this ballot and is of that mind; at most that of the ballot.
    pub counted: &'a [[f64; 3]],
    /// The natural logarithm of the likelihood of the report, if so many are of that mind: from none to
    /// all present members.
    pub ln_likelihood: &'a [f64],
}

/// How far the three probabilities of a member may be from a sum of 1.
const TOLERANCE: f64 = 1e-9;
/// The relative error of a sum over a diagram, for each member.
const ROUNDING: f64 = 64.0 * f64::EPSILON;

/// All ways to vote under a rule, in one diagram, whatever the opinions.
pub(crate) struct Ballotings {
    /// How many members the body has, present or not.
    body: usize,
    game: Reduced,
    layers: Vec<Layer>,
    diagram: Diagram,
    limit: Limit,
}

impl Ballotings {
    /// Of a game of three ballots over a body of so many members.
    pub(crate) fn new(game: Reduced, body: usize, limit: Limit) -> Result<Self, PowerError> {
        let layers = layers(&game, apart);
        let diagram = of_game(&game, &layers, limit)?;
        Ok(Self { body, game, layers, diagram, limit })
    }

    /// See [`Game::passage_given`](crate::Game::passage_given).
    pub(crate) fn passage(&self, probabilities: &[[f64; 3]], reports: &[Report<'_>]) -> Result<Passage, PowerError> {
        self.check(probabilities, reports)?;
        let answers: Vec<Vec<Polynomial<f64>>> = self.layers.iter().map(|layer| self.answers(layer, probabilities, reports)).collect();
        let any_ballot: Vec<Polynomial<f64>> = answers.iter().map(|answers| sum(answers)).collect();
        let mut rest = vec![Polynomial::term(1.0, 0)];
        for player in any_ballot.iter().rev() {
            let mut product = Polynomial::zero();
            product.add_product(player, &rest[rest.len() - 1]);
            rest.push(product);
        }
        rest.reverse();
        let likelihoods = likelihoods(&rest[0], reports, self.unit()).ok_or(PowerError::Reports)?;
        let given = |ways: &Polynomial<f64>| ways.terms().map(|(power, ways)| ways * likelihoods[power]).sum::<f64>();
        let all = given(&rest[0]);
        let flow = Flow::new(&self.diagram, LayerWeights { answers, rest }, size_of::<f64>(), self.limit)?;
        let mut decisive = vec![0.0; self.game.len()];
        for ((at, layer), weight) in self.layers.iter().enumerate().zip(any_ballot) {
            let if_always = |ballot: usize| Ok(given(&flow.through(at, &[Swap { up: ballot, down: None, weight: weight.clone() }])?) / all);
            let (passes_for, passes_against) = (if_always(layer.answers.len() - 1)?, if_always(0)?);
            // A difference that rounding alone can make is none.
            let rounding = passes_for * ROUNDING * self.game.len() as f64;
            let difference = passes_for - passes_against;
            decisive[layer.players[0]] = if difference > rounding { difference.min(1.0) } else { 0.0 };
        }
        Ok(Passage { members: self.game.members.clone(), passes: (given(&flow.total()) / all).min(1.0), decisive })
    }

    fn check(&self, probabilities: &[[f64; 3]], reports: &[Report<'_>]) -> Result<(), PowerError> {
        for given in reports.iter().map(|report| report.counted.len()).chain([probabilities.len()]) {
            if given != self.body {
                return Err(PowerError::Length { given, members: self.body });
            }
        }
        for &member in &self.game.members {
            let parts = |ballot: usize| reports.iter().map(move |report| report.counted[member.index()][ballot]);
            let parts = [0, 1, 2].map(|ballot| parts(ballot).sum());
            if !is_distribution(&probabilities[member.index()], &parts) {
                return Err(PowerError::Probabilities { member });
            }
        }
        let counts = self.unit().saturating_pow(reports.len() as u32).saturating_mul(self.unit());
        self.limit.check_bytes("the table of counts", counts.saturating_mul(size_of::<f64>()))
    }

    /// The powers of the unknown count: the first report's members in units of 1, the next one's in units
    /// of this, and so on in powers of it, so that no count runs over into the next.
    fn unit(&self) -> usize {
        self.game.len() + 1
    }

    /// The probability of each answer of the one player of a layer, with who is counted.
    fn answers(&self, layer: &Layer, probabilities: &[[f64; 3]], reports: &[Report<'_>]) -> Vec<Polynomial<f64>> {
        let member = self.game.members[layer.players[0]];
        let of_answer = |answer: &Answer| {
            let ballot = match (answer.favour, answer.abstain) {
                (1, _) => Ballot::For,
                (_, 1) => Ballot::Abstain,
                _ => Ballot::Against,
            } as usize;
            let counted = |report: &Report<'_>| report.counted[member.index()][ballot];
            let uncounted = probabilities[member.index()][ballot] - reports.iter().map(counted).sum::<f64>();
            let mut sum = Polynomial::term(uncounted.max(0.0), 0);
            for (at, report) in reports.iter().enumerate().filter(|(_, report)| counted(report) > 0.0) {
                sum.add_product(&Polynomial::term(counted(report), self.unit().pow(at as u32)), &Polynomial::term(1.0, 0));
            }
            sum
        };
        layer.answers.iter().map(of_answer).collect()
    }
}

/// Whether three numbers are a distribution, and three more are parts of it.
fn is_distribution(triple: &[f64; 3], parts: &[f64; 3]) -> bool {
    // Written so that what is not a number fails too.
    let in_range = triple.iter().all(|p| (0.0..=1.0 + TOLERANCE).contains(p));
    let within = triple.iter().zip(parts).all(|(p, part)| (0.0..=p + TOLERANCE).contains(part));
    in_range && within && (triple.iter().sum::<f64>() - 1.0).abs() <= TOLERANCE
}

fn sum(polynomials: &[Polynomial<f64>]) -> Polynomial<f64> {
    let mut sum = Polynomial::zero();
    let one = Polynomial::term(1.0, 0);
    for polynomial in polynomials {
        sum.add_product(&one, polynomial);
    }
    sum
}

/// The likelihoods of all powers, each standing for one number a report, scaled so that the best is 1;
/// `None` where none is possible, or the likelihood of a possible number is not given.
fn likelihoods(powers: &Polynomial<f64>, reports: &[Report<'_>], unit: usize) -> Option<Vec<f64>> {
    let ln = |power: usize| -> Option<f64> {
        let number = |at: usize| power / unit.pow(at as u32) % unit;
        reports.iter().enumerate().map(|(at, report)| report.ln_likelihood.get(number(at)).copied()).sum()
    };
    let last = powers.terms().map(|(power, _)| power).max()?;
    let mut logarithms = vec![f64::NEG_INFINITY; last + 1];
    for (power, _) in powers.terms().filter(|&(_, &ways)| ways > 0.0) {
        logarithms[power] = ln(power)?;
    }
    let best = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    best.is_finite().then(|| logarithms.iter().map(|ln| libm::exp(ln - best)).collect())
}
