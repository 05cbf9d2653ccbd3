//! The page: its structure, that nothing in it takes effect, and that it stays small.

mod fixture;

use std::fmt::Write;
use std::time::Instant;

use fixture::{RUNS, dossier, draft, elements, model, renamed};
use nemcon_core::{Body, Cadence, Candidate, Date, Draft, Edge, Member, Prior, Priors, consensus};
use nemcon_page::{Dossier, Engine, Number, Picture, Setting, sweep};
use nemcon_report::wording::percent;
use nemcon_report::{CompareReport, Report, RunReport, SweepPoint, SweepReport, SweptKey, Variant};
use snapbox::{Assert, Data};

/// What an attacker, and what a distant writing system, may put in the place of a name.
const HOSTILE: [&str; 7] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</title></style></svg><b>'&amp;",
    "a\u{202e}b\u{2066}c\u{0}d\u{1b}[31m",
    "שלום עולם مرحبا",
    "👩\u{200d}🚀 | **bold** [x](javascript:alert(1)) `code`",
    "{{7*7}} $(reboot) <!-- ]]>",
];

/// The page without its text and its pictures: what its parts are, and what they are called.
#[test]
fn the_page_has_its_parts() {
    let page = dossier().html();
    let mut outline = String::new();
    let mut within_picture = usize::MAX;
    for (depth, element) in elements(&page) {
        if depth > within_picture {
            continue;
        }
        within_picture = if element.starts_with("svg") { depth } else { usize::MAX };
        let name = element.split(' ').next().unwrap_or_default();
        let id = element.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next()).map_or_else(String::new, |id| format!("#{id}"));
        if !["tr", "td", "th", "li", "span", "b", "style", "dt", "dd", "meta"].contains(&name) {
            let _ = writeln!(outline, "{}{name}{id}", "  ".repeat(depth));
        }
    }
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/outline.txt");
    Assert::new().action_env("SNAPSHOTS").eq(outline, Data::read_from(std::path::Path::new(golden), None).raw());
}

#[test]
fn the_answer_is_made_from_the_numbers() {
    let dossier = dossier();
    let page = dossier.html();
    let mia = &dossier.run.outcomes[0];
    let share = format!("{:.0}%", 100.0 * mia.probability);
    assert!((0.1..0.9).contains(&mia.probability));
    assert!(page.contains(&format!("Mia Moe is appointed Chair with probability {share}, in half of these cases by ")), "{page}");
    assert!(page.contains("</style>") && page.contains("Content-Security-Policy"));
    for request in ["<script", "<link", "<img", "<iframe", "http://", "https://", "url(", "@import", "src="] {
        assert!(!page.contains(request), "{request}");
    }
    assert!(page.len() < 400_000, "{} bytes", page.len());
}

#[test]
fn the_same_dossier_gives_the_same_bytes() {
    let (one, other) = (dossier(), dossier());
    assert_eq!(one.html(), other.html());
    assert_eq!(one.markdown(), other.markdown());
    assert_eq!(one.svg(Picture::Members), other.svg(Picture::Members));
}

#[test]
fn nothing_that_a_file_says_takes_effect() {
    let long = "x".repeat(10_000);
    let before = dossier();
    let told = |text: &str| {
        let texts =
            ["Mia Moe", "Who chairs?", "Chair", "ANN", "north", "… all are quicker", "quick.toml", "dee-joins"].map(|known| (known, text));
        let mut after = before.clone().by_command(text);
        after.run = renamed(&before.run, &texts);
        after.compare = before.compare.as_ref().map(|compare| renamed(compare, &texts));
        after.assumptions =
            before.assumptions.as_ref().map(|assumptions| renamed(assumptions, &[("the minutes", text), ("event dee-joins", text)]));
        after.stories = before.stories.iter().map(|story| renamed(story, &texts)).collect();
        after.sensitivity = before.sensitivity.as_ref().map(|found| renamed(found, &[("dynamics.reserve", text), ("5 days", text)]));
        after.persuade = before.persuade.as_ref().map(|persuade| renamed(persuade, &texts));
        after.setting.rule = text.to_owned();
        after.setting.groups[0] = (text.to_owned(), text.to_owned());
        after
    };
    // Lines of text and of a grid are as many as there is room for beside a name.
    let varies = |element: &str| ["text", "line"].contains(&element.split(' ').next().unwrap_or_default());
    let count = |page: &str| elements(page).iter().filter(|(_, element)| !varies(element)).count();
    let pictures = |dossier: &Dossier| Picture::ALL.map(|picture| dossier.svg(picture).expect("a picture"));
    let plain = told("harmless");
    let (plain_page, plain_pictures) = (count(&plain.html()), pictures(&plain).map(|svg| count(&svg)));
    for text in HOSTILE.into_iter().chain([long.as_str()]) {
        let after = told(text);
        let page = after.html();
        // No text has become an element.
        assert_eq!(count(&page), plain_page, "{text}");
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains('\u{202e}') && !page.contains('\0'), "{text}");
        assert!(page.len() < 400_000, "a long name is cut: {} bytes", page.len());
        assert_eq!(pictures(&after).map(|svg| count(&svg)), plain_pictures, "{text}");
        let markdown = after.markdown();
        // Within its fence the command may say anything.
        let markdown = markdown.split("\n```").next().expect("a first part");
        assert!(!markdown.contains("<script") && !markdown.contains("[x](") && !markdown.contains("**bold**"), "{text}");
        let tables = markdown.lines().filter(|line| line.starts_with('|'));
        let columns = |line: &str| line.replace("\\|", "").matches('|').count();
        assert!(tables.clone().count() > 10 && tables.map(columns).all(|columns| (3..=7).contains(&columns)), "{markdown}");
    }
}

