// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { start } from "./server.js";

const here = fileURLToPath(new URL(".", import.meta.url));

function run(script, ...options) {
  execFileSync(process.execPath, [`node_modules/${script}`, ...options], { cwd: here, stdio: "inherit" });
}

let server;

before(async () => {
  run("openapi-typescript/bin/cli.js", "../../docs/api/openapi.json", "-o", "client/schema.d.ts");
  rmSync(new URL("build", import.meta.url), { recursive: true, force: true });
  run("typescript/bin/tsc", "-p", ".");
  server = await start();
});

after(async () => {
  await server?.stop();
});

test("a client whose types come from the description walks the interface", async () => {
  const { walk } = await import("./build/walk.js");
  const walked = await walk(server.address);
  assert.ok(walked.bills > 20, `${walked.bills} bills`);
  assert.ok(walked.votes > 0 && walked.ballots > 0, `${walked.votes} votes, ${walked.ballots} ballots`);
  assert.equal(walked.problem, "/problems/not-found");
  assert.deepEqual(walked.sources, ["sample-parliament"]);
});
