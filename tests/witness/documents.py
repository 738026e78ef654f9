"""Another implementation of JSON Schema looks at every document that `ragnos-plugin --json` prints.

Owns: that each kind of document has a schema in docs/schemas, that every document is valid by it, that the schema names every key that
the documents have, and that a document without a required key is refused. Never does: look at the Rust code.
In: the program. Exit code 0 when all of that holds.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "docs/schemas"
VALIDATOR = jsonschema.Draft202012Validator


class User:
    """A home, a copy of the demo repository, and a project."""

    def __init__(self, program, folder):
        self.program, self.folder, self.documents = program, folder, []
        shutil.copytree(ROOT / "fixtures/repos/demo", folder / "demo")
        shutil.copytree(ROOT / "fixtures/plugins/acme/text/1.2.0", folder / "source")
        (folder / "project/.ragnos/trust").mkdir(parents=True)
        shutil.copy(ROOT / "fixtures/repos/demo.root.json", folder / "project/.ragnos/trust")
        self.manifest('"acme/report" = "^1"\n')

    def manifest(self, plugins, more=""):
        text = '[host]\nragnos = "1.4.0"\n\n[repositories.demo]\nurl = "../demo"\n\n[plugins]\n' + plugins + more
        (self.folder / "project/ragnos.toml").write_text(text)

    def run(self, *arguments, code=0, form=("--json",)):
        ended = subprocess.run([self.program, *arguments, *form], cwd=self.folder / "project", env={"HOME": str(self.folder / "home")},
                               capture_output=True, text=True)
        assert ended.returncode == code, (arguments, ended.returncode, ended.stdout, ended.stderr)
        texts = ended.stdout.splitlines() if "ndjson" in form else [ended.stdout]
        # An error is the last line of stderr, after what was told on the way.
        errors = [line for line in ended.stderr.splitlines() if line.startswith("{")]
        self.documents += [json.loads(text) for text in texts + errors if text.strip()]


def play(user):
    """One project's life, with what goes well and what does not."""
    user.run("sync", "-n")
    user.run("sync", form=("--message-format", "ndjson"))
    user.run("sync")
    user.run("add", "orbit/feed")
    user.run("remove", "orbit/feed")
    user.run("rollback", "--yes")
    user.run("remove", "orbit/feed")
    user.run("add", "acme/nothing", code=6)
    user.run("check")
    user.run("sbom", "show", "acme/text")
    user.run("sbom", "export", "-o", "../all.cdx.json")
    user.run("sbom", "validate", "../all.cdx.json")
    user.run("list", "--trust")
    user.run("list")
    user.run("tree")
    user.run("why", "acme/text")
    user.run("outdated")
    for name in ("orbit/feed", "acme/text"):
        user.run("info", name)
    user.run("search", "text")
    user.run("diff")
    user.run("doctor")
    user.run("policy", "check")
    user.run("policy", "explain", "acme/text")
    user.run("review", "add", "acme/text", "--criteria", "safe-to-run", "--by", "Ada")
    user.run("review", "list")
    user.run("generations", "list")
    user.run("cache", "info")
    user.run("cache", "verify")
    user.run("cache", "prune")
    user.run("generations", "rm", "--keep", "9")
    user.run("explain", "RP5003")
    user.run("explain")
    user.run("pack", "../source", "--out", "../dist")
    user.run("bundle", "create", "../bundle")
    user.run("adopt", "../source", "-n")
    (user.folder / "list").write_text("text\nwhoami\n")
    user.run("import", "--from", "krew", "../list", "-n", code=12)
    user.run("trust", "show")
    user.run("trust", "verify")
    user.run("trust", "repair")
    user.manifest('"acme/report" = "^1"\n', '\n[policy]\ndeny = ["acme/text"]\n')
    user.run("policy", "check", code=4)
    user.run("policy", "explain", "acme/text", code=4)
    user.run("check", code=4)
    user.manifest('"acme/report" = "^1"\n')
    tree = (user.folder / "project/.ragnos/plugins/acme/text").resolve()
    for file in (path for path in tree.rglob("*") if path.is_file()):
        os.chmod(file, 0o644)
        file.write_bytes(b"other")
    user.run("check", code=3)
    user.run("sync", "--repair")
    user.run("trust", "reset", "demo", "--yes")


def strict(schema):
    """The same schema, which also refuses keys that it does not name: what the project promises of itself, not of later versions."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {key: strict(value) for key, value in schema.items()}
    if "properties" in changed and isinstance(changed["properties"], dict) and changed.get("type") in ("object", ["object", "null"]):
        changed.setdefault("additionalProperties", False)
    return changed


def main():
    with tempfile.TemporaryDirectory() as temporary:
        user = User(Path(sys.argv[1]).resolve(), Path(temporary))
        play(user)
    schemas = {}
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        schemas[path.name.removesuffix(".v1.schema.json")] = schema = json.loads(path.read_text())
        VALIDATOR.check_schema(schema)
    seen = set()
    for document in user.documents:
        kind = document["schema"].removeprefix("ragnos.plugin/").removesuffix("/v1")
        seen.add(kind)
        schema = schemas[kind]
        assert schema["title"] == document["schema"], kind
        VALIDATOR(strict(schema), format_checker=VALIDATOR.FORMAT_CHECKER).validate(document)
        for key in schema["required"]:
            without = {name: value for name, value in document.items() if name != key}
            assert not VALIDATOR(schema).is_valid(without), (kind, key)
    # audit.py looks at the reports of audits.
    missing = schemas.keys() - seen - {"audit"}
    assert not missing, f"no document was made of {missing}"
    print(f"documents: {len(user.documents)} of {len(seen)} kinds are valid by docs/schemas, which name every key of theirs")


if __name__ == "__main__":
    main()
