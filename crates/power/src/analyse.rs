//! From a rule to its analysis: which method counts, and what follows from the counts.

use nemcon_core::{Body, MemberSet, Rule};
use num_bigint::BigUint;
use num_traits::Zero;

use crate::{
    Analysis, Index, MemberPower, Method, Options, PowerError, Value,
    coalitions::{Coalitions, minimal},
    count::{What, count, players},
    desirability::{Desirability, desirability},
    diagram::{Diagram, Limit, cost, of_game},
    enumeration::LARGEST,
    game::{Ballots, Game},
    index::{
        banzhaf, coleman, deegan_packel::deegan_packel, johnston::johnston, public_good::public_good, rae::rae, shapley_shubik::Orders,
    },
    layers::{Layer, layers},
    nakamura::nakamura,
    structure::{dictator, is_proper, is_strong, veto_players},
    table::Table,
    weighted::{Weighted, weighted},
};

/// Beside a table, a diagram is built only if it is sure to have at most so many successors.
const BESIDE_TABLE: f64 = 2e6;
/// How many additions in a table take as long as one successor in a diagram, about.
const SUCCESSOR: f64 = 20.0;
/// A diagram of so few successors takes no time.
const TINY: f64 = 4000.0;

/// What every method finds: winning coalitions, and for each player its swings.
pub(crate) struct Counted {
    /// How many coalitions win.
    pub(crate) winning: BigUint,
    /// The same by size.
    pub(crate) winning_by_size: Option<Vec<BigUint>>,
    /// Each player's swings.
    pub(crate) swings: Vec<BigUint>,
    /// Each player's Shapley–Shubik index.
    pub(crate) shapley_shubik: Option<Vec<Value>>,
    /// How many minimal winning coalitions there are, if that was found on the way.
    pub(crate) minimal_winning: Option<BigUint>,
}

/// Analyses a rule over the present members of a body, each of whom is for or against.
///
/// ```
/// use nemcon_core::{BallotSet, Body, Bound, Comparison, Member, MemberSet, Ratio, Rule, Scope, Tally, veto};
/// use nemcon_power::{Options, analyse};
///
/// // Three of six members have a veto; four must be for.
/// let body = Body::new("Panel", ["a", "b", "c", "d", "e", "f"].map(Member::new).into());
/// let first = Scope::Some { label: "permanent".into(), members: MemberSet::of(6, [0, 1, 2]) };
/// let four = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(4, 1)))?;
/// let rule = Rule::all(vec![Rule::Tally(four), veto(first)])?;
/// let analysis = analyse(&rule, &body, &MemberSet::full(6), &Options::all())?;
/// assert_eq!(analysis.veto_players, [0, 1, 2]);
/// assert_eq!(analysis.winning, 7u32.into());
/// assert_eq!(analysis.power[3].swings, 1u32.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// ## Errors
/// If nobody is present, or counting would need more memory than `options` allow.
pub fn analyse(rule: &Rule, body: &Body, present: &MemberSet, options: &Options) -> Result<Analysis, PowerError> {
    let game = Game::new(rule, body, present, Ballots::Two)?;
    let limit = Limit { bytes: options.memory };
    let layers = layers(&game, true);
    let size = cost(&game, &layers);
    let table = game.single().map(Table::new).filter(|table| size > TINY && table.cost() < size * SUCCESSOR);
    let (method, counted, diagram) = if let Some(table) = table {
        let beside = if size < BESIDE_TABLE { feasible(of_game(&game, &layers, limit))? } else { None };
        (Method::Table, table.count(options, limit)?, beside)
    } else {
        let diagram = of_game(&game, &layers, limit)?;
        (Method::Diagram, through_diagram(&diagram, &layers, options, limit)?, Some(diagram))
    };
    let mut analysis = basics(&game, &layers, method, &counted, options);
    let view = diagram.as_ref().map(|diagram| View { game: &game, diagram, layers: &layers, options, limit });
    if let Some(view) = &view {
        view.minimal_indices(&mut analysis)?;
    }
    if options.structure {
        structure(&mut analysis, &game, view.as_ref(), &counted)?;
    }
    Ok(analysis)
}

fn through_diagram(diagram: &Diagram, layers: &[Layer], options: &Options, limit: Limit) -> Result<Counted, PowerError> {
    let counts = count(diagram, layers, What::Winning, limit)?;
    let shapley_shubik = || {
        let orders = Orders::new(players(layers));
        per_player(layers, |layer| orders.index(&counts.layers[layer]))
    };
    Ok(Counted {
        winning: counts.total(),
        swings: per_player(layers, |layer| counts.of_layer(layer)),
        shapley_shubik: options.wants(Index::ShapleyShubik).then(shapley_shubik),
        winning_by_size: Some(counts.coalitions),
        minimal_winning: None,
    })
}

/// What is too large for memory is not feasible; other faults are faults.
fn feasible<T>(result: Result<T, PowerError>) -> Result<Option<T>, PowerError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(PowerError::TooLarge { .. }) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// One value a player, computed once a layer: those of equal role share it.
pub(crate) fn per_player<T: Clone>(layers: &[Layer], value: impl Fn(usize) -> T) -> Vec<T> {
    let mut values = vec![None; players(layers)];
    for (number, layer) in layers.iter().enumerate() {
        let shared = value(number);
        layer.players.iter().for_each(|&player| values[player] = Some(shared.clone()));
    }
    values.into_iter().map(|value| value.expect("every player has a layer")).collect()
}

