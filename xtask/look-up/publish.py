"""One more target by python-tuf: publish.py REPOSITORY KEYS ROLE TARGET. Prints milliseconds of CPU and of the wall after the
imports, and how many files and bytes were written. Nothing that is there is verified, and nothing is flushed to the disk."""

import sys
import time

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, TargetFile
from tuf.api.serialization.json import JSONSerializer

cpu, wall = time.process_time(), time.perf_counter()
folder, keys, role, target = sys.argv[1:]
COMPACT = JSONSerializer(compact=True)
sizes = []


def read(name):
    return Metadata.from_file(f"{folder}/metadata/{name}.json")


def write(metadata, name, role, keyring):
    """Signs with the one key of the role; the version is one more."""
    metadata.signed.version += 1
    with open(f"{keys}/{role}", "rb") as file:
        private = load_pem_private_key(file.read(), None)
    keyid = keyring.roles[role].keyids[0]
    metadata.sign(CryptoSigner(private, keyring.keys[keyid]))
    data = metadata.to_bytes(COMPACT)
    with open(f"{folder}/metadata/{name.format(metadata.signed.version)}", "wb") as file:
        file.write(data)
    sizes.append(len(data))
    return MetaFile.from_data(metadata.signed.version, data, ["sha256"])


root = read("1.root").signed
timestamp = read("timestamp")
snapshot = read(f"{timestamp.signed.snapshot_meta.version}.snapshot")
version = snapshot.signed.meta["targets.json"].version
top = read(f"{version}.targets")
if role == "targets":
    changed, keyring = top, root
else:
    changed, keyring = read(f"{snapshot.signed.meta[role + '.json'].version}.{role}"), top.signed.delegations
neighbour = next(iter(changed.signed.targets.values()))
entry = TargetFile.from_data(target, target.encode(), ["sha256"])
entry.unrecognized_fields = neighbour.unrecognized_fields
changed.signed.targets[target] = entry
snapshot.signed.meta[f"{role}.json"] = write(changed, "{}." + role + ".json", role, keyring)
timestamp.signed.snapshot_meta = write(snapshot, "{}.snapshot.json", "snapshot", root)
write(timestamp, "timestamp.json", "timestamp", root)
print((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000, len(sizes), sum(sizes))
