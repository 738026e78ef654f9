//! One run of the program under ptrace: killed, or failed, at a chosen system call.
//!
//! Owns: the tracing of all threads of one process, in one count, so that every call of every thread can be reached.
//! Never does: touch a process that it did not start; the kernel ends the traced one when the tracer ends.
//! In: a command and a [`Fault`]. Out: a [`Run`].

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nix::errno::Errno;
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;

use super::call::Call;

type Failure = Box<dyn std::error::Error>;

/// What happens at the chosen call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The process is killed before the call is made.
    Kill,
    /// The call is not made and returns this error.
    Error(Errno),
}

/// What was started, and with what.
pub(super) struct Program<'a> {
    pub(super) path: &'a Path,
    pub(super) arguments: Vec<String>,
    pub(super) folder: PathBuf,
    pub(super) variables: Vec<(String, String)>,
}

/// What came of a run.
#[derive(Debug)]
pub(super) struct Run {
    /// The exit code; none when it was killed.
    pub(super) code: Option<i32>,
    pub(super) stderr: String,
    /// The calls that counted, in the order in which they were entered.
    pub(super) calls: Vec<Call>,
    /// The call at which the fault was made.
    pub(super) struck: Option<Call>,
}

/// Which calls count.
pub(super) type Counts = fn(&Call) -> bool;

/// Runs the program; at the call of that position among those that count, the fault is made.
pub(super) fn run(program: &Program<'_>, counts: Counts, fault: Option<(usize, Fault)>) -> Result<Run, Failure> {
    let outputs = tempfile::tempdir()?;
    let err = outputs.path().join("err");
    // The shell waits until it is being traced, and becomes the program.
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "read go; exec \"$0\" \"$@\""]).arg(program.path).args(&program.arguments);
    command.current_dir(&program.folder).env_clear().envs(program.variables.iter().cloned());
    let errors = Stdio::from(fs_err::File::create(&err)?.into_parts().0);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(errors).spawn()?;
    let pid = Pid::from_raw(i32::try_from(child.id())?);
    let options = Options::PTRACE_O_TRACESYSGOOD
        | Options::PTRACE_O_TRACECLONE
        | Options::PTRACE_O_TRACEEXEC
        | Options::PTRACE_O_EXITKILL;
    ptrace::seize(pid, options)?;
    ptrace::interrupt(pid)?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(b"go\n")?;
    }
    let mut tracer = Tracer { pid, counts, fault, calls: Vec::new(), struck: None, inside: BTreeMap::new(), started: false };
    let code = tracer.follow()?;
    let Tracer { calls, struck, .. } = tracer;
    Ok(Run { code, stderr: fs_err::read_to_string(err)?, calls, struck })
}

/// What a thread is inside of.
#[derive(Clone, Copy)]
enum Inside {
    Call,
    /// A call that counts: its place among them.
    Counted(usize),
    /// A call that was taken out, and what it is to return.
    Refused(Errno),
}

struct Tracer {
    pid: Pid,
    counts: Counts,
    fault: Option<(usize, Fault)>,
    calls: Vec<Call>,
    struck: Option<Call>,
    inside: BTreeMap<Pid, Inside>,
    /// False while it is still the shell.
    started: bool,
}

impl Tracer {
    /// To the end of the process: its exit code, none when it was killed.
    fn follow(&mut self) -> Result<Option<i32>, Failure> {
        loop {
            // Only what this thread traces: others may trace too.
            let status = match waitpid(None, Some(WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD)) {
                Err(Errno::EINTR) => continue,
                status => status?,
            };
            let (thread, signal) = match status {
                WaitStatus::Exited(pid, code) if pid == self.pid => return Ok(Some(code)),
                WaitStatus::Signaled(pid, ..) if pid == self.pid => return Ok(None),
                WaitStatus::PtraceSyscall(thread) => {
                    self.at_call(thread)?;
                    (thread, None)
                }
                WaitStatus::PtraceEvent(thread, _, event) => {
                    if event == nix::libc::PTRACE_EVENT_EXEC {
                        self.started = true;
                        self.inside.clear();
                        // The exit of the call to execve is still to come.
                        self.inside.insert(thread, Inside::Call);
                    }
                    (thread, None)
                }
                WaitStatus::Stopped(thread, signal) => (thread, Some(signal)),
                _ => continue,
            };
            match ptrace::syscall(thread, signal) {
                // It was killed meanwhile.
                Err(Errno::ESRCH) => {}
                other => other?,
            }
        }
    }

    fn at_call(&mut self, thread: Pid) -> Result<(), Failure> {
        if let Some(inside) = self.inside.remove(&thread) {
            match inside {
                Inside::Call => {}
                Inside::Counted(at) => self.calls[at].result = Some(ptrace::getregs(thread)?.rax.cast_signed()),
                Inside::Refused(error) => {
                    let mut regs = ptrace::getregs(thread)?;
                    regs.rax = i64::from(-(error as i32)).cast_unsigned();
                    ptrace::setregs(thread, regs)?;
                }
            }
            return Ok(());
        }
        let mut inside = Inside::Call;
        if self.started {
            let mut regs = match ptrace::getregs(thread) {
                Err(Errno::ESRCH) => return Ok(()),
                regs => regs?,
            };
            if let Some(call) = Call::entered(self.pid, &regs).filter(self.counts) {
                inside = Inside::Counted(self.calls.len());
                if self.fault.is_some_and(|(at, _)| at == self.calls.len()) {
                    self.struck = Some(call.clone());
                    match self.fault {
                        Some((_, Fault::Error(error))) => {
                            regs.orig_rax = u64::MAX;
                            ptrace::setregs(thread, regs)?;
                            inside = Inside::Refused(error);
                        }
                        _ => kill(self.pid, Signal::SIGKILL)?,
                    }
                }
                self.calls.push(call);
            }
        }
        self.inside.insert(thread, inside);
        Ok(())
    }
}
