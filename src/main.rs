//! The program `ragnos-plugin`: everything is in the library's `cli` module.

use std::process::ExitCode;

fn main() -> ExitCode {
    ragnos_plugin::cli::main(std::env::args_os())
}
