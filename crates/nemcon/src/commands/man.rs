//! `nemcon man`: manual pages.

use clap::CommandFactory;
use clap_mangen::Man as Page;

use crate::Cli;
use crate::failure::Failure;
use crate::output::Output;

/// Print the manual page of nemcon, or of one of its commands
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon man | man -l -
  nemcon man run > ~/.local/share/man/man1/nemcon-run.1")]
pub(crate) struct Man {
    /// The command; without one, the page of nemcon itself
    command: Option<String>,
}

impl Man {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let mut nemcon = Cli::command();
        nemcon.build();
        let page = match &self.command {
            None => Page::new(nemcon),
            Some(name) => Page::new(nemcon.find_subcommand(name).ok_or_else(|| unknown(&nemcon, name))?.clone()),
        };
        Ok(Output::Stdout.write(|out| page.render(out))?)
    }
}

fn unknown(nemcon: &clap::Command, name: &str) -> Failure {
    let known: Vec<&str> = nemcon.get_subcommands().map(clap::Command::get_name).collect();
    Failure::Input(format!("there is no command `{name}`; the commands are {}", known.join(", ")))
}
