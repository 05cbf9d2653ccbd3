//! What a page needs to answer back.

use nemcon_core::Model;

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
    /// Members, by id, that are not there at the as-of date, and that no event lets join.
    pub absent: Vec<String>,
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
        Self { module, files, numbers: Vec::new(), absent: absent(model) }
    }

    /// The same with numbers that a reader may set.
    #[must_use]
    pub fn setting(self, numbers: Vec<Number>) -> Self {
        Self { numbers, ..self }
    }
}

fn absent(model: &Model) -> Vec<String> {
    let effects = || model.events().iter().flat_map(|event| &event.outcomes).flat_map(|outcome| &outcome.effects);
    let joins = |member| effects().any(|effect| effect.presence() == Some((member, true)));
    let body = model.body();
    body.ids().filter(|&member| !model.present().contains(member) && !joins(member)).map(|member| body[member].id.clone()).collect()
}
