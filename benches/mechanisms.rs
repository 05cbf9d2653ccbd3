//! What each mechanism costs: conformance scenario c1, and c1 with one mechanism more, each as a
//! what-if. It prints the table of docs/performance.md.

use std::hint::black_box;
use std::io;
use std::path::Path;
use std::time::Instant;

use nemcon::montecarlo::{Engine, Plan};
use nemcon::scenario::{FileSystem, Files, load};

/// Runs of a measurement, on the fastest engine and on the scalar one.
const RUNS: [u64; 2] = [16_384, 1_024];

/// Base and mechanism take turns so many times, and the least counts: what else the machine does only adds.
const TURNS: usize = 15;

const C1: &str = "";

/// … with ballots in the place of soundings.
const BALLOTS: &str = r#"
    question.rule      = { more_than = "1/2", of = "cast" }
    question.procedure.ballots.per_round = 2
    question.procedure.ballots.eliminate = { from_ballot = 3, down_to = 2 }
"#;

/// Name, what it is compared with, and what it adds to that.
const MECHANISMS: &[(&str, &str, &str)] = &[
    (
        "meetings and their pull",
        C1,
        r#"
        question.meetings = [2024-03-14, 2024-04-04, 2024-06-13, 2024-07-09]
        dynamics.meeting  = { ratio = { low = 2, high = 20 }, half_life = "5 days" }
        "#,
    ),
    ("somebody else", C1, r#"question.other = { half_life = { low = "20 weeks", high = "60 weeks" }, calm = 0.1 }"#),
    ("lasting objections", C1, "dynamics.lasting = { oppose = { low = 0.05, high = 0.6 }, reserve = 0.02 }"),
    ("a cleavage", C1, r#"cleavage = [{ id = "rift", rho = 0.4, sides = [["first"], ["second"]] }]"#),
    (
        "… and evidence on both sides of it",
        C1,
        r#"
        cleavage = [{ id = "rift", rho = 0.4, sides = [["first"], ["second"]] }]
        evidence = [{ candidate = "second", about = 9, sd = 2.5 }]
        "#,
    ),
    (
        "an uncertain prior",
        C1,
        r#"
        [[stance]]
        candidate = "second"
        members   = "*"
        prior     = { support = 0.3, accept = 0.4, reserve = 0.25, oppose = 0.05, concentration = 20 }
        "#,
    ),
    (
        "… on a candidate with evidence",
        C1,
        r#"
        [[stance]]
        candidate = "first"
        members   = "*"
        prior     = { support = 0.3, accept = 0.4, reserve = 0.25, oppose = 0.05, concentration = 20 }
        "#,
    ),
    ("two blocs on a candidate with evidence", C1, r#"bloc = [{ group = "quad", rho = 0.3 }, { group = "nb8", rho = 0.3 }]"#),
    ("loyalty", C1, "dynamics.loyalty = 0.3"),
    ("a pull by edge", C1, r#"dynamics.isolation.edges = ["reserve", "accept"]"#),
    ("defection", C1, r#"dynamics.defect = "60 weeks""#),
    (
        "an event with conditions",
        C1,
        r#"
        [[event]]
        id       = "deal"
        when     = { candidate = "first", blocked_by_at_most = 4 }
        requires = [{ member = "HUN", candidate = "first", at_most = "reserve" }]
        unless   = ["joins"]
        effects  = [{ stance = { candidate = "first", members = "*", only = "blocking", raise = 1 } }]
        "#,
    ),
    (
        "… some time after",
        C1,
        r#"
        [[event]]
        id      = "deal"
        when    = { deadlock = true }
        after   = { half_life = "3 weeks" }
        effects = [{ stance = { candidate = "first", members = "*", only = "blocking", raise = 1 } }]
        "#,
    ),
    ("an uncertain probability", C1, r#"event = [{ id = "joins", probability = { low = 0.5, high = 0.9 } }]"#),
    ("members reconsider between ballots", BALLOTS, "question.procedure.ballots.revise = { share = 0.1 }"),
    ("acclamation", BALLOTS, "question.procedure.ballots.acclaim = 0.8"),
];

/// The files of this machine, and one in memory.
struct Variant(String);

const NAME: &str = "tests/conformance/what-if.toml";

impl Files for Variant {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == Path::new(NAME) { Ok(self.0.clone().into_bytes()) } else { FileSystem.read(path) }
    }
}

fn plan(base: &str, added: &str) -> Plan {
    let text = format!("extends = \"c1-consensus.toml\"\n{base}\n{added}\n");
    let scenario = load(&Variant(text), Path::new(NAME)).unwrap_or_else(|errors| panic!("{}", errors.render(false)));
    Plan::new(scenario.model()).expect("a plan")
}

/// Microseconds a run, of two plans that take turns.
fn times(plans: [&Plan; 2], engine: Engine, runs: u64, turns: usize) -> [f64; 2] {
    let mut least = [f64::INFINITY; 2];
    for turn in 0..2 * turns {
        let start = Instant::now();
        black_box(plans[turn % 2].simulate_on(engine, 1, 0..runs, &|_| ()).expect("runs"));
        least[turn % 2] = start.elapsed().as_secs_f64().min(least[turn % 2]);
    }
    least.map(|seconds| seconds / runs as f64 * 1e6)
}

#[expect(clippy::print_stdout, reason = "the table is what it is for")]
fn main() {
    std::env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("the project");
    // As a test it only shows that everything runs.
    let (turns, fewer) = if std::env::args().any(|argument| argument == "--test") { (1, 256) } else { (TURNS, 1) };
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    println!("| with | {} | against without | scalar | against without |\n|---|---|---|---|---|", Engine::fastest());
    for &(name, base, added) in MECHANISMS {
        let plans = [plan(base, ""), plan(base, added)];
        let [fast, scalar] = [(Engine::fastest(), RUNS[0]), (Engine::Scalar, RUNS[1])]
            .map(|(engine, runs)| one_thread.install(|| times([&plans[0], &plans[1]], engine, runs / fewer, turns)));
        let of = |[without, with]: [f64; 2]| format!("{with:.2} µs | {:.2}", with / without);
        println!("| {name} | {} | {} |", of(fast), of(scalar));
    }
}
