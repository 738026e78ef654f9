"""The official library looks at the SBOMs that `ragnos-plugin sbom export` and `pack` write.

Owns: that a project's document is strictly valid CycloneDX 1.5, that the library reads it with every dependency, and that each plugin's own
document is as valid, also one with the packages of three lock files. Never does: look at the Rust code. In: the program. Exit code 0 when
all of that holds.
"""

import gzip
import json
import shutil
import sys
import tempfile
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from packageurl import PackageURL

from documents import ROOT, User

PLUGINS = '"acme/report" = "^1"\n"lumen/terminal-theme" = "*"\n"orbit/feed" = "*"\n'


def locked(user, strict):
    """The SBOM of a plugin with real lock files: this project's own."""
    source = user.folder / "locked"
    source.mkdir()
    (source / "plugin.toml").write_text('[plugin]\nname = "acme/locked"\nversion = "1.0.0"\nlicense = "MIT"\n')
    for file in ("Cargo.lock", "tests/witness/node/package-lock.json", "tests/witness/requirements.txt"):
        shutil.copy(ROOT / file, source)
    user.run("pack", str(source), "--out", str(user.folder / "packed"))
    text = gzip.decompress((user.folder / "packed/acme.locked-1.0.0.cdx.json.gz").read_bytes()).decode()
    error = strict.validate_str(text)
    assert error is None, error
    bom = Bom.from_json(json.loads(text))
    assert bom.validate()
    named = [component for component in bom.components if component.purl]
    kinds = {component.purl.type for component in named}
    assert kinds == {"cargo", "npm", "pypi"} and len(named) > 300, (kinds, len(named))
    for component in named:
        # Its own name, as that library reads the URL.
        assert component.purl.name in (component.name, component.name.lower().replace("_", "-").replace(".", "-")), component
        assert PackageURL.from_string(str(component.purl)) == component.purl and component.purl.version == component.version
    crates = [component for component in named if component.purl.type == "cargo"]
    assert all(len(hash.content) == 64 for crate in crates for hash in crate.hashes) and all(crate.hashes for crate in crates)
    return len(named)


def main():
    strict = JsonStrictValidator(SchemaVersion.V1_5)
    with tempfile.TemporaryDirectory() as temporary:
        user = User(Path(sys.argv[1]).resolve(), Path(temporary))
        user.manifest(PLUGINS)
        user.run("lock")
        user.run("sbom", "export", form=())
        whole = user.documents[-1]
        listed = {component["purl"].split("@")[0].removeprefix("pkg:ragnos/") for component in whole["components"]}
        for name in sorted(listed - {"lumen/terminal-theme"}):
            user.run("sbom", "export", name, form=())
        user.run("sbom", "export", "lumen/terminal-theme", "--platform", "linux-x86_64", form=())
        packages = locked(user, strict)
    documents = [document for document in user.documents if document.get("bomFormat") == "CycloneDX"]
    assert len(documents) == len(listed) + 1 > 5, len(documents)
    for document in documents:
        error = strict.validate_str(json.dumps(document))
        assert error is None, error
    # It refuses dependencies of what is not there.
    assert Bom.from_json(whole).validate()
    del whole["components"][0]["type"]
    assert strict.validate_str(json.dumps(whole)) is not None, "a validator that accepts this accepts anything"
    print(f"sbom: a project's document, {len(listed)} of plugins and one of {packages} locked packages are valid by cyclonedx-python-lib, strictly")


main()
