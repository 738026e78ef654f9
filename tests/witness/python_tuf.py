"""python-tuf as a second witness: its client downloads a plugin and its SBOM from what ragnos-repo wrote.

Owns: that opinion, on the demo repository and on one that the two programs make here and now.
Never does: use this project's own verification. Usage: python_tuf.py RAGNOS_PLUGIN RAGNOS_REPO (the two programs), or
python_tuf.py --read REPOSITORY ROOT to read one more repository that a test has made.
Exit code 0 when every file came and is what it should be, else a traceback.
"""

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tuf.ngclient import Updater

ROOT = Path(__file__).resolve().parents[2]
PLUGIN, SBOM = "acme.text-1.2.0.tar.gz", "acme.text-1.2.0.cdx.json.gz"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a line for every request."""

    def log_message(self, *arguments):
        pass


def download(repository, root, folder):
    """Downloads plugin and SBOM with python-tuf's client, which starts from the pinned root alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=repository))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    for name in ("state", "files"):
        (folder / name).mkdir(parents=True)
    updater = Updater(
        str(folder / "state"), f"{base}/metadata/", str(folder / "files"), f"{base}/targets/", bootstrap=root.read_bytes()
    )
    updater.refresh()
    found = []
    for name in (PLUGIN, SBOM):
        info = updater.get_targetinfo(name)
        assert info is not None, f"{name} is not found in {repository}"
        found.append((info, Path(updater.download_target(info)).read_bytes()))
    server.shutdown()
    (plugin, archive), (_, sbom) = found
    custom = plugin.unrecognized_fields["custom"]["ragnos"]
    assert custom["name"] == "acme/text" and custom["version"] == "1.2.0", custom
    assert custom["sbom"]["sha256"] == hashlib.sha256(sbom).hexdigest(), "the descriptor binds another SBOM"
    document = json.loads(gzip.decompress(sbom))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.5"), document["specVersion"]
    return archive, sbom


def fresh(plugin, repo, folder):
    """A repository made by the two programs: root 2 of 3, one namespace 2 of 2, one plugin."""
    run = partial(subprocess.run, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    names = ["root-1", "root-2", "root-3", "targets", "snapshot", "timestamp", "log", "acme-1", "acme-2"]
    for number, name in enumerate(names):
        run([repo, "key", "generate", "--unencrypted", "--out", name, "--kind", ("p256", "ed25519", "rsa3072")[number % 3]])
    online = ["--key", "snapshot", "--key", "timestamp"]
    run([repo, "init", "repo", "--root-key", "root-1", "--root-key", "root-2", "--root-key", "root-3.pub", "--root-threshold", "2",
         "--targets-key", "targets", "--snapshot-key", "snapshot", "--timestamp-key", "timestamp", "--log-key", "log"])
    run([repo, "delegate", "add", "repo", "acme", "--role-key", "acme-1", "--role-key", "acme-2",
         "--threshold", "2", "--key", "targets", *online])
    run([plugin, "pack", str(ROOT / "fixtures/plugins/acme/text/1.2.0"), "--out", "dist"])
    run([repo, "publish", "repo", "dist", "--key", "acme-1", "--key", "acme-2", "--key", "log", *online])
    return folder / "repo"


def grown(plugin, repo, folder):
    """A repository with claims bins, a plugin with keys of its own, and a root whose keys have all been replaced."""
    run = partial(subprocess.run, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for number, name in enumerate(["root", "root-2", "targets", "online", "online-2", "claims", "acme", "text"]):
        run([repo, "key", "generate", "--unencrypted", "--out", name, "--kind", ("rsa3072", "p256", "ed25519")[number % 3]])
    run([repo, "init", "repo", "--root-key", "root", "--root-threshold", "1", "--targets-key", "targets", "--snapshot-key", "online",
         "--timestamp-key", "online", "--log-key", "online", "--security-key", "online", "--claims-depth", "2", "--claims-key", "claims"])
    online = ["--key", "online"]
    run([repo, "delegate", "add", "repo", "acme", "--role-key", "acme", "--key", "claims", *online])
    run([repo, "delegate", "add", "repo", "acme/text", "--role-key", "text", "--key", "acme", *online])
    run([plugin, "pack", str(ROOT / "fixtures/plugins/acme/text/1.2.0"), "--out", "dist"])
    run([repo, "publish", "repo", "dist", "--key", "text", *online])
    run([repo, "root", "rotate", "repo", "--role", "timestamp", "--role-key", "online-2", "--key", "root", *online])
    run([repo, "root", "rotate", "repo", "--role", "root", "--role-key", "root-2", "--key", "root", *online, "--key", "online-2"])
    run([repo, "delegate", "rotate", "repo", "claims", "--role-key", "online-2", "--key", "targets", *online])
    return folder / "repo"


def main():
    if sys.argv[1] == "--read":
        with tempfile.TemporaryDirectory() as temporary:
            download(Path(sys.argv[2]), Path(sys.argv[3]), Path(temporary))
        print("python-tuf: plugin and SBOM downloaded")
        return
    plugin, repo = sys.argv[1:]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        repos = ROOT / "fixtures/repos"
        demo = download(repos / "demo", repos / "demo.root.json", folder / "demo")
        (folder / "fresh").mkdir()
        made = fresh(plugin, repo, folder / "fresh")
        other = download(made, made / "metadata/1.root.json", folder / "client")
        (folder / "grown").mkdir()
        made = grown(plugin, repo, folder / "grown")
        download(made, made / "metadata/1.root.json", folder / "grown-client")
        # The same sources and the same packer: the archive is the same, whoever signed it.
        assert demo[0] == other[0], "the archive packed now differs from the one in the demo repository"
    print("python-tuf: plugin and SBOM downloaded from the demo, a fresh and a grown repository")


main()
