"""The same look-up by python-tuf: look_up.py URL ROOT STATE TARGET. Prints the peak of the process in KiB and its milliseconds
after the imports."""

import os
import sys
import time

from tuf.ngclient import Updater, UpdaterConfig

started = time.perf_counter()
url, root, state, target = sys.argv[1:]
os.makedirs(state + "/targets", exist_ok=True)
config = UpdaterConfig(targets_max_length=1 << 30, snapshot_max_length=1 << 30)
with open(root, "rb") as file:
    bootstrap = None if os.path.exists(state + "/root.json") else file.read()
updater = Updater(state, url + "/metadata/", state + "/targets", url + "/targets/", config=config, bootstrap=bootstrap)
updater.refresh()
assert updater.get_targetinfo(target)
elapsed = (time.perf_counter() - started) * 1000
# What getrusage says has the parent's peak in it.
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
print(peak, elapsed)
