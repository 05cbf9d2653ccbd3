//! Random models at the edge of what numbers can say: factors and half-lives over many orders of
//! magnitude, effects that come several times, offers that are refused, and nobody present.

use nemcon_core::*;
use nemcon_montecarlo::{Philox, PhiloxStream};
use rand::RngExt;

use super::draft;

/// Perhaps replaces a quantity by one within so many orders of magnitude of 1, or by 0.
fn stretch(random: &mut PhiloxStream, quantity: &mut Quantity, magnitudes: f64, zero: bool) {
    if !random.random_bool(0.4) {
        return;
    }
    let value = 10f64.powf(random.random_range(-magnitudes..magnitudes));
    *quantity = match random.random_range(0..10) {
        0 | 1 if zero => Quantity::Fixed(0.0),
        2..5 => Quantity::Range { low: value, high: value * random.random_range(1.5..100.0) },
        _ => Quantity::Fixed(value),
    };
}

/// Which rates are stretched: those of rising, and those of falling back. Where both are beyond all
/// measure, each pair moves ten thousand times a round: only the smallest models are asked for that.
#[derive(Clone, Copy)]
struct Stretched {
    rising: bool,
    falling: bool,
}

impl Stretched {
    fn of(random: &mut PhiloxStream, draft: &Draft) -> Self {
        let small = draft.body.len() * draft.candidates.len() <= 2;
        let falling = draft.dynamics.half_lives[Edge::Defect as usize].is_some() && (small || random.random_bool(0.5));
        Self { rising: small || !falling, falling }
    }

    fn on(self, edge: Option<Edge>) -> bool {
        if edge == Some(Edge::Defect) { self.falling } else { self.rising }
    }
}

/// A random model, stretched.
pub(super) fn any(seed: u64, magnitudes: f64) -> Draft {
    let mut draft = draft::any(seed);
    let random = &mut Philox::new(seed).stream([1; 4]);
    let members = draft.body.len();
    let stretched = Stretched::of(random, &draft);
    let dynamics = &mut draft.dynamics;
    let edges = Edge::ALL.into_iter().filter(|&edge| stretched.on(Some(edge)));
    for edge in edges {
        dynamics.half_lives[edge as usize].iter_mut().for_each(|half_life| stretch(random, half_life, magnitudes, false));
    }
    let pulls = [&mut dynamics.bandwagon.ratio, &mut dynamics.isolation.ratio];
    let dates = [&mut dynamics.deadline, &mut dynamics.meeting].into_iter().flatten();
    let dates = dates.flat_map(|pull| [&mut pull.ratio, &mut pull.half_life]);
    for quantity in pulls.into_iter().chain(dates).filter(|_| stretched.rising) {
        stretch(random, quantity, magnitudes, false);
    }
    for pull in [&mut dynamics.deadline, &mut dynamics.meeting].into_iter().flatten() {
        let most = nemcon_core::limits::DATE_RATIO;
        pull.ratio = match pull.ratio {
            Quantity::Fixed(ratio) => Quantity::Fixed(ratio.min(most)),
            Quantity::Range { low, high } => Quantity::Range { low: low.min(0.5 * most), high: high.min(most) },
        };
    }
    if random.random_bool(0.3) {
        dynamics.frailty = [1e-12, 1e-4, 10.0][random.random_range(0..3)];
    }
    for pace in draft.paces.iter_mut().filter(|pace| stretched.on(pace.edge)) {
        stretch(random, &mut pace.factor, magnitudes, true);
    }
    for influence in draft.influences.iter_mut().filter(|_| stretched.rising) {
        stretch(random, &mut influence.factor, magnitudes, false);
    }
    draft.influences.extend(draft.influences.clone());
    for candidate in &mut draft.candidates {
        candidate.accepts = [0.3, 1.0][random.random_range(0..2)].into();
        if let Some(entry) = &mut candidate.enters {
            stretch(random, &mut entry.half_life, magnitudes, false);
        }
    }
    for effects in draft.events.iter_mut().flat_map(|event| &mut event.outcomes).map(|outcome| &mut outcome.effects) {
        for effect in &mut *effects {
            match effect {
                Effect::Pace(pace) if stretched.on(pace.edge) => stretch(random, &mut pace.factor, magnitudes, true),
                _ => (),
            }
        }
        match random.random_range(0..10) {
            0..3 => effects.extend(effects.clone()),
            3..6 => {
                let member = random.random_range(0..members);
                effects.extend([Effect::Leave(member.into()), Effect::Join(member.into()), Effect::Leave(member.into())]);
            }
            6 => effects.extend(MemberId::first(members).map(Effect::Leave)),
            _ => (),
        }
    }
    draft
}
