//! The program `ragnos-repo`: everything is in the library's `cli` module.

use std::process::ExitCode;

fn main() -> ExitCode {
    ragnos_repo::cli::main(std::env::args_os())
}