/// Without a round, without a successful candidate, with nobody in the way: nothing panics, and what has nothing to
/// tell is left out.
#[test]
fn parts_without_anything_to_tell_are_left_out() {
    let certain = draft().priors(Priors::uniform(4, 2, Prior::new([0.0, 0.0, 0.0, 1.0]).expect("a prior")));
    let base = Draft { evidence: vec![], events: vec![], ..certain };
    let base = model(base);
    let estimates = nemcon_montecarlo::simulate(&base).runs(100).run().expect("it can be simulated");
    let dossier = Dossier::new(Setting::of(&base), RunReport::new(&base, &estimates, &[]).document());
    let page = dossier.html();
    elements(&page);
    for id in ["events", "evidence", "variants", "power"] {
        assert!(!page.contains(&format!("section id=\"{id}\"")), "{id}");
    }
    assert_eq!(dossier.svg(Picture::Compare).expect_err("no variants").to_string(), "nothing to show: there are no variants");
    assert!(dossier.svg(Picture::Members).is_err());
}

#[test]
fn pictures_stand_alone() {
    let dossier = dossier();
    for picture in Picture::ALL {
        let svg = dossier.svg(picture).expect("a picture");
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.contains("<title") && svg.contains("<desc"));
        assert!(svg.contains(": Who chairs?</title>") && svg.contains("2,000 runs, seed 7; 2 assumptions, 1 of them judgement"), "{svg}");
        assert!(svg.contains("Assumptions after: the minutes<"), "it says what it is from");
        elements(&svg);
    }
}

/// What has no room is counted, and the command that tells it is named, on the page, in pictures and in Markdown.
#[test]
fn what_is_left_out_is_said() {
    let members: Vec<Member> = (0..50).map(|at| Member::new(format!("m{at}"))).collect();
    let large = Draft::appointment("Chair", Date::constant(2031, 1, 6), Date::constant(2031, 6, 30), Cadence::weeks(1), consensus())
        .body(Body::new("Assembly", members))
        .candidates(vec![Candidate::new("mia")])
        .prior(Prior::new([0.05, 0.25, 0.4, 0.3]).expect("a prior"))
        .half_life(Edge::Oppose, 90.0)
        .half_life(Edge::Reserve, 60.0);
    let large = model(large);
    let estimates = nemcon_montecarlo::simulate(&large).runs(500).run().expect("it can be simulated");
    let dossier = Dossier::new(Setting::of(&large), RunReport::new(&large, &estimates, &[]).document());
    let (page, markdown) = (dossier.html(), dossier.markdown());
    let [members, holdouts] = [Picture::Members, Picture::Holdouts].map(|picture| dossier.svg(picture).expect("a picture"));
    assert!(markdown.contains("And 38 more members: `nemcon run FILE --format csv --table holdouts`."), "{markdown}");
    assert!(holdouts.contains("And 26 more members: nemcon run FILE --format csv --table holdouts"), "{holdouts}");
    let command = "nemcon run FILE --format csv --table blocking";
    assert!(members.contains("And 10 more members, against in at most ") && members.contains(command), "{members}");
    assert!(page.contains("And 10 more members, against in at most ") && page.contains(&format!("<code>{command}</code>")), "{page}");
}

