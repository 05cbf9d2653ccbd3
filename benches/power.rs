//! Exact analysis of the shipped bodies' rules, and of growing ones; one thread.

use std::{hint::black_box, path::Path, time::Duration};

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use nemcon::model::{BallotSet, Body, Bound, Bytes, Comparison, Decimal, Member, MemberSet, Ratio, Rule, Tally, Weight, consensus};
use nemcon::power::{Game, Options, measures_of};
use nemcon::scenario::{FileSystem, LoadedBody, load_body};

fn shipped(name: &str) -> (Body, MemberSet, Rule) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/bodies").join(name).with_extension("toml");
    let LoadedBody { body, present, rule, .. } =
        load_body(&FileSystem, &path, None).unwrap_or_else(|errors| panic!("{}", errors.render(false)));
    (body, present, rule.expect("a body with a rule"))
}

fn game<'a>(rule: &'a Rule, body: &'a Body, present: &MemberSet) -> Game<'a> {
    Game::new(rule, body).and_then(|game| game.present(present)).expect("a body with members")
}

/// What is asked of the bodies: all there is; what follows from counting coalitions; the indices over
/// minimal winning coalitions and Johnston's.
fn questions() -> [(&'static str, Options); 3] {
    [
        ("all", Options::all()),
        ("counts", Options::only(measures_of(&["banzhaf", "shapley-shubik", "coleman", "rae"]))),
        ("minimal", Options::only(measures_of(&["deegan-packel", "public-good", "johnston"]))),
    ]
}

fn bodies(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bodies");
    for name in ["un-security-council", "eu-council", "eu-council-nice", "us-electoral-college-2024", "osce"] {
        let (body, present, rule) = shipped(name);
        for (question, options) in questions() {
            let analysis =
                |bencher: &mut criterion::Bencher<'_>| bencher.iter(|| game(&rule, &body, &present).analyse(black_box(&options)));
            group.bench_function(BenchmarkId::new(name, question), analysis);
        }
        group.bench_function(BenchmarkId::new(name, "ternary"), |bencher| {
            bencher.iter(|| game(&rule, &body, &present).memory(black_box(Bytes(4 << 30))).ternary());
        });
    }
    group.finish();
}

/// 190 members with weights of seven digits, at 85%.
fn board(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("imf-like");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    let (body, present, rule) = shipped("imf-like");
    for (question, indices) in [("banzhaf and coleman", &["banzhaf", "coleman"][..]), ("shapley-shubik", &["shapley-shubik"])] {
        let options = Options::only(measures_of(indices));
        group.bench_function(question, |bencher| bencher.iter(|| game(&rule, &body, &present).analyse(black_box(&options))));
    }
    group.finish();
}

/// Consensus, and two sums that must both be reached, of more and more members.
fn ladder(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("ladder");
    group.sample_size(10);
    for members in [10u64, 20, 40, 80] {
        let mut body = Body::new("ladder", (0..members).map(|number| Member::new(format!("m{number}"))).collect());
        let weights: Vec<Option<Decimal>> = (0..members).map(|number| Some(Decimal::whole(1 + number * 37 % 50))).collect();
        body.weights.push(Weight::new("weight", "", &weights).expect("small numbers"));
        let present = MemberSet::full(body.len());
        let share = |up, down| Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Fraction(Ratio::new(up, down))).expect("monotone");
        let both = Rule::all(vec![Rule::tally(share(11, 20)), Rule::tally(share(13, 20).weighted(0))]).expect("two parts");
        for (name, rule) in [("consensus", consensus()), ("double majority", both)] {
            let options = Options::all();
            let analysis =
                |bencher: &mut criterion::Bencher<'_>| bencher.iter(|| game(&rule, &body, &present).analyse(black_box(&options)));
            group.bench_function(BenchmarkId::new(name, members), analysis);
        }
    }
    group.finish();
}

criterion_group!(benches, bodies, board, ladder);
criterion_main!(benches);
