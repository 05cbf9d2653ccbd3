//! Passage given reports, against sums over all divisions of the members and over who is counted.

use nemcon_core::{Ballot, Body, Bytes, Member, consensus};
use nemcon_power::{Game, PowerError, Report};
use proptest::prelude::*;

use crate::random::{cases, config};

const MEMORY: u64 = 1 << 24;

/// Whether a member is counted by the first report, by the second, or by none.
const MINDS: usize = 3;

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn passage_given_two_reports_agrees_with_enumeration(
        case in cases(1, 4),
        raw in prop::collection::vec((0.0..1.0f64, 0.0..1.0f64, 0.0..0.5f64, 0.0..0.5f64), 4),
        ln in prop::array::uniform2(prop::collection::vec(prop_oneof![4 => -3.0..0.0f64, 1 => Just(f64::NEG_INFINITY)], 5)),
    ) {
        let triples: Vec<[f64; 3]> =
            raw.iter().map(|&(against, rest, ..)| [against, (1.0 - against) * rest, (1.0 - against) * (1.0 - rest)]).collect();
        let triples = &triples[..case.body.len()];
        // The first report counts supporters and some abstainers; the second some of those against.
        let counted: [Vec<[f64; 3]>; 2] = [
            (0..triples.len()).map(|i| [0.0, triples[i][1] * raw[i].2, triples[i][2]]).collect(),
            (0..triples.len()).map(|i| [triples[i][0] * raw[i].3, 0.0, 0.0]).collect(),
        ];
        let reports = [0, 1].map(|at| Report { counted: &counted[at], ln_likelihood: &ln[at] });
        let found = case.game().passage_given(triples, &reports);

        let members = case.members();
        let ways = 3 * MINDS;
        let (mut all, mut passes, mut decisive) = (0.0, 0.0, vec![0.0; members.len()]);
        for division in 0..ways.pow(members.len() as u32) {
            let digit = |place: usize| division / ways.pow(place as u32) % ways;
            let (ballot, mind) = (|place: usize| Ballot::ALL[digit(place) % 3], |place: usize| digit(place) / 3);
            let of_member = |place: usize| {
                let (member, ballot) = (members[place], ballot(place) as usize);
                let parts = [counted[0][member][ballot], counted[1][member][ballot]];
                if mind(place) < 2 { parts[mind(place)] } else { triples[member][ballot] - parts[0] - parts[1] }
            };
            let number = |at: usize| (0..members.len()).filter(|&place| mind(place) == at).count();
            let likelihood = libm::exp(ln[0][number(0)] + ln[1][number(1)]);
            let weight = (0..members.len()).map(of_member).product::<f64>() * likelihood;
            all += weight;
            passes += if case.passes(ballot) { weight } else { 0.0 };
            for (player, decisive) in decisive.iter_mut().enumerate() {
                let with = |own| case.passes(|place| if place == player { own } else { ballot(place) });
                *decisive += if with(Ballot::For) && !with(Ballot::Against) { weight } else { 0.0 };
            }
        }
        if all == 0.0 {
            prop_assert_eq!(found, Err(PowerError::Reports));
        } else {
            let found = found.unwrap();
            prop_assert!((found.passes - passes / all).abs() < 1e-12);
            for (found, truth) in found.decisive.iter().zip(&decisive) {
                prop_assert!((found - truth / all).abs() < 1e-12);
            }
        }
    }
}

#[test]
fn reports_that_do_not_fit_are_refused() {
    let body = Body::new("Panel", ["a", "b"].map(Member::new).into());
    let given = |counted: &[[f64; 3]], ln_likelihood: &[f64], memory: u64| {
        let report = Report { counted, ln_likelihood };
        Game::new(&consensus(), &body).unwrap().memory(Bytes(memory)).passage_given(&[[0.5, 0.0, 0.5]; 2], &[report; 2])
    };
    let part = [[0.0, 0.0, 0.2]; 2];
    assert!(given(&part, &[0.0; 3], MEMORY).is_ok());
    assert_eq!(given(&part[..1], &[0.0; 3], MEMORY), Err(PowerError::Length { given: 1, members: 2 }));
    // Two reports count a member with more than its probability; or less than nothing.
    assert_eq!(given(&[[0.0, 0.0, 0.3]; 2], &[0.0; 3], MEMORY), Err(PowerError::Probabilities { member: 0.into() }));
    assert_eq!(given(&[[-0.1, 0.0, 0.3]; 2], &[0.0; 3], MEMORY), Err(PowerError::Probabilities { member: 0.into() }));
    // Both can be 2, of which nothing is said.
    assert_eq!(given(&part, &[0.0; 2], MEMORY), Err(PowerError::Reports));
    assert_eq!(given(&part, &[f64::NEG_INFINITY; 3], MEMORY), Err(PowerError::Reports));
    assert!(matches!(given(&part, &[0.0; 3], 800), Err(PowerError::TooLarge { .. })));
}

#[test]
fn what_rounding_alone_makes_is_no_power() {
    // Exactly two of three are for, so that under a majority the third decides only where it should not.
    let body = Body::new("Panel", ["a", "b", "c"].map(Member::new).into());
    let certain = [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.3, 0.3, 0.4]];
    let majority = nemcon_core::majority_of_cast(nemcon_core::Ratio::new(1, 2)).unwrap();
    let found = Game::new(&majority, &body).unwrap().passage(&certain).unwrap();
    assert_eq!((found.passes, found.decisive[2]), (1.0, 0.0));
}
