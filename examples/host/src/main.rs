//! A host program: it runs the WebAssembly plugins of a project, each with its approved capabilities and nothing else.
//!
//! Owns: what this host does with a plugin, by the functions that its module exports.
//! Never does: run a byte that `ragnos_plugin::load` has not handed out. Install: `ragnos-plugin sync` has done that.
//! In: `PROJECT TRUST_STATE [PLUGIN...]`. Out: a few lines for each plugin; a refusal on stderr, with its code and its exit code.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it is a program for people to watch")]

mod sandbox;

use std::path::Path;
use std::process::ExitCode;

use miette::Diagnostic as _;
use ragnos_plugin::clock::{Clock as _, SystemClock};
use ragnos_plugin::load::{LoadedPlugin, Loader, Options};
use ragnos_plugin::refusal;

use sandbox::Sandbox;

/// Why the host stops.
enum Stop {
    Usage,
    Refused(Box<ragnos_plugin::load::Error>),
    Plugin(wasmi::Error),
}

impl From<ragnos_plugin::load::Error> for Stop {
    fn from(error: ragnos_plugin::load::Error) -> Self {
        Self::Refused(Box::new(error))
    }
}

impl From<wasmi::Error> for Stop {
    fn from(error: wasmi::Error) -> Self {
        Self::Plugin(error)
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match host(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Usage) => {
            eprintln!("usage: example-host PROJECT TRUST_STATE [PLUGIN...]");
            ExitCode::from(2)
        }
        Err(Stop::Refused(error)) => {
            eprint!("{}", refusal::plain(&*error));
            let code = error.code().map(|code| code.to_string()).unwrap_or_default();
            ExitCode::from(refusal::exit_code(&code).unwrap_or(1))
        }
        Err(Stop::Plugin(error)) => {
            eprintln!("error: a plugin failed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn host(words: &[String]) -> Result<(), Stop> {
    let [project, trust_state, wanted @ ..] = words else { return Err(Stop::Usage) };
    let loader = Loader::open(&Options::new(project.as_str(), trust_state.as_str(), SystemClock.now()))?;
    for name in loader.plugins().filter(|name| wanted.is_empty() || wanted.iter().any(|one| one == name.as_str())) {
        run(&loader.load(name)?, Path::new(project))?;
    }
    Ok(())
}

/// Shows who vouches for a plugin, and runs what it exports.
fn run(plugin: &LoadedPlugin, project: &Path) -> Result<(), Stop> {
    let way: Vec<String> = plugin
        .provenance()
        .way
        .iter()
        .map(|one| format!("{} ({} of {})", one.role.name, one.role.threshold, one.role.keys.len()))
        .collect();
    println!("{} {}, vouched for by {}", plugin.name(), plugin.version(), way.join(" > "));
    if let Some(warning) = plugin.freshness().warning() {
        println!("  WARNING: {warning}");
    }
    let capabilities: Vec<&str> = plugin.capabilities().iter().map(ragnos_plugin::capability::Capability::as_str).collect();
    println!("  may: {}", if capabilities.is_empty() { "nothing".to_owned() } else { capabilities.join(", ") });
    let modules = plugin.files().iter().map(|one| one.file.path.as_str());
    for file in modules.filter(|path| Path::new(path).extension().is_some_and(|ending| ending == "wasm")) {
        let mut sandbox = Sandbox::new(plugin, file, project)?;
        serve(&mut sandbox)?;
        for what in sandbox.denied() {
            println!("  denied: {what}");
        }
    }
    Ok(())
}

/// The services that this host knows, each by an exported function.
fn serve(sandbox: &mut Sandbox) -> Result<(), wasmi::Error> {
    const TEXT: &str = "Wikipedia";
    const AT: usize = 4096;
    let start = i32::try_from(AT).unwrap_or_default();
    let length = i32::try_from(TEXT.len()).unwrap_or_default();
    if sandbox.has("adler32") {
        sandbox.put(AT, TEXT.as_bytes())?;
        let sum: i32 = sandbox.call("adler32", (start, length))?;
        println!("  adler32({TEXT:?}) = {sum:08x}");
    }
    if sandbox.has("reverse_utf8") {
        sandbox.put(AT, TEXT.as_bytes())?;
        sandbox.call::<_, ()>("reverse_utf8", (start, start + length))?;
        println!("  reverse({TEXT:?}) = {:?}", sandbox.text(AT, TEXT.len())?);
    }
    if sandbox.has("below") {
        sandbox.call::<_, ()>("seed", 7)?;
        let numbers = (0..5).map(|_| sandbox.call::<_, i32>("below", 100)).collect::<Result<Vec<_>, _>>()?;
        println!("  five numbers below 100 = {numbers:?}");
    }
    if sandbox.has("greet") {
        let length: i32 = sandbox.call("greet", ())?;
        let text = usize::try_from(length).map_or(Ok(String::new()), |length| sandbox.text(1024, length))?;
        println!("  greet() = {text:?}");
        let pried: i32 = sandbox.call("pry", ())?;
        println!("  pry() = {pried}");
    }
    Ok(())
}
