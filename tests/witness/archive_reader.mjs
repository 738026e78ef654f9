// node-tar as a second witness on archives: what does it find in each?
//
// Owns: that opinion, with `strict`, so that a warning is an error. Never does: extract to disk.
// In: the module's folder as argument, paths of archives on standard input, one a line. Out: one line of JSON for each, in the
// same order: {"files": [[path, executable, sha256], ...]} sorted, or {"error": "..."}.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { Parser } = createRequire(process.argv[2] + "/")("tar");

function files(path) {
  return new Promise((resolve, reject) => {
    const found = [];
    const parser = new Parser({
      strict: true,
      onReadEntry(entry) {
        if (entry.type === "Directory") {
          entry.resume();
          return;
        }
        const hash = createHash("sha256");
        const isFile = entry.type === "File" || entry.type === "OldFile";
        entry.on("data", (piece) => hash.update(piece));
        entry.on("end", () =>
          found.push([entry.path, isFile && (entry.mode & 0o100) !== 0, isFile ? hash.digest("hex") : `type ${entry.type}`]),
        );
      },
    });
    parser.on("error", reject);
    parser.on("end", () => resolve(found));
    parser.end(readFileSync(path));
  });
}

for await (const path of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { files: await files(path) };
  } catch (error) {
    answer = { error: `${error.name}: ${error.message}` };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
