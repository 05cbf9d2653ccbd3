//! `[run]`.

use nemcon_core::limits;

use super::parts;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw;
use crate::tree::Node;

/// How many runs, and from which seed.
pub(super) fn convert(root: &Node, errors: &mut Errors) -> Option<(u64, u64)> {
    let node = root.key("run");
    parts::table(root, errors)?.then(node, errors, |raw, errors| numbers(raw, node, errors))
}

fn numbers(raw: &raw::Run, node: &Node, errors: &mut Errors) -> Option<(u64, u64)> {
    let (runs, seed) = (raw.runs.unwrap_or(200_000), raw.seed.unwrap_or(1));
    let before = errors.len();
    if !(1..=limits::RUNS).contains(&runs) {
        errors.add(ErrorKind::OutOfRange, node.key("runs").span, format!("{runs} runs"), format!("from 1 to {} are allowed", limits::RUNS));
    }
    if seed > i64::MAX as u64 {
        let help = format!("a seed is a whole number from 0 to {}", i64::MAX);
        errors.add(ErrorKind::OutOfRange, node.key("seed").span, format!("the seed {seed} is too large"), help);
    }
    (errors.len() == before).then_some((runs, seed))
}
