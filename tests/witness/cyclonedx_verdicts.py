"""Judges CycloneDX files with the PyPI package cyclonedx-python-lib, strictly.

Owns: the verdicts of the official library. Never does: look at the Rust code, or at the files' names.
In: a folder. Out: JSON on stdout, path to verdict.
"""

import json
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

root = Path(sys.argv[1])
# The files of the specification are in folders that are named like its versions.
validators, verdicts = {}, {}
for path in sorted(root.rglob("*.json")):
    version = path.parent.name
    if version not in validators:
        validators[version] = JsonStrictValidator(SchemaVersion.from_version(version))
    verdicts[str(path.relative_to(root))] = validators[version].validate_str(path.read_text()) is None
json.dump(verdicts, sys.stdout)
