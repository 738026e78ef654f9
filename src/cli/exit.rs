//! Exit codes: stable, one a class of ending (DESIGN section 9).
//!
//! Owns: the list and the rule that an error's code carries its exit code (`RP5003` exits with 5).
//! Never does: print. In: an error code. Out: [`Exit`].

use std::process::ExitCode;

use crate::refusal;

/// How the program ends. Numbers are part of the interface and are never reused for another meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// Done, or nothing to do.
    Done,
    /// Any other failure.
    Other,
    /// The command line or an input file of the user is wrong.
    Usage,
    /// The lock is missing, drifted, conflicted or not canonical, or the installed tree differs.
    Lock,
    /// A policy refuses: capability, trust change, age.
    Policy,
    /// Verification failed.
    Verification,
    /// No set of versions meets all requirements.
    NoSolution,
    /// The network or a repository did not answer; trying again may help.
    Network,
    /// The file system refused.
    FileSystem,
    /// Another process holds the project or the trust state.
    Busy,
    /// `--exit-code`: a dry run found changes.
    Pending,
    /// An audit found something at or above the level that fails.
    Finding,
    /// Some of what was asked was done, and some could not be.
    Partial,
}

impl Exit {
    const ALL: [Self; 13] = [
        Self::Done,
        Self::Other,
        Self::Usage,
        Self::Lock,
        Self::Policy,
        Self::Verification,
        Self::NoSolution,
        Self::Network,
        Self::FileSystem,
        Self::Busy,
        Self::Pending,
        Self::Finding,
        Self::Partial,
    ];

    /// The number that the shell sees.
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Other => 1,
            Self::Usage => 2,
            Self::Lock => 3,
            Self::Policy => 4,
            Self::Verification => 5,
            Self::NoSolution => 6,
            Self::Network => 7,
            Self::FileSystem => 8,
            Self::Busy => 9,
            Self::Pending => 10,
            Self::Finding => 11,
            Self::Partial => 12,
        }
    }

    /// The exit of an error code: `RP`, the exit number, three digits.
    pub(super) fn of_code(code: &str) -> Self {
        let number = refusal::exit_code(code);
        Self::ALL.into_iter().find(|exit| Some(exit.number()) == number).unwrap_or(Self::Other)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_code_carries_its_exit_code() {
        assert_eq!(Exit::of_code("RP5003"), Exit::Verification);
        assert_eq!(Exit::of_code("RP10001"), Exit::Pending);
        for odd in ["", "RP", "RP0001", "RP99001", "E5003"] {
            assert_eq!(Exit::of_code(odd), Exit::Other, "{odd}");
        }
    }

    #[test]
    fn numbers_are_unique() {
        let numbers: std::collections::BTreeSet<u8> = Exit::ALL.into_iter().map(Exit::number).collect();
        assert_eq!(numbers.len(), Exit::ALL.len());
    }
}