/// What follows from the counts alone.
fn basics(game: &Game, layers: &[Layer], method: Method, counted: &Counted, options: &Options) -> Analysis {
    let players = game.len();
    let all_swings: BigUint = counted.swings.iter().sum();
    let in_body = |players: Vec<usize>| players.into_iter().map(|player| game.members[player]).collect();
    let power = per_player(layers, |layer| {
        let player = layers[layer].players[0];
        let swings = &counted.swings[player];
        let if_wanted = |index: Index, value: Option<Value>| value.filter(|_| options.wants(index));
        MemberPower {
            member: game.members[player],
            swings: swings.clone(),
            banzhaf: if_wanted(Index::Banzhaf, banzhaf::absolute(swings, players)),
            banzhaf_normalised: if_wanted(Index::Banzhaf, banzhaf::normalised(swings, &all_swings)),
            shapley_shubik: counted.shapley_shubik.as_ref().map(|values| values[player].clone()),
            coleman_initiate: if_wanted(Index::Coleman, coleman::initiate(swings, &counted.winning, players)),
            coleman_prevent: if_wanted(Index::Coleman, coleman::prevent(swings, &counted.winning)),
            rae: if_wanted(Index::Rae, rae(swings, players)),
            deegan_packel: None,
            public_good: None,
            johnston: None,
        }
    });
    Analysis {
        members: game.members.clone(),
        method,
        winning: counted.winning.clone(),
        winning_by_size: counted.winning_by_size.clone(),
        minimal_winning: None,
        minimal_blocking: None,
        power_to_act: coleman::act(&counted.winning, players),
        veto_players: in_body(veto_players(game)),
        dummies: in_body((0..players).filter(|&player| counted.swings[player].is_zero()).collect()),
        dictator: dictator(game).map(|player| game.members[player]),
        proper: None,
        strong: None,
        weighted: None,
        nakamura: None,
        desirability: None,
        power: power.into_iter().zip(&game.members).map(|(power, &member)| MemberPower { member, ..power }).collect(),
    }
}

/// A game with its diagram.
struct View<'a> {
    game: &'a Game,
    diagram: &'a Diagram,
    layers: &'a [Layer],
    options: &'a Options,
    limit: Limit,
}

impl View<'_> {
    /// The minimal winning coalitions with the indices over them, and Johnston's.
    fn minimal_indices(&self, analysis: &mut Analysis) -> Result<(), PowerError> {
        let Self { game, diagram, layers, options, limit } = *self;
        let wanted = options.structure || options.wants(Index::DeeganPackel) || options.wants(Index::PublicGood);
        if wanted && let Some((coalitions, counts)) = feasible(minimal(diagram, layers, &game.members, options.listed, limit))? {
            let all = layers.iter().enumerate().map(|(at, layer)| counts.of_layer(at) * layer.len()).sum();
            let values =
                per_player(layers, |at| (deegan_packel(&counts.layers[at], &coalitions.number), public_good(&counts.of_layer(at), &all)));
            for (power, (packel, holler)) in analysis.power.iter_mut().zip(values) {
                power.deegan_packel = packel.filter(|_| options.wants(Index::DeeganPackel));
                power.public_good = holler.filter(|_| options.wants(Index::PublicGood));
            }
            analysis.minimal_winning = options.structure.then_some(coalitions);
        }
        if options.wants(Index::Johnston)
            && let Some(values) = feasible(johnston(game, diagram, layers, limit))?.flatten()
        {
            analysis.power.iter_mut().zip(values).for_each(|(power, value)| power.johnston = Some(value));
        }
        Ok(())
    }
}

/// What is asked of the game as a whole.
fn structure(analysis: &mut Analysis, game: &Game, view: Option<&View<'_>>, counted: &Counted) -> Result<(), PowerError> {
    let relation = desirability(game, &counted.swings, view.map(|view| (view.diagram, view.layers)));
    let small = game.len() <= LARGEST;
    if let Some(&View { diagram, layers, options, limit, .. }) = view {
        let dual = diagram.dual();
        analysis.proper = Some(is_proper(diagram, &dual, layers));
        analysis.strong = Some(is_strong(diagram, &dual, layers));
        analysis.minimal_blocking =
            feasible(minimal(&dual, layers, &game.members, options.listed, limit))?.map(|(coalitions, _)| coalitions);
        analysis.weighted = match &relation {
            // Two members that do not compare can be traded against each other: no weights allow that.
            Some(relation) if !relation.is_complete() => Some(Weighted::No),
            Some(relation) if small => weighted(diagram, layers, &relation.classes),
            _ => None,
        };
    }
    if analysis.minimal_winning.is_none() {
        let number = counted.minimal_winning.clone();
        analysis.minimal_winning = number.map(|number| Coalitions { number, by_size: None, listed: None });
    }
    if let Some(atom) = game.single() {
        let by_weight = Table::new(atom);
        (analysis.proper, analysis.strong) = by_weight.proper_and_strong(&counted.winning);
        analysis.weighted = analysis.weighted.take().or_else(|| Some(Weighted::Yes(by_weight.representation())));
    }
    analysis.nakamura = (small || !analysis.veto_players.is_empty()).then(|| nakamura(game));
    analysis.desirability = relation.map(|relation| Desirability {
        classes: relation.classes.into_iter().map(|class| class.into_iter().map(|player| game.members[player]).collect()).collect(),
        ..relation
    });
    Ok(())
}
