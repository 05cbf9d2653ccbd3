//! From a rule to its analysis: which method counts, and what follows from the counts.

use num_bigint::BigUint;
use num_traits::Zero;

use crate::{
    Analysis, Coalitions, MEASURES, Measure, MemberPower, Method, Options, PowerError, Weighted,
    coalitions::minimal,
    counted::{Asked, Counted},
    counts::Counts,
    desirability::desirability,
    diagram::{cost, of_game},
    enumeration::LARGEST,
    error::feasible,
    index::coleman,
    layers::{alike, layers},
    limit::Limit,
    nakamura::{Nakamura, nakamura},
    reduced::Reduced,
    structure::{dictator, is_proper, is_strong, veto_players},
    table::Table,
    unions::partition,
    weighted::weighted,
};

/// Beside a table, a diagram is built only if it is sure to have at most so many successors.
const BESIDE_TABLE: f64 = 2e6;
/// How many additions in a table take as long as one successor in a diagram, about.
const SUCCESSOR: f64 = 20.0;
/// A diagram of so few successors takes no time.
const TINY: f64 = 4000.0;

/// A diagram counts by size, which of more members takes gigabytes.
const MANY: usize = 4096;

/// The analysis of a game of two ballots.
pub(crate) fn analyse(game: &Reduced, options: &Options, limit: Limit) -> Result<Analysis, PowerError> {
    let unions = partition(game, &options.unions)?;
    let layers = layers(game, alike);
    let size = cost(game, &layers);
    let cheaper = |table: &Table| size > TINY && (game.len() > MANY || table.cost() < size * SUCCESSOR);
    let table = game.single().map(Table::new).filter(cheaper);
    let (method, counted, diagram) = if let Some(table) = table {
        let beside = if size < BESIDE_TABLE { feasible(of_game(game, &layers, limit))? } else { None };
        let asked = Asked { by_size: options.measures.iter().any(|measure| measure.by_size), minimal: options.structure };
        (Method::Table, table.count(&layers, asked, limit)?, beside)
    } else {
        let diagram = of_game(game, &layers, limit)?;
        (Method::Diagram, Counted::through(&diagram, &layers, limit)?, Some(diagram))
    };
    let counts = Counts::new(game, &layers, &counted, diagram.as_ref(), &unions, options.listed, limit);
    let mut analysis = basics(&counts, method, power(&counts, options)?);
    if options.structure {
        structure(&mut analysis, &counts)?;
    }
    Ok(analysis)
}

/// Every measure that is wanted, of every player.
fn power(counts: &Counts<'_>, options: &Options) -> Result<Vec<MemberPower>, PowerError> {
    let of_measure = |measure: &&Measure| if options.wants(measure) { (measure.of)(counts) } else { Ok(counts.each(|_| None)) };
    let mut values = MEASURES.iter().map(of_measure).collect::<Result<Vec<_>, _>>()?;
    let swings = counts.each(|layer| counts.counted.swings[layer].clone());
    let of_player = |(player, swings): (usize, BigUint)| MemberPower {
        member: counts.game.members[player],
        swings,
        values: values.iter_mut().map(|values| values[player].take()).collect(),
    };
    Ok(swings.into_iter().enumerate().map(of_player).collect())
}

/// What follows from the counts alone.
fn basics(counts: &Counts<'_>, method: Method, power: Vec<MemberPower>) -> Analysis {
    let Counts { game, layers, counted, .. } = *counts;
    Analysis {
        members: game.members.clone(),
        method,
        winning: counted.winning.clone(),
        winning_by_size: counted.winning_by_size.clone(),
        minimal_winning: None,
        minimal_blocking: None,
        power_to_act: coleman::act(&counted.winning, game.len()),
        veto_players: veto_players(game, layers).into_iter().map(|player| game.members[player]).collect(),
        dummies: power.iter().filter(|power| power.swings.is_zero()).map(|power| power.member).collect(),
        dictator: dictator(game, layers).map(|player| game.members[player]),
        proper: None,
        strong: None,
        weighted: None,
        nakamura: None,
        desirability: None,
        power,
    }
}

/// What is asked of the game as a whole.
fn structure(analysis: &mut Analysis, counts: &Counts<'_>) -> Result<(), PowerError> {
    let Counts { game, layers, counted, diagram, limit, .. } = *counts;
    let swings: Vec<&BigUint> = analysis.power.iter().map(|power| &power.swings).collect();
    let relation = desirability(game, &swings, diagram.map(|diagram| (diagram, layers)), &limit.work("the desirability relation"));
    let small = game.len() <= LARGEST;
    analysis.minimal_winning = match counts.minimal()? {
        Some(minimal) => Some(minimal.coalitions.clone()),
        None => counted.minimal_winning.clone().map(|number| Coalitions { number, by_size: None, listed: None }),
    };
    if let Some(diagram) = diagram {
        let (dual, work) = (diagram.dual(), limit.work("whether the rule is proper and strong"));
        analysis.proper = is_proper(diagram, &dual, layers, &work);
        analysis.strong = is_strong(diagram, &dual, layers, &work);
        analysis.minimal_blocking =
            feasible(minimal(&dual, layers, &game.members, counts.listed, limit))?.map(|minimal| minimal.coalitions);
        analysis.weighted = match &relation {
            // Two members that do not compare can be traded against each other: no weights allow that.
            Some(relation) if !relation.is_complete() => Some(Weighted::No),
            Some(relation) if small => weighted(diagram, layers, &relation.classes),
            _ => None,
        };
    }
    if let Some(atom) = game.single() {
        let by_weight = Table::new(atom);
        (analysis.proper, analysis.strong) = by_weight.proper_and_strong(&counted.winning);
        analysis.weighted = analysis.weighted.take().or_else(|| Some(Weighted::Yes(by_weight.representation())));
    }
    analysis.nakamura = if analysis.veto_players.is_empty() { small.then(|| nakamura(game)) } else { Some(Nakamura::Infinite) };
    analysis.desirability = relation.map(|relation| relation.of(&game.members));
    Ok(())
}
