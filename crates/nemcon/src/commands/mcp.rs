//! `nemcon mcp`: questions asked by other programs.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::input;
use crate::mcp::{Limits, serve};
use crate::memory::Memory;
use crate::sampling::{number, runs};

/// Answer the questions of other programs, such as assistants, in the Model Context Protocol
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon mcp
  nemcon mcp --folder scenarios --max-runs 200_000 --seconds 20")]
pub(crate) struct Mcp {
    /// Let callers name the files of this folder; without it, they send texts and name shipped files
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,

    /// No question simulates more runs than this, of a scenario and its what-ifs together
    #[arg(long, value_name = "N", default_value = "1_000_000", value_parser = runs, allow_negative_numbers = true)]
    max_runs: u64,

    /// No question takes longer than this
    #[arg(long, value_name = "S", default_value = "60", value_parser = seconds, allow_negative_numbers = true)]
    seconds: u64,

    #[command(flatten)]
    memory: Memory,
}

fn seconds(text: &str) -> Result<u64, String> {
    number(text).filter(|seconds| (1..=86_400).contains(seconds)).ok_or_else(|| "it lies between 1 and 86_400".to_owned())
}

impl Mcp {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let folder = self.folder.map(|folder| input::folder("--folder", &folder)).transpose()?;
        Ok(serve(Limits { runs: self.max_runs, seconds: self.seconds, memory: self.memory.bytes(), folder })?)
    }
}
