// SPDX-License-Identifier: Apache-2.0
// Starts the server of the sample parliament as a process of its own, and takes it away again.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";

const JAR = fileURLToPath(new URL("../../openpolicy-server/target/openpolicy-server.jar", import.meta.url));
const OLDEST_JAVA = 21;
const PATIENCE_MS = 180_000;

/** What JAVA_HOME names, what the path has, or what Maven found, if it is new enough. */
function java() {
  const found = [];
  if (process.env.JAVA_HOME) {
    found.push(join(process.env.JAVA_HOME, "bin", "java"));
  }
  found.push("java");
  const discovered = join(homedir(), ".m2", "discovered-jdk-toolchains-cache.xml");
  if (existsSync(discovered)) {
    for (const [, home] of readFileSync(discovered, "utf8").matchAll(/<jdkHome>([^<]+)<\/jdkHome>/g)) {
      found.push(join(home, "bin", "java"));
    }
  }
  return found.find(isNewEnough);
}

function isNewEnough(command) {
  try {
    const said = execFileSync(command, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return Number(/\d+/.exec(said)?.[0]) >= OLDEST_JAVA;
  } catch {
    return false;
  }
}

export async function start() {
  const command = java();
  if (command === undefined || !existsSync(JAR)) {
    throw new Error(`wants Java ${OLDEST_JAVA} and ${JAR}: run mvn verify first`);
  }
  const directory = await mkdtemp(join(tmpdir(), "openpolicy-node-"));
  const child = spawn(
    command,
    ["-jar", JAR, "serve", "--port=0", `--data-dir=${directory}`, "--set", "limit.enabled=false"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const address = await Promise.race([
      listening(child),
      ended.then((code) => Promise.reject(new Error(`the server ended with ${code}`))),
      pause(PATIENCE_MS, undefined, { ref: false }).then(() => Promise.reject(new Error("the server does not listen"))),
    ]);
    await ready(address);
    return { address, stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

function listening(child) {
  return new Promise((resolve) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      const line = /listening at (http:\/\/\S+)\//.exec(said);
      if (line) {
        resolve(line[1]);
      }
    });
  });
}

async function ready(address) {
  const until = Date.now() + PATIENCE_MS;
  while ((await fetch(`${address}/ready`)).status !== 200) {
    if (Date.now() > until) {
      throw new Error("the server does not become ready");
    }
    await pause(100);
  }
}
