"""prometheus-client reads what `ragnos-repo monitor` writes for Prometheus.

Owns: that opinion. Usage: prometheus.py RAGNOS_REPO (the program). Exit code 0 when every family is read as it is meant.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

PROGRAM = Path(sys.argv[1]).resolve()
REPOS = Path(__file__).resolve().parents[2] / "fixtures/repos"

with tempfile.TemporaryDirectory() as folder:
    # A name that has to be escaped.
    place = Path(folder) / 'a "quoted" \\ place'
    place.symlink_to(REPOS / "demo")
    command = [PROGRAM, "monitor", "--root", REPOS / "demo.root.json", "--origin", REPOS / "demo", place, "--prometheus", "metrics"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    text = (Path(folder) / "metrics").read_text()

families = {family.name: family for family in text_string_to_metric_families(text)}
assert len(families) == 9 and all(family.type == "gauge" and family.documentation for family in families.values()), families
accepted = {sample.labels["place"]: sample.value for sample in families["ragnos_repository_accepted"].samples}
assert accepted == {str(REPOS / "demo"): 1, str(place): 1}, accepted
left = {sample.labels["role"]: sample.value for sample in families["ragnos_role_seconds_to_expiry"].samples}
assert {"root", "timestamp", "snapshot", "targets", "acme", "log"} <= left.keys() and min(left.values()) > 0, left
print(f"prometheus-client read {len(families)} metrics, {sum(len(family.samples) for family in families.values())} samples")
