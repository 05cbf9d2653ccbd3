//! What a page needs to answer back.

use nemcon_core::Model;

use crate::Moving;

/// The engine as WebAssembly, and the files that it is asked of.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Engine {
    /// The program of `crates/wasm`, as gzip packs it.
    pub module: Vec<u8>,
    /// The files of the scenario with their texts: the scenario's own first, then what it extends and uses.
    pub files: Vec<(String, String)>,
    /// The numbers that a reader may set.
    pub numbers: Vec<Number>,
    /// The events that change stances, as far as a line can write what they do.
    pub moving: Vec<Moving>,
}

/// A number of the scenario that can be set: a key of `[dynamics]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The key.
    pub key: String,
    /// What is written there.
    pub written: String,
}

impl Engine {
    /// A packed module, and the file of the scenario that the model is of, with those that it extends and uses.
    pub fn new(model: &Model, module: Vec<u8>, files: Vec<(String, String)>) -> Self {
        Self { module, files, numbers: Vec::new(), moving: Moving::of(model) }
    }

    /// The same with numbers that a reader may set.
    #[must_use]
    pub fn setting(self, numbers: Vec<Number>) -> Self {
        Self { numbers, ..self }
    }
}
