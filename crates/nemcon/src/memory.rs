//! How much memory a command may hold.

use nemcon::model::{Bytes, BytesError};

/// The flag that says so: of simulations and of the analysis of rules alike.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Memory {
    /// How much memory to use at most, such as 500MB or 4GB; where not all threads find room fewer work, and what does
    /// not fit is refused
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "1GB", allow_negative_numbers = true)]
    memory: Bytes,
}

/// Less than this holds nothing.
const LEAST: Bytes = Bytes(50_000_000);

impl Memory {
    /// So many bytes.
    pub(crate) fn bytes(self) -> Bytes {
        self.memory
    }
}

fn size(text: &str) -> Result<Bytes, String> {
    let size: Bytes = text.parse().map_err(|error: BytesError| error.to_string())?;
    if size < LEAST { Err(format!("nothing fits into less than {LEAST}")) } else { Ok(size) }
}