/// Who cannot see the bars is told both of each, in their order.
#[test]
fn holdouts_are_described_in_their_order() {
    let dossier = dossier();
    let svg = dossier.svg(Picture::Holdouts).expect("a picture");
    let (last, vacant) = (dossier.run.last_holdouts.get("mia").cloned().flatten(), dossier.run.blocking_when_vacant.clone());
    let (last, vacant) = (last.expect("successes"), vacant.expect("failures"));
    let mut ranked: Vec<(f64, String)> = ["ANN", "BOB", "CY", "DEE"]
        .map(|id| {
            let (last, vacant) = (last.get(id).copied().unwrap_or(0.0), vacant.get(id).copied().unwrap_or(0.0));
            (last.max(vacant), format!("{id} {} and {}", percent(last), percent(vacant)))
        })
        .into();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let told = ranked.into_iter().map(|(_, told)| told).collect::<Vec<_>>().join("; ");
    let head = "last to agree, and if nobody is agreed on, in the way of whoever had most supporters at the end.";
    assert!(svg.contains(&format!("{head} {told}.")), "{told}: {svg}");
}

/// How far ranges in the file move an outcome stands in the answer, beside the outcomes, and in Markdown.
#[test]
fn the_range_over_what_is_unsure_is_told() {
    let mut dossier = dossier();
    assert!(!dossier.html().contains("over what is unsure"));
    let found =
        serde_json::json!({ "draws": 16, "runs_each": 1024, "outcomes": { "mia": { "low": 0.414, "high": 0.93, "deviation": 0.1 } } });
    dossier.run.over_inputs = serde_json::from_value(found).expect("a document");
    let (page, markdown) = (dossier.html(), dossier.markdown());
    assert!(page.contains("% (41% to 93% over what is unsure), in half of these cases by "), "{page}");
    assert!(page.contains("<td>41% to 93%</td>") && page.contains("The line below a bar"));
    assert!(markdown.contains(" (41% to 93% over what is unsure), in half") && markdown.contains(" | 41% to 93% | "), "{markdown}");
}

/// Of fewer runs than the forecast it is said that they are.
#[test]
fn what_it_hangs_on_says_of_which_runs() {
    let mut dossier = dossier();
    assert!(dossier.html().contains("Those first that move it most; as it is: 87.6%."));
    dossier.sensitivity.as_mut().expect("it is told").runs = 200;
    dossier.sensitivity.as_mut().expect("it is told").probability = 0.85;
    let told = "as it is: 85.0% in these 200 runs";
    assert!(dossier.html().contains(&format!("Those first that move it most; {told} (of all 2,000 runs: 87.6%).")));
    assert!(dossier.markdown().contains(told) && dossier.svg(Picture::Tornado).expect("a picture").contains(told));
}

/// A variant that changes nothing does not vanish, and one of another question is told as such.
#[test]
fn variants_that_say_little_are_told_as_such() {
    let base = model(draft());
    let other = model(draft().title("Who mows?").body(Body::new("Club", ["X", "Y", "Z", "W"].map(Member::new).into())));
    let models = [base.clone(), other];
    let comparison = nemcon_montecarlo::compare(&base, &models).runs(1_000).seed(7).run().expect("it can be simulated");
    let variants = [Variant { file: "same.toml", model: &models[0] }, Variant { file: "club.toml", model: &models[1] }];
    let mut dossier = dossier();
    dossier.compare = Some(CompareReport::new(&base, &variants, &comparison, &[]).document());
    for told in [dossier.html(), dossier.markdown()] {
        assert!(told.contains("“same.toml” changes the end of no run."), "{told}");
        assert!(told.contains("“Who mows?”: it has no member of the base, so that the differences say little."), "{told}");
    }
    assert!(dossier.markdown().contains("| same.toml | 0.0 ±"), "it has a row");
}

#[test]
fn markdown_tells_the_same() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/page.md");
    Assert::new().action_env("SNAPSHOTS").eq(dossier().markdown(), Data::read_from(std::path::Path::new(golden), None).raw());
}

#[test]
fn a_large_body_stays_small_and_quick() {
    let members: Vec<Member> = (0..512).map(|at| Member::new(format!("member-{at}"))).collect();
    let candidates: Vec<Candidate> = (0..16).map(|at| Candidate::new(format!("candidate-{at}"))).collect();
    let large = Draft::appointment("Chair", Date::constant(2031, 1, 6), Date::constant(2034, 11, 6), Cadence::weeks(1), consensus())
        .body(Body::new("Assembly", members))
        .candidates(candidates)
        .prior(Prior::new([0.05, 0.35, 0.3, 0.3]).expect("a prior"))
        .half_life(Edge::Oppose, 200.0)
        .half_life(Edge::Reserve, 60.0)
        .build()
        .expect("it is valid");
    assert_eq!(large.dates().len(), 200);
    let estimates = nemcon_montecarlo::simulate(&large).runs(64).run().expect("it can be simulated");
    let run = RunReport::new(&large, &estimates, &[]).document();
    let start = Instant::now();
    let page = Dossier::new(Setting::of(&large), run).html();
    let took = start.elapsed();
    elements(&page);
    assert!(page.len() < 4_000_000, "{} bytes", page.len());
    assert!(took.as_secs_f64() < 3.0, "{took:?}");
}

