//! The power of members whose opinions are known: how likely a rule is to pass, and each member to
//! decide, if members vote independently with given probabilities, or so but for reports on how many
//! of them are of some mind.
//!
//! With every probability one half, and nobody abstaining, being decisive is the Penrose–Banzhaf
//! index; with other probabilities it is the power that members have given what they think.
//!
//! ## Source
//! P. D. Straffin, "Homogeneity, independence, and power indices", Public Choice 30 (1977), 107–118.

use nemcon_core::{Ballot, Body, MemberSet, Rule};

use crate::{
    PowerError,
    diagram::{Flow, LayerWeights, Limit, Swap, of_game},
    game::{Ballots, Game},
    layers::{Layer, layers},
    polynomial::Polynomial,
};

/// What becomes of a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// The present members, by index in the body.
    pub members: Vec<usize>,
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

/// The probability that a rule passes over the present members, each voting independently with its
/// `probabilities` of being against, of abstaining and of being for (in the order of [`Ballot::ALL`]),
/// one triple for each member of the body; those of absent members are not read. Tables may take
/// `memory` bytes.
///
/// Sums of products of the probabilities, in floating point: off by less than 10⁻¹⁵ times a few dozen
/// times the number of members.
///
/// ```
/// use nemcon_core::{Body, Member, MemberSet, consensus};
/// let body = Body::new("Panel", ["a", "b"].map(Member::new).into());
/// let doubtful = [0.1, 0.4, 0.5];
/// let passage = nemcon_power::passage(&consensus(), &body, &MemberSet::full(2), &[doubtful; 2], 1 << 20)?;
/// assert!((passage.passes - 0.81).abs() < 1e-15);
/// assert!((passage.decisive[0] - 0.9).abs() < 1e-15);
/// # Ok::<(), nemcon_power::PowerError>(())
/// ```
///
/// ## Errors
/// If nobody is present, a triple is not a distribution, or memory is too small.
pub fn passage(rule: &Rule, body: &Body, present: &MemberSet, probabilities: &[[f64; 3]], memory: usize) -> Result<Passage, PowerError> {
    passage_given(rule, body, present, probabilities, &[], memory)
}

/// As [`passage`], given reports, each on another mind: the members are independent but for them.
/// Tables grow with the number of members to the power of the number of reports.
///
/// ```
/// use nemcon_core::{Body, Member, MemberSet, consensus};
/// use nemcon_power::{Report, passage_given};
/// let body = Body::new("Panel", ["a", "b"].map(Member::new).into());
/// let doubtful = [0.5, 0.0, 0.5];
/// // Exactly one of the two is for.
/// let report = Report { counted: &[[0.0, 0.0, 0.5]; 2], ln_likelihood: &[f64::NEG_INFINITY, 0.0, f64::NEG_INFINITY] };
/// let passage = passage_given(&consensus(), &body, &MemberSet::full(2), &[doubtful; 2], &[report], 1 << 20)?;
/// assert_eq!(passage.passes, 0.0);
/// assert_eq!(passage.decisive, [0.5, 0.5]);
/// # Ok::<(), nemcon_power::PowerError>(())
/// ```
///
/// ## Errors
/// As [`passage`]; and if the reports are impossible, or their numbers do not fit the body.
pub fn passage_given(
    rule: &Rule,
    body: &Body,
    present: &MemberSet,
    probabilities: &[[f64; 3]],
    reports: &[Report<'_>],
    memory: usize,
) -> Result<Passage, PowerError> {
    for given in reports.iter().map(|report| report.counted.len()).chain([probabilities.len()]) {
        if given != body.len() {
            return Err(PowerError::Length { given, members: body.len() });
        }
    }
    let game = Game::new(rule, body, present, Ballots::Three)?;
    for &member in &game.members {
        let parts = |ballot: usize| reports.iter().map(move |report| report.counted[member][ballot]);
        check(&probabilities[member], [0, 1, 2].map(|ballot| parts(ballot).sum())).ok_or(PowerError::Probabilities { member })?;
    }
    let limit = Limit { bytes: memory };
    let layers = layers(&game, false);
    let diagram = of_game(&game, &layers, limit)?;
    // The powers of the unknown count: the first report's members in ones, the next one's in units of
    // one more than all members, and so on, so that no count runs over into the next.
    let unit = game.len() + 1;
    limit.check_bytes("the table of counts", unit.saturating_pow(reports.len() as u32).saturating_mul(unit * size_of::<f64>()))?;
    let ballot = |player: usize, ballot: Ballot| {
        let member = game.members[player];
        let mut sum = Polynomial::term(probabilities[member][ballot as usize], 0);
        let counted = |report: &Report<'_>| report.counted[member][ballot as usize];
        if reports.iter().any(|report| counted(report) > 0.0) {
            let uncounted = probabilities[member][ballot as usize] - reports.iter().map(counted).sum::<f64>();
            sum = Polynomial::term(uncounted.max(0.0), 0);
            for (at, report) in reports.iter().enumerate() {
                sum.add_product(&Polynomial::term(counted(report), unit.pow(at as u32)), &Polynomial::term(1.0, 0));
            }
        }
        sum
    };
    let of_layer = |layer: &Layer| {
        let of_answer = |answer: &crate::layers::Answer| match (answer.favour, answer.abstain) {
            (1, _) => Ballot::For,
            (_, 1) => Ballot::Abstain,
            _ => Ballot::Against,
        };
        layer.answers.iter().map(|answer| ballot(layer.players[0], of_answer(answer))).collect()
    };
    let answers: Vec<Vec<Polynomial<f64>>> = layers.iter().map(of_layer).collect();
    let any_ballot: Vec<Polynomial<f64>> = answers.iter().map(|answers| sum(answers)).collect();
    let mut rest = vec![Polynomial::term(1.0, 0)];
    for player in any_ballot.iter().rev() {
        let mut product = Polynomial::zero();
        product.add_product(player, &rest[rest.len() - 1]);
        rest.push(product);
    }
    rest.reverse();
    let likelihoods = likelihoods(&rest[0], reports, unit).ok_or(PowerError::Reports)?;
    let given = |ways: &Polynomial<f64>| ways.terms().map(|(number, ways)| ways * likelihoods[number]).sum::<f64>();
    let all = given(&rest[0]);
    let flow = Flow::new(&diagram, LayerWeights { answers, rest }, size_of::<f64>(), limit)?;
    let mut decisive = vec![0.0; game.len()];
    for ((at, layer), weight) in layers.iter().enumerate().zip(any_ballot) {
        let if_always = |ballot: usize| given(&flow.through(at, &[Swap { up: ballot, down: None, weight: weight.clone() }])) / all;
        let (passes_for, passes_against) = (if_always(layer.answers.len() - 1), if_always(0));
        // A difference that rounding alone can make is none.
        let rounding = passes_for * ROUNDING * game.len() as f64;
        let difference = passes_for - passes_against;
        decisive[layer.players[0]] = if difference > rounding { difference.min(1.0) } else { 0.0 };
    }
    Ok(Passage { members: game.members, passes: (given(&flow.total()) / all).min(1.0), decisive })
}

/// Whether three numbers are a distribution, and three more are parts of it.
fn check(triple: &[f64; 3], parts: [f64; 3]) -> Option<()> {
    // Written so that what is not a number fails too.
    let in_range = triple.iter().all(|p| (0.0..=1.0 + TOLERANCE).contains(p));
    let within = triple.iter().zip(parts).all(|(p, part)| (0.0..=p + TOLERANCE).contains(&part));
    (in_range && within && (triple.iter().sum::<f64>() - 1.0).abs() <= TOLERANCE).then_some(())
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
