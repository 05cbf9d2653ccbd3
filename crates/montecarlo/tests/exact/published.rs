//! Published votes, ballot by ballot: what the procedure `ballots` makes of each is what happened.
//!
//! Every ballot is put to a body in which each voter supports the option it voted for and opposes
//! all others, abstainers opposing all. Who is out is read from an event that it sets off.

use std::collections::BTreeMap;

use nemcon_core::*;

use crate::support::{draft, estimate};

/// What is needed to be elected.
#[derive(Debug, Clone, Copy)]
enum Needed {
    /// More than half of the votes cast.
    Majority,
    /// Two thirds of the votes cast.
    TwoThirds,
    /// Two thirds of all members.
    TwoThirdsOfAll,
}

/// How a ballot ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Elected(&'static str),
    Out(&'static str),
    /// Neither: the same options stand in the next ballot.
    Open,
    /// The last place is shared by these; the rule alone does not decide.
    Tie(&'static [&'static str]),
}

struct Race {
    case: &'static str,
    needed: Needed,
    /// From which ballot on the last is out, and down to how many options.
    eliminate: Option<(usize, u32)>,
    /// How many have cast a vote or abstained in each ballot, and how it ended.
    ballots: &'static [(u32, End)],
}

use End::{Elected, Open, Out, Tie};

const RACES: [Race; 9] = [
    Race {
        case: "2012 host city",
        needed: Needed::Majority,
        eliminate: Some((1, 2)),
        ballots: &[(97, Out("Moscow")), (100, Out("NewYork")), (103, Out("Madrid")), (104, Elected("London"))],
    },
    Race {
        case: "2016 host city",
        needed: Needed::Majority,
        eliminate: Some((1, 2)),
        ballots: &[(94, Out("Chicago")), (95, Out("Tokyo")), (98, Elected("Rio"))],
    },
    Race {
        // The second ballot is the extra one between the two that had shared the last place.
        case: "2020 host city",
        needed: Needed::Majority,
        eliminate: Some((1, 1)),
        ballots: &[(94, Tie(&["Istanbul", "Madrid"])), (94, Elected("Istanbul")), (96, Elected("Tokyo"))],
    },
    Race { case: "President 2025", needed: Needed::Majority, eliminate: Some((1, 2)), ballots: &[(97, Elected("Coventry"))] },
    Race {
        case: "World Cup 2018",
        needed: Needed::Majority,
        eliminate: Some((1, 2)),
        ballots: &[(22, Out("England")), (22, Elected("Russia"))],
    },
    Race {
        case: "World Cup 2022",
        needed: Needed::Majority,
        eliminate: Some((1, 2)),
        ballots: &[(22, Out("Australia")), (22, Out("Japan")), (22, Out("Korea")), (22, Elected("Qatar"))],
    },
    Race {
        // The third ballot leaves one, who is then put to yes or no.
        case: "AUC chair Jan 2012",
        needed: Needed::TwoThirdsOfAll,
        eliminate: Some((3, 1)),
        ballots: &[(53, Open), (53, Open), (53, Out("DlaminiZuma"))],
    },
    Race {
        case: "Director-General 2017",
        needed: Needed::TwoThirds,
        eliminate: Some((1, 2)),
        ballots: &[(185, Out("Nishtar")), (183, Open), (185, Elected("Tedros"))],
    },
    Race {
        case: "Director-General 2019",
        needed: Needed::TwoThirds,
        eliminate: Some((1, 2)),
        ballots: &[(34, Out("Zerbo")), (33, Open), (34, Elected("Grossi"))],
    },
];

/// Cases of the table whose rounds are not exclusive ballots of one vote a member, or not complete.
const OTHERS: [&str; 3] = ["Director-General 2009", "Prosecutor 2021", "Secretary-General 1981"];

type Ballot = Vec<(String, u32)>;

/// By case, by round: the votes of every option.
fn table() -> BTreeMap<String, BTreeMap<usize, Ballot>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/elimination_rounds.csv");
    let mut rounds: BTreeMap<String, BTreeMap<usize, Ballot>> = BTreeMap::new();
    for row in csv::Reader::from_path(path).expect("the table is there").records() {
        let row = row.expect("the table is CSV");
        let ballots = rounds.entry(row[1].to_owned()).or_default();
        ballots.entry(row[4].parse().unwrap()).or_default().push((row[5].to_owned(), row[6].parse().unwrap()));
    }
    rounds
}

