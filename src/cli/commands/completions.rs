//! `ragnos-plugin completions`: a completion script for a shell.
//!
//! Owns: the list of shells. Never does: install the script. In: a shell's name. Out: the script on stdout.

use clap_complete::Generator;

use crate::cli::diagnostic::Ended;
use crate::cli::exit::Exit;
use crate::cli::output::Output;

/// Print a completion script for a shell.
///
/// For example: ragnos-plugin completions bash > ~/.local/share/bash-completion/completions/ragnos-plugin
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// The shells that scripts can be made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum Shell {
    /// Bourne Again shell.
    Bash,
    /// Elvish.
    Elvish,
    /// Friendly interactive shell.
    Fish,
    /// Nushell.
    Nushell,
    /// PowerShell.
    Powershell,
    /// Z shell.
    Zsh,
}

impl Shell {
    /// All of them.
    pub(in crate::cli) const ALL: [Self; 6] =
        [Self::Bash, Self::Elvish, Self::Fish, Self::Nushell, Self::Powershell, Self::Zsh];

    /// The completion script of the whole program, and the file name that the shell wants for it.
    pub(in crate::cli) fn script(self, grammar: clap::Command) -> (String, String) {
        use clap_complete::Shell as Known;
        match self {
            Self::Bash => generate(Known::Bash, grammar),
            Self::Elvish => generate(Known::Elvish, grammar),
            Self::Fish => generate(Known::Fish, grammar),
            Self::Nushell => generate(clap_complete_nushell::Nushell, grammar),
            Self::Powershell => generate(Known::PowerShell, grammar),
            Self::Zsh => generate(Known::Zsh, grammar),
        }
    }
}

fn generate(shell: impl Generator, mut grammar: clap::Command) -> (String, String) {
    let mut script = Vec::new();
    let name = shell.file_name("ragnos-plugin");
    clap_complete::generate(shell, &mut grammar, "ragnos-plugin", &mut script);
    (name, String::from_utf8_lossy(&script).into_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "all commands have one signature")]
pub(in crate::cli) fn run(arguments: &Arguments, grammar: clap::Command) -> Ended {
    Output::write(&arguments.shell.script(grammar).1);
    Ok(Exit::Done)
}
