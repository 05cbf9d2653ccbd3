//! What a page needs to answer back.

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
    /// A packed module, and the scenario's file with those that it extends and uses.
    pub fn new(module: Vec<u8>, files: Vec<(String, String)>) -> Self {
        Self { module, files, numbers: Vec::new() }
    }

    /// The same with numbers that a reader may set.
    #[must_use]
    pub fn setting(self, numbers: Vec<Number>) -> Self {
        Self { numbers, ..self }
    }
}