/// The rule on one ballot: who has enough, else who is out, as the engine counts it.
fn count(race: &Race, round: usize, votes: &[(String, u32)]) -> (String, Option<String>) {
    let mut ends = all_ends(race, round, votes);
    assert_eq!(ends.len(), 1, "every run ends alike");
    ends.remove(0)
}

/// The same where a tie may be broken by lot.
fn all_ends(race: &Race, round: usize, votes: &[(String, u32)]) -> Vec<(String, Option<String>)> {
    let abstained = votes.iter().find(|(option, _)| option == "Abstain").map_or(0, |(_, votes)| *votes);
    let options: Vec<(&str, u32)> =
        votes.iter().map(|(option, votes)| (option.as_str(), *votes)).filter(|(o, _)| *o != "Abstain").collect();
    let members = (options.iter().map(|(_, votes)| votes).sum::<u32>() + abstained) as usize;
    let mut draft = draft(members, 2, [1.0, 0.0, 0.0, 0.0]);
    draft.question.rule = match race.needed {
        Needed::Majority => majority_of_cast(Ratio::new(1, 2)).unwrap(),
        Needed::TwoThirds => {
            let enough = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Fraction(Ratio::new(2, 3))).unwrap();
            Rule::tally(enough.of_cast().unwrap())
        }
        Needed::TwoThirdsOfAll => qualified_majority(Ratio::new(2, 3), None).unwrap(),
    };
    draft.question.procedure = Procedure::Ballots(Ballots {
        per_round: 1,
        may_abstain: true,
        eliminate: race
            .eliminate
            .filter(|(from, _)| round >= *from)
            .map(|(_, down_to)| Elimination { after: EliminatingBallots::From(1), down_to }),
        runoff_after: None,
        plurality_between_two: matches!(race.needed, Needed::Majority),
        ..Ballots::default()
    });
    // Behind the options one mark for each: it comes in, and wins, when its option is out.
    let marks = options.iter().map(|(option, _)| Candidate { status: Status::Mentioned, ..Candidate::new(format!("out-{option}")) });
    draft.candidates = options.iter().map(|(option, _)| Candidate::new(*option)).chain(marks).collect();
    let all = draft.candidates.len();
    draft.priors = Priors::uniform(members, all, Prior::declared(Stance::Oppose));
    let mut voters = 0..members;
    for (option, (_, votes)) in options.iter().enumerate() {
        voters
            .by_ref()
            .take(*votes as usize)
            .for_each(|voter| draft.priors.set(voter.into(), option.into(), Prior::declared(Stance::Support)));
        let effects = vec![
            Effect::Present((options.len() + option).into()),
            Effect::Stance {
                candidates: CandidateSet::full(options.len()),
                members: MemberSet::full(members),
                change: StanceChange::Set(Stance::Oppose),
                only_blocking: false,
            },
            Effect::Stance {
                candidates: std::iter::once(options.len() + option).collect(),
                members: MemberSet::full(members),
                change: StanceChange::Set(Stance::Support),
                only_blocking: false,
            },
        ];
        draft.events.push(Event {
            id: format!("seen-{option}"),
            trigger: Trigger::when(Condition::Becomes { candidate: option.into(), status: Status::Withdrawn }),
            probability: 1.0.into(),
            requires: vec![],
            unless: vec![],
            outcomes: vec![EventOutcome { id: None, probability: 1.0, effects }],
        });
    }
    let estimates = estimate(draft, 20);
    let ends = estimates.outcomes.into_iter().filter(|outcome| outcome.seen > 0);
    ends.map(|outcome| match outcome.id.strip_prefix("out-") {
        Some(out) => ("vacant".to_owned(), Some(out.to_owned())),
        None => (outcome.id, None),
    })
    .collect()
}

