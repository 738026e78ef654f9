"""Key files seen by others: pyca/cryptography reads them; and a person at a terminal: types passphrases, and says yes to a change.

Owns: that opinion, and the two things that only a process can show that starts another one: a terminal of its own, and none.
Usage: key_files.py RAGNOS_REPO (the program). Exit code 0 when all is as it should be, else a traceback.
"""

import json
import os
import pty
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

PASSPHRASE = "correct horse battery"
KINDS = {"p256": ec.EllipticCurvePrivateKey, "rsa3072": rsa.RSAPrivateKey, "ed25519": ed25519.Ed25519PrivateKey}


def typed(command, folder, answers, hidden=True):
    """Runs a command in a terminal of its own, answers each question, and returns its exit code and what the terminal showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execv(command[0], command)
    shown, waiting = b"", list(answers)
    while True:
        try:
            part = os.read(terminal, 1024)
        except OSError:
            part = b""
        if not part:
            break
        shown += part
        if waiting and shown.endswith(b": "):
            # A person is slower than the program; this one has to wait until nothing typed is shown any more.
            while hidden and termios.tcgetattr(terminal)[3] & termios.ECHO:
                pass
            os.write(terminal, waiting.pop(0).encode() + b"\n")
            shown += b"\n"
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), shown.decode()


def main():
    repo = sys.argv[1]
    os.environ.pop("RAGNOS_REPO_PASSPHRASE", None)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for kind, expected in KINDS.items():
            code, shown = typed([repo, "key", "generate", "--out", kind, "--kind", kind], folder, [PASSPHRASE, PASSPHRASE])
            assert code == 0 and PASSPHRASE not in shown, (code, shown)
            key = load_pem_private_key((folder / kind).read_bytes(), PASSPHRASE.encode())
            assert isinstance(key, expected), type(key)
            assert (folder / kind).stat().st_mode & 0o777 == 0o600
        # One passphrase, typed once, opens all three.
        code, shown = typed([repo, "key", "show", *KINDS], folder, [PASSPHRASE])
        assert code == 0 and shown.count("Passphrase of") == 1 and PASSPHRASE not in shown, (code, shown)
        code, shown = typed([repo, "key", "show", "p256"], folder, ["incorrect horse"])
        assert code == 2 and "RP2920" in shown, (code, shown)
        code, shown = typed([repo, "key", "generate", "--out", "other"], folder, [PASSPHRASE, "another horse"])
        assert code == 2 and "RP2923" in shown and not (folder / "other").exists(), (code, shown)
        # Nobody to ask: an error, and no waiting.
        alone = subprocess.run(
            [repo, "key", "show", "p256", "--json"], cwd=folder, start_new_session=True, stdin=subprocess.DEVNULL, capture_output=True
        )
        assert (alone.returncode, json.loads(alone.stderr)["code"]) == (2, "RP2921"), alone
        # A change is shown before it is signed, and only yes is yes.
        subprocess.run([repo, "key", "generate", "--unencrypted", "--out", "root"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        roles = [f"--{role}-key=root.pub" for role in ("root", "targets", "snapshot", "timestamp", "log")]
        stage = [repo, "stage", "event", "init", "repo", *roles, "--root-threshold=1"]
        subprocess.run(stage, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for answer, expected in (("y", 2), ("yes", 0)):
            code, shown = typed([repo, "sign", "event", "--key", "root"], folder, [answer], hidden=False)
            assert code == expected and "+ root: threshold 1" in shown, (code, shown)
            assert (folder / "event/signatures").exists() == (code == 0), answer
    print("pyca/cryptography: encrypted key files of three kinds read; passphrases and a yes typed in a terminal")


main()
