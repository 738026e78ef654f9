"""Checks lockfile-spec/v1.schema.json against the vectors, with Python's tomllib and the PyPI package jsonschema.

Owns: the second opinion on the schema. Never does: look at the Rust code.
Exit code 0 when every vector is judged as its sidecar says, else 1..
"""

import json
import sys
import tomllib
from pathlib import Path

import jsonschema

SPEC = Path(__file__).resolve().parents[2] / "lockfile-spec"


def load(path):
    """The TOML of a vector, or None where it is not TOML."""
    try:
        return tomllib.loads(path.read_bytes().decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None


def main():
    schema = json.loads((SPEC / "v1.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong, counts = [], {"valid": 0, "refused": 0, "beyond the schema": 0, "not TOML": 0}
    for path in sorted((SPEC / "valid").glob("*.lock")):
        document = load(path)
        problem = "not TOML" if document is None else next((one.message for one in validator.iter_errors(document)), None)
        counts["valid"] += 1
        if problem:
            wrong.append(f"valid/{path.stem}: {problem[:200]}")
    for path in sorted((SPEC / "invalid").glob("*.lock")):
        sidecar = tomllib.loads(path.with_suffix(".toml").read_text())
        document = load(path)
        if document is None or not sidecar.get("toml", True):
            counts["not TOML"] += 1
            if (document is None) == sidecar.get("toml", True):
                wrong.append(f"invalid/{path.stem}: the sidecar is wrong on whether this is TOML")
            continue
        kind = "refused" if sidecar["schema"] else "beyond the schema"
        counts[kind] += 1
        if validator.is_valid(document) == sidecar["schema"]:
            wrong.append(f"invalid/{path.stem}: expected {kind}")
    print("\n".join(wrong) or "every vector is judged as its sidecar says")
    print(", ".join(f"{count} {kind}" for kind, count in counts.items()) + f"; {len(wrong)} wrong")
    return 1 if wrong or counts["valid"] < 8 or counts["refused"] < 15 else 0


sys.exit(main())
