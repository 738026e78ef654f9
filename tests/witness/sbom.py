"""The official library looks at the SBOMs that `ragnos-plugin sbom export` writes.

Owns: that a project's document is strictly valid CycloneDX 1.5, that the library reads it with every dependency, and that each plugin's own
document is as valid. Never does: look at the Rust code. In: the program. Exit code 0 when all of that holds.
"""

import json
import sys
import tempfile
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from documents import User

PLUGINS = '"acme/report" = "^1"\n"lumen/terminal-theme" = "*"\n"orbit/feed" = "*"\n'


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
    documents = [document for document in user.documents if document.get("bomFormat") == "CycloneDX"]
    assert len(documents) == len(listed) + 1 > 5, len(documents)
    for document in documents:
        error = strict.validate_str(json.dumps(document))
        assert error is None, error
    # It refuses dependencies of what is not there.
    assert Bom.from_json(whole).validate()
    del whole["components"][0]["type"]
    assert strict.validate_str(json.dumps(whole)) is not None, "a validator that accepts this accepts anything"
    print(f"sbom: a project's document and {len(listed)} of plugins are valid by cyclonedx-python-lib, strictly")


main()
