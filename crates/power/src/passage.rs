//! The power of members whose opinions are known: how likely a rule is to pass, and each member to
//! decide, if members vote independently with given probabilities.
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
    layers::{Answer, layers},
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

/// How far the three probabilities of a member may be from a sum of 1.
const TOLERANCE: f64 = 1e-9;

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
    if probabilities.len() != body.len() {
        return Err(PowerError::Length { given: probabilities.len(), members: body.len() });
    }
    let game = Game::new(rule, body, present, Ballots::Three)?;
    for &member in &game.members {
        let triple = probabilities[member];
        // Written so that what is not a number fails too.
        let in_range = triple.iter().all(|p| (0.0..=1.0 + TOLERANCE).contains(p));
        if !in_range || (triple.iter().sum::<f64>() - 1.0).abs() > TOLERANCE {
            return Err(PowerError::Probabilities { member });
        }
    }
    let limit = Limit { bytes: memory };
    let layers = layers(&game, false);
    let diagram = of_game(&game, &layers, limit)?;
    let number = |p: f64| Polynomial::term(p, 0);
    let probability = |player: usize, ballot: Ballot| probabilities[game.members[player]][ballot as usize];
    let of_answer = |player: usize, answer: &Answer| match (answer.favour, answer.abstain) {
        (1, _) => number(probability(player, Ballot::For)),
        (_, 1) => number(probability(player, Ballot::Abstain)),
        _ => number(probability(player, Ballot::Against)),
    };
    let answers = layers.iter().map(|layer| layer.answers.iter().map(|answer| of_answer(layer.players[0], answer)).collect()).collect();
    let flow = Flow::new(&diagram, LayerWeights { answers, rest: vec![number(1.0); layers.len() + 1] }, size_of::<f64>(), limit)?;
    let mut decisive = vec![0.0; game.len()];
    for (at, layer) in layers.iter().enumerate() {
        let swap = Swap { up: layer.answers.len() - 1, down: Some(0), weight: number(1.0) };
        decisive[layer.players[0]] = flow.through(at, &[swap]).total();
    }
    Ok(Passage { members: game.members, passes: flow.total().total(), decisive })
}
