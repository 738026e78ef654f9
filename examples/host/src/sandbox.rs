//! One plugin in a sandbox: it gets its approved capabilities, and nothing else.
//!
//! Owns: the two functions that a plugin may import from `ragnos`, each only where a capability of its kind is approved, and
//! each asking the capability again at every call; the limits on time and memory.
//! Never does: read a plugin's files from the disk; its code comes from a [`LoadedPlugin`].
//! In: a loaded plugin. Out: [`Sandbox`].

use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use ragnos_plugin::capability::{Capability, CapabilityKind};
use ragnos_plugin::load::LoadedPlugin;
use wasmi::{Caller, Config, Engine, Extern, Instance, Linker, Memory, Module, Store, StoreLimits, StoreLimitsBuilder};

/// Work that a call may do, in wasmi's units: about a second.
const FUEL: u64 = 100_000_000;
/// Memory of a plugin, bytes.
const MEMORY: usize = 16 << 20;
/// What a plugin is told that asks for more than is approved.
const DENIED: i32 = -1;

/// What the host knows of a plugin while it runs.
struct Rights {
    approved: Vec<Capability>,
    project: PathBuf,
    denied: Vec<String>,
    limits: StoreLimits,
}

/// A plugin that runs.
pub(crate) struct Sandbox {
    store: Store<Rights>,
    instance: Instance,
    memory: Memory,
}

impl Sandbox {
    /// Instantiates the module `file` of `plugin`.
    ///
    /// # Errors
    /// The module asks for an import that none of the plugin's capabilities grants, or is no module.
    pub(crate) fn new(plugin: &LoadedPlugin, file: &str, project: &Path) -> Result<Self, wasmi::Error> {
        let bytes = plugin.bytes(file).ok_or_else(|| wasmi::Error::new(format!("{} has no {file}", plugin.name())))?;
        let engine = Engine::new(Config::default().consume_fuel(true));
        let module = Module::new(&engine, bytes)?;
        let rights = Rights {
            approved: plugin.capabilities().iter().cloned().collect(),
            project: project.to_owned(),
            denied: Vec::new(),
            limits: StoreLimitsBuilder::new().memory_size(MEMORY).instances(1).build(),
        };
        let mut linker = Linker::new(&engine);
        let has = |kind| rights.approved.iter().any(|one| one.kind() == kind);
        if has(CapabilityKind::Env) {
            linker.func_wrap("ragnos", "env", env)?;
        }
        if has(CapabilityKind::FsRead) {
            linker.func_wrap("ragnos", "read", read)?;
        }
        let mut store = Store::new(&engine, rights);
        store.limiter(|rights| &mut rights.limits);
        store.set_fuel(FUEL)?;
        let instance = linker.instantiate_and_start(&mut store, &module)?;
        let memory = instance.get_memory(&store, "memory");
        let memory = memory.ok_or_else(|| wasmi::Error::new(format!("{file} exports no memory")))?;
        Ok(Self { store, instance, memory })
    }

    /// True when the module exports a function of that name.
    pub(crate) fn has(&self, export: &str) -> bool {
        self.instance.get_func(&self.store, export).is_some()
    }

    /// Calls an export that takes and gives numbers.
    pub(crate) fn call<Given: wasmi::WasmParams, Back: wasmi::WasmResults>(
        &mut self,
        export: &str,
        given: Given,
    ) -> Result<Back, wasmi::Error> {
        self.store.set_fuel(FUEL)?;
        self.instance.get_typed_func::<Given, Back>(&self.store, export)?.call(&mut self.store, given)
    }

    /// Puts bytes into the plugin's memory.
    pub(crate) fn put(&mut self, at: usize, bytes: &[u8]) -> Result<(), wasmi::Error> {
        self.memory.write(&mut self.store, at, bytes).map_err(|error| wasmi::Error::new(error.to_string()))
    }