/// One key makes a curve through its values, two a map of all pairs; whatever they are called is text.
#[test]
fn a_sweep_is_a_curve_or_a_map() {
    let base = model(draft());
    let estimates = |days| nemcon_montecarlo::simulate(model(draft().half_life(Edge::Reserve, days))).runs(200).run().expect("estimates");
    let key = |path: &str| SweptKey {
        path: path.to_owned(),
        written: "30 days".to_owned(),
        rescales: false,
        values: ["5 days", "</svg><b>", "90 days"].map(str::to_owned).into(),
    };
    let at = |places: &[&[usize]]| places.iter().map(|at| SweepPoint::new(at.to_vec(), estimates(5.0 + 40.0 * at[0] as f64))).collect();
    let (one, two) = ([key("dynamics.reserve")], [key("<i>"), key("b")]);
    let curve = SweepReport::new(&base, &one, at(&[&[0], &[1], &[2]]), None, (200, 1)).document();
    let svg = sweep(&curve, Some("mia"), None).expect("a curve");
    elements(&svg);
    assert!(svg.contains("Mia Moe, by half-life of reservations") && svg.matches("<circle").count() == 3);
    assert!(svg.contains("&lt;/svg&gt;&lt;b&gt;") && !svg.contains("<b>"));
    let pairs: Vec<[usize; 2]> = (0..9).map(|at| [at / 3, at % 3]).collect();
    let map = SweepReport::new(&base, &two, at(&pairs.iter().map(|pair| &pair[..]).collect::<Vec<_>>()), None, (200, 1)).document();
    let svg = sweep(&map, None, None).expect("a map");
    elements(&svg);
    assert_eq!((svg.matches("<rect class=\"h").count(), svg.contains("<i>")), (9 + 9, false), "cells and the key");
    assert!(sweep(&map, Some("zoe"), None).is_err());
}

/// With an engine there are controls, which the script shows, and nothing that a file says ends an element or runs.
#[test]
fn a_page_with_an_engine_answers_back() {
    let files = ["board.toml", "rules.toml"].map(|path| (path.to_owned(), format!("# {}", HOSTILE.join("\n"))));
    let number = Number { key: "reserve".to_owned(), written: "30 days".to_owned() };
    let engine = Engine::new(&model(draft()), vec![0x1f, 0x8b], files.into()).setting(vec![number]);
    let page = dossier().answering(engine).html();
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; ") && policy.contains("; script-src 'sha256-") && !policy.contains("script-src 'unsafe")
    );
    assert!(page.contains("<section id=\"ask\" aria-labelledby=\"ask-title\" hidden>") && page.contains("<li hidden><a href=\"#ask\">"));
    for control in [
        "data-event=\"dee-joins\"",
        "aria-label=\"Dee joins on\"",
        "data-key=\"reserve\"",
        "<option value=\"mia\" selected>Mia Moe</option>",
        "value=\"2031-06-30\"",
    ] {
        assert!(page.contains(control), "{control}");
    }
    let mut outside = draft();
    outside.events.clear();
    let engine = Engine::new(&model(outside), vec![0x1f, 0x8b], vec![("board.toml".to_owned(), String::new())]);
    assert!(dossier().answering(engine).html().contains("data-joins=\"DEE\" aria-label=\"DEE joins\""));
    let elements: Vec<&str> = page.split("<script").skip(1).map(|script| script.split("</script>").next().expect("a script")).collect();
    assert_eq!((elements.len(), page.matches("</script").count()), (4, 4), "what is embedded ends no element");
    let data: serde_json::Value = serde_json::from_str(elements[0].split_once('>').expect("a tag").1).expect("JSON");
    assert!(data["files"]["rules.toml"].as_str().is_some_and(|text| text.contains("</script><script>")), "the text is whole");
    assert_eq!((&data["base"], &data["first"], &data["runs"]), (&"board.toml".into(), &1_000.into(), &RUNS.into()));
}
