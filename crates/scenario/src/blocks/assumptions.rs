//! Which assumptions bear no source, in words, block by block.

use std::fmt;

use super::BLOCKS;
use crate::tree::Node;

/// An assumption that bears no `source`: judgement, not evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unsourced {
    /// The block of the format that it stands in, such as `dynamics`.
    pub block: &'static str,
    /// Which it is, in words.
    pub text: String,
}

impl fmt::Display for Unsourced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The assumptions of a scenario without a `source`.
pub(crate) fn unsourced(root: &Node) -> Vec<Unsourced> {
    let blocks = BLOCKS.iter().filter_map(|block| Some((block, root.get(block.name)?)));
    let all = blocks.flat_map(|(block, node)| block.assumptions(node).into_iter().map(move |assumption| (block.name, assumption)));
    let bare = all.filter(|(_, assumption)| assumption.remarks("source").is_empty());
    bare.map(|(block, assumption)| Unsourced { block, text: assumption.text }).collect()
}
