//! `nemcon completions`: what a shell must know to complete commands and flags.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::Cli;
use crate::failure::Failure;
use crate::output::Output;

/// Print the script with which a shell completes commands and flags
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  nemcon completions bash > ~/.local/share/bash-completion/completions/nemcon
  nemcon completions zsh > ~/.zfunc/_nemcon
  nemcon completions fish > ~/.config/fish/completions/nemcon.fish")]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "nemcon", &mut script);
        Ok(Output::Stdout.write(|out| out.write_all(&script))?)
    }
}
