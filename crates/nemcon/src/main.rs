//! The `nemcon` command.
//!
//! Results go to standard output, everything else to standard error.

mod coding;
mod commands;
mod console;
mod days;
mod engine;
mod failure;
mod input;
#[cfg(feature = "mcp")]
mod mcp;
mod memory;
mod output;
mod parts;
mod results;
mod rows;
mod sampling;
mod site;
mod subject;
mod whatif;
mod whole;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ColorChoice, Parser};

use commands::Command;
use console::Console;
use nemcon::model::printable;

/// Forecasts for bodies that decide by consensus, veto and supermajority.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto, hide_default_value = true, display_order = 100)]
    color: ColorChoice,

    /// Refuse files that a file names (`extends`, `use`) outside of this folder
    #[arg(long, global = true, value_name = "DIR", display_order = 102)]
    confine: Option<PathBuf>,

    /// Say nothing but results and errors
    #[arg(long, short, global = true, display_order = 101)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  nemcon check scenarios/nato-2024/base.toml
  nemcon run scenarios/nato-2024/base.toml
  nemcon run scenarios/nato-2024/base.toml --runs 1_000_000 -o nato.json

Exit codes: 0 done, 2 the input is wrong (a file, a value or a flag), 1 anything else";

/// Ends with what is wrong with the command line, in which a pattern may have put names of files that
/// would steer the terminal.
fn refused(error: clap::Error) -> ! {
    let safe = std::env::args_os().map(|argument| printable(&argument.to_string_lossy()).into_owned());
    Cli::try_parse_from(safe).err().unwrap_or(error).exit()
}

fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|error| refused(error));
    match cli.color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    let confined = cli.confine.as_deref().map_or(Ok(()), input::confine);
    match confined.and_then(|()| cli.command.run(Console::new(cli.quiet))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
