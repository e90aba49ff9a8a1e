// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const here = fileURLToPath(new URL(".", import.meta.url));
const redocly = fileURLToPath(new URL("node_modules/@redocly/cli/bin/cli.js", import.meta.url));

test("the description keeps every recommended rule, without a warning", () => {
  const report = execFileSync(
    process.execPath,
    [redocly, "lint", "../../docs/api/openapi.json", "--format=json"],
    { cwd: here, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  const { totals, problems } = JSON.parse(report);
  assert.deepEqual(problems, []);
  assert.deepEqual({ errors: totals.errors, warnings: totals.warnings }, { errors: 0, warnings: 0 });
});
