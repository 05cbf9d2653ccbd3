//! From the text of a file to the model, and from the model to the plan.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use nemcon::montecarlo::Plan;
use nemcon::scenario::load;

/// Files in memory: the time of the disk is none of ours.
type Memory = BTreeMap<PathBuf, Vec<u8>>;

const NATO: &str = "scenarios/nato-2024/base.toml";

fn nato() -> Memory {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let files = [NATO, "scenarios/bodies/nato.toml", "scenarios/history/without-nato-2024.toml"];
    files.map(|file| (file.into(), std::fs::read(root.join(file)).expect("a shipped file"))).into()
}

/// A body of 512 in 16 groups, with a weight, four candidates and a stance entry a group.
fn large() -> Memory {
    let mut text = String::from(
        "schema = 1\ntitle = \"A large body\"\n\
         [question]\nkind = \"appointment\"\nas_of = 2031-01-06\ndeadline = 2031-12-31\ncadence = \"1 week\"\nrule = \"consensus\"\n\
         [body]\nweights = { seats = \"seats\" }\n\
         [[stance]]\ncandidate = \"*\"\nmembers = \"*\"\nprior = { support = 0.5, reserve = 0.5 }\n",
    );
    for candidate in 0..4 {
        text += &format!("[[candidate]]\nid = \"candidate{candidate}\"\n");
    }
    for member in 0..512 {
        text += &format!("[[member]]\nid = \"member{member}\"\ngroups = [\"group{}\"]\nweights = {{ seats = {member}.5 }}\n", member % 16);
    }
    for group in 0..16 {
        text +=
            &format!("[[stance]]\ncandidate = \"candidate0\"\nmembers = [\"group{group}\"]\nprior = {{ support = 0.6, oppose = 0.4 }}\n");
    }
    [("large.toml".into(), text.into_bytes())].into()
}

fn loading(criterion: &mut Criterion) {
    for (name, files, path) in [("nato", nato(), NATO), ("body-of-512", large(), "large.toml")] {
        let read = || load(&files, Path::new(path)).unwrap_or_else(|errors| panic!("{errors}"));
        criterion.bench_function(&format!("load/{name}"), |bencher| bencher.iter(read));
        let scenario = read();
        criterion.bench_function(&format!("plan/{name}"), |bencher| bencher.iter(|| Plan::new(scenario.model())));
    }
}

criterion_group!(benches, loading);
criterion_main!(benches);
