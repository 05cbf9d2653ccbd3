//! How files are coded otherwise than they say.

use std::path::PathBuf;

use nemcon::scenario::Recoding;

/// The flag of commands that can read files with another coding table.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Coding {
    /// Take the numbers of rows from this coding table, whatever table the files name
    #[arg(long, value_name = "TABLE")]
    coding: Option<PathBuf>,
}

impl Coding {
    pub(crate) fn is_given(&self) -> bool {
        self.coding.is_some()
    }

    /// The flag as it was given.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> {
        self.coding.iter().flat_map(|table| ["--coding".to_owned(), table.to_string_lossy().into_owned()])
    }

    pub(crate) fn recoding(&self) -> Recoding {
        Recoding { table: self.coding.clone(), ..Recoding::default() }
    }
}
