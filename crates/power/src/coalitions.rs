//! Families of coalitions: the minimal winning and the minimal blocking ones.

use nemcon_core::MemberId;
use num_bigint::BigUint;
use num_traits::Zero;

use crate::{
    PowerError,
    diagram::{Diagram, FAILS, Node, PASSES, Sizes, What, count, minimal_winning},
    layers::Layer,
    limit::Limit,
};

/// A family of coalitions, counted, and listed where they are few.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coalitions {
    /// How many there are.
    pub number: BigUint,
    /// How many there are of each size, from 0 to all members; `None` where only the number was feasible.
    pub by_size: Option<Vec<BigUint>>,
    /// The coalitions themselves, small ones first; `None` if there are more than were asked for, or than there is memory for.
    pub listed: Option<Vec<Vec<MemberId>>>,
}

impl Coalitions {
    /// The size of the smallest coalition.
    pub fn smallest(&self) -> Option<usize> {
        self.by_size.as_ref()?.iter().position(|count| !count.is_zero())
    }

    /// The size of the largest coalition.
    pub fn largest(&self) -> Option<usize> {
        self.by_size.as_ref()?.iter().rposition(|count| !count.is_zero())
    }
}

/// The minimal winning coalitions of a game, with what was found on the way.
pub(crate) struct Minimal {
    /// The coalitions.
    pub(crate) coalitions: Coalitions,
    /// How many there are by size, and how many a player of each layer belongs to.
    pub(crate) sizes: Sizes,
    /// The diagram that passes on them.
    pub(crate) family: Diagram,
}

/// The minimal winning coalitions of a diagram, with how many each player belongs to.
pub(crate) fn minimal(
    diagram: &Diagram,
    layers: &[Layer],
    members: &[MemberId],
    listed: usize,
    limit: Limit,
) -> Result<Minimal, PowerError> {
    let family = minimal_winning(diagram, layers, limit)?;
    let sizes = count(&family, layers, What::Family, limit)?;
    let number = sizes.total();
    let room = limit.check_bytes("the list of coalitions", list_bytes(&sizes.coalitions)).is_ok();
    let listed = (room && number <= BigUint::from(listed)).then(|| {
        let mut coalitions = Vec::new();
        list(&family, layers, (0, family.root()), &mut Vec::new(), &mut coalitions);
        let of_members = |coalition: Vec<usize>| {
            let mut coalition: Vec<MemberId> = coalition.into_iter().map(|player| members[player]).collect();
            coalition.sort_unstable();
            coalition
        };
        let mut coalitions: Vec<Vec<MemberId>> = coalitions.into_iter().map(of_members).collect();
        coalitions.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
        coalitions
    });
    Ok(Minimal { coalitions: Coalitions { number, by_size: Some(sizes.coalitions.clone()), listed }, sizes, family })
}

/// What listing so many coalitions of each size takes, and naming their members in a document.
fn list_bytes(by_size: &[BigUint]) -> usize {
    let of = |(size, number): (usize, &BigUint)| Some((LISTED + NAMED * size).saturating_mul(usize::try_from(number).ok()?));
    by_size.iter().enumerate().try_fold(0, |sum: usize, sizes| Some(sum.saturating_add(of(sizes)?))).unwrap_or(usize::MAX)
}

/// What a coalition takes, and each of its members: its place, twice while the coalitions are put in order, and its name.
const LISTED: usize = 4 * size_of::<Vec<MemberId>>();
const NAMED: usize = 3 * size_of::<MemberId>() + size_of::<String>() + 16;

/// Follows all paths that pass; what is left when a family's diagram passes stays outside.
fn list(family: &Diagram, layers: &[Layer], (layer, node): (usize, Node), inside: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    match node {
        FAILS => {}
        PASSES => found.push(inside.clone()),
        _ => {
            for answer in 0..=layers[layer].len() {
                let after = (layer + 1, family.after(layer, node, answer));
                if after.1 != FAILS {
                    choose(&layers[layer].players, answer, inside, &mut |inside| list(family, layers, after, inside, found));
                }
            }
        }
    }
}

/// Puts each choice of so many of `players` inside in turn.
fn choose(players: &[usize], some: usize, inside: &mut Vec<usize>, visit: &mut impl FnMut(&mut Vec<usize>)) {
    match (some, players.split_first()) {
        (0, _) => visit(inside),
        (_, Some((&player, others))) if players.len() >= some => {
            inside.push(player);
            choose(others, some - 1, inside, visit);
            inside.pop();
            choose(others, some, inside, visit);
        }
        _ => {}
    }
}