    /// Text from the plugin's memory.
    pub(crate) fn text(&self, at: usize, length: usize) -> Result<String, wasmi::Error> {
        let mut bytes = vec![0; length.min(MEMORY)];
        self.memory.read(&self.store, at, &mut bytes).map_err(|error| wasmi::Error::new(error.to_string()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// What the plugin asked for and did not get.
    pub(crate) fn denied(&self) -> &[String] {
        &self.store.data().denied
    }
}

impl Rights {
    /// Whether an approved capability covers this one. What is no capability, such as a path with `..`, is covered by none.
    fn cover(&self, asked: &str) -> bool {
        asked.parse::<Capability>().is_ok_and(|asked| self.approved.iter().any(|one| one.covers(&asked)))
    }

    /// Whether the file, or a folder that it is in, is covered: what may be read is all that is below.
    fn may_read(&self, path: &Path) -> bool {
        let shown = |path: &Path| if path.as_os_str().is_empty() { ".".into() } else { path.to_string_lossy().into_owned() };
        path.ancestors().any(|above| self.cover(&format!("fs.read:{}", shown(above))))
    }
}

/// `ragnos.env`: one variable whose name a capability `env:NAME` has, or any where it has `env:*`.
fn env(mut caller: Caller<'_, Rights>, name: i32, length: i32, room: i32, size: i32) -> i32 {
    let Some(name) = asked(&caller, name, length) else { return DENIED };
    if name == "*" || !caller.data().cover(&format!("env:{name}")) {
        return denied(&mut caller, format!("env:{name}"));
    }
    let value = std::env::var(&name).unwrap_or_default();
    answer(&mut caller, room, size, value.as_bytes())
}

/// `ragnos.read`: a file at or below the path of a capability `fs.read:PATH`, which is relative to the project.
fn read(mut caller: Caller<'_, Rights>, name: i32, length: i32, room: i32, size: i32) -> i32 {
    let Some(name) = asked(&caller, name, length) else { return DENIED };
    let path = inside(&name).filter(|path| caller.data().may_read(path));
    // A link in the project must not lead out of what is allowed.
    let project = caller.data().project.canonicalize();
    let whole = path.and_then(|path| {
        let project = project.ok()?;
        project.join(&path).canonicalize().ok().filter(|whole| *whole == project.join(&path))
    });
    let Some(whole) = whole else { return denied(&mut caller, format!("fs.read:{name}")) };
    let mut bytes = Vec::new();
    let most = u64::try_from(size).unwrap_or_default();
    match File::open(whole).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
        Ok(_) => answer(&mut caller, room, size, &bytes),
        Err(_) => DENIED,
    }
}

/// A path that stays inside of the folder that it is relative to; `None` for every other one.
fn inside(path: &str) -> Option<PathBuf> {
    let parts = Path::new(path).components().filter(|part| *part != Component::CurDir);
    parts.map(|part| if let Component::Normal(name) = part { Some(name) } else { None }).collect()
}

/// The text that a plugin asks with.
fn asked(caller: &Caller<'_, Rights>, start: i32, length: i32) -> Option<String> {
    let memory = caller.get_export("memory").and_then(Extern::into_memory)?;
    let (start, length) = (usize::try_from(start).ok()?, usize::try_from(length).ok()?);
    let bytes = memory.data(caller).get(start..start.checked_add(length)?)?;
    String::from_utf8(bytes.to_vec()).ok()
}

/// Writes an answer, cut to the room that there is.
fn answer(caller: &mut Caller<'_, Rights>, room: i32, size: i32, bytes: &[u8]) -> i32 {
    let written = (|| {
        let memory = caller.get_export("memory").and_then(Extern::into_memory)?;
        let bytes = &bytes[..bytes.len().min(usize::try_from(size).ok()?)];
        memory.write(caller, usize::try_from(room).ok()?, bytes).ok()?;
        i32::try_from(bytes.len()).ok()
    })();
    written.unwrap_or(DENIED)
}

fn denied(caller: &mut Caller<'_, Rights>, what: String) -> i32 {
    caller.data_mut().denied.push(what);
    DENIED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_approved_is_what_covers() {
        let rights = |approved: &[&str]| Rights {
            approved: approved.iter().map(|one| one.parse().unwrap()).collect(),
            project: PathBuf::new(),
            denied: Vec::new(),
            limits: StoreLimits::default(),
        };
        assert!(rights(&["env:*"]).cover("env:HOME") && rights(&["env:HOME"]).cover("env:HOME"));
        assert!(!rights(&["env:HOME", "fs.read:*"]).cover("env:LANG"));
        for approved in ["fs.read:*", "fs.read:.", "fs.read:./data", "fs.read:data/my"] {
            assert!(rights(&[approved]).may_read(Path::new("data/my/file with spaces.txt")), "{approved}");
        }
        for approved in ["fs.read:data/mine", "fs.read:/data", "fs.write:*", "env:*"] {
            assert!(!rights(&[approved]).may_read(Path::new("data/my/file.txt")), "{approved}");
        }
    }

    #[test]
    fn a_path_stays_inside() {
        assert_eq!(inside("./a/./b"), Some(PathBuf::from("a/b")));
        for bad in ["../a", "/etc/passwd", "a/../../b"] {
            assert_eq!(inside(bad), None, "{bad}");
        }
    }
}
