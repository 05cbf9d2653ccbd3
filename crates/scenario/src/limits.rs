//! How much a file may say, so that a few kilobytes never ask for hours or gigabytes.

use crate::blocks::BLOCKS;
use crate::diagnostic::{ErrorKind, Errors};
use crate::tree::{Node, Table};

/// Entries of `remove`.
const REMOVED: usize = 10_000;
/// Weights of a body.
pub(crate) const WEIGHTS: usize = 100;

/// Whether a file, or several merged, says more than is looked at; reported if so.
pub(crate) fn exceeded(root: &Node, errors: &mut Errors) -> bool {
    let before = errors.len();
    let lists = BLOCKS.iter().filter_map(|block| block.most().map(|(most, called)| (block.name, most, called)));
    for (list, limit, what) in lists.chain([("remove", REMOVED, "entries of `remove`".to_owned())]) {
        let entries = root.list(list);
        if let Some(first) = entries.get(limit) {
            let message = format!("{} {what}", entries.len());
            errors.add(ErrorKind::Limit, first.span, message, format!("at most {limit} {what} are allowed"));
        }
    }
    // A body file has its weights at the top.
    for weights in [root.get("weights"), root.get("body").and_then(|body| body.get("weights"))] {
        let fields = weights.and_then(Node::table).map_or(&[][..], |Table(fields)| fields);
        if let Some(first) = fields.get(WEIGHTS) {
            let message = format!("{} weights", fields.len());
            errors.add(ErrorKind::Limit, first.key_span, message, format!("at most {WEIGHTS} weights are allowed"));
        }
    }
    errors.len() > before
}