#[test]
fn published_ballots_elect_and_eliminate_the_real_ones() {
    let table = table();
    for race in &RACES {
        let rounds = &table[race.case];
        for (index, (_, end)) in race.ballots.iter().enumerate() {
            let votes = &rounds[&(index + 1)];
            let counted = || count(race, index + 1, votes);
            let expected = |elected: &str, out: Option<&str>| (elected.to_owned(), out.map(str::to_owned));
            match *end {
                Elected(option) => assert_eq!(counted(), expected(option, None), "{} round {}", race.case, index + 1),
                Out(option) => assert_eq!(counted(), expected("vacant", Some(option)), "{} round {}", race.case, index + 1),
                Open => assert_eq!(counted(), expected("vacant", None), "{} round {}", race.case, index + 1),
                Tie(last) => {
                    // A real tie: the engine decides it by lot, the body by an extra ballot.
                    let fewest = votes.iter().map(|(_, votes)| votes).min().unwrap();
                    let shared: Vec<&str> = votes.iter().filter(|(_, votes)| votes == fewest).map(|(option, _)| option.as_str()).collect();
                    assert_eq!(shared, last, "{} round {}", race.case, index + 1);
                    let out: Vec<String> = all_ends(race, index + 1, votes).into_iter().filter_map(|(_, out)| out).collect();
                    assert_eq!(out, last, "{} round {}", race.case, index + 1);
                }
            }
        }
    }
}

/// The one who is left in Addis Ababa has 33 of 53: twenty abstained, and two thirds are 36.
#[test]
fn a_sole_candidate_can_fail() {
    let race = RACES.iter().find(|race| race.case == "AUC chair Jan 2012").unwrap();
    let abstained = table()[race.case][&4][0].1;
    let votes = |yes: u32| vec![("Ping".to_owned(), yes), ("Abstain".to_owned(), 53 - yes)];
    assert_eq!(abstained, 20);
    assert_eq!(count(race, 4, &votes(53 - abstained)).0, "vacant");
    assert_eq!(count(race, 4, &votes(35)).0, "vacant");
    assert_eq!(count(race, 4, &votes(36)).0, "Ping");
}

/// The sums, who was ahead, and that the options of a ballot are those of the last without the one
/// that is out.
#[test]
fn the_arithmetic_of_every_row() {
    let table = table();
    let known: Vec<&str> = RACES.iter().map(|race| race.case).chain(OTHERS).collect();
    assert!(table.keys().all(|case| known.contains(&case.as_str())), "a case without a test: {:?}", table.keys());
    for race in &RACES {
        let rounds = &table[race.case];
        for (index, (cast, end)) in race.ballots.iter().enumerate() {
            let votes = &rounds[&(index + 1)];
            assert_eq!(votes.iter().map(|(_, votes)| votes).sum::<u32>(), *cast, "{} round {}", race.case, index + 1);
            let valid: u32 = votes.iter().filter(|(option, _)| option != "Abstain").map(|(_, votes)| votes).sum();
            let of = |option: &str| votes.iter().find(|(name, _)| name == option).map_or(0, |(_, votes)| *votes);
            let enough = |votes: u32| match race.needed {
                Needed::Majority => 2 * votes > valid,
                Needed::TwoThirds => 3 * votes >= 2 * valid,
                Needed::TwoThirdsOfAll => 3 * votes >= 2 * cast,
            };
            match *end {
                Elected(option) => assert!(enough(of(option)), "{} round {}", race.case, index + 1),
                Out(_) | Open | Tie(_) => assert!(votes.iter().all(|(_, votes)| !enough(*votes)), "{} round {}", race.case, index + 1),
            }
            if let Out(option) = *end {
                assert!(votes.iter().all(|(name, votes)| name == option || *votes > of(option)), "{}: no tie", race.case);
                if let Some(next) = rounds.get(&(index + 2)).filter(|next| next.iter().any(|(name, _)| name != "Abstain")) {
                    let left = votes.iter().filter(|(name, _)| name != option && name != "Abstain").count();
                    assert_eq!(next.iter().filter(|(name, _)| name != "Abstain").count(), left);
                    assert!(next.iter().all(|(name, _)| name != option));
                }
            }
        }
    }
    // What is not counted here: separate yes-or-no votes, a round known in part, votes with a veto.
    let sums = |case: &str| -> Vec<u32> { table[case].values().map(|votes| votes.iter().map(|(_, votes)| votes).sum()).collect() };
    assert_eq!(sums("Director-General 2009"), [35, 22 + 15]);
    assert_eq!(sums("Prosecutor 2021"), [59, 122]);
    assert!(table["Prosecutor 2021"][&2].iter().any(|(name, votes)| name == "Khan" && 2 * votes > 123));
    assert_eq!(sums("Secretary-General 1981"), [21, 21, 18, 16]);
}
