// What the engine answers to the questions of the playground is what the command prints, byte for byte:
// tests/browser/questions.mjs NEMCON MODULE. Needs nothing but node.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const [nemcon, packed] = process.argv.slice(2);
const module = new WebAssembly.Module(gunzipSync(readFileSync(packed)));
const run = new Function("onmessage", `${readFileSync("crates/page/src/html/ask/engine.js", "utf8")}; return run;`)();

/// Exit code 2 is an answer too: something is wrong with the file.
const told = (command) => {
  try {
    return execFileSync(nemcon, [...command.split(" "), "--quiet"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 26 });
  } catch ({ status, stdout }) {
    if (status !== 2) throw new Error(`nemcon ${command} ends with ${status}`);
    return stdout;
  }
};
const texts = (paths) => Object.fromEntries(paths.map((path) => [path, readFileSync(path, "utf8")]));
const nato = "scenarios/nato-2024/base.toml";
const whatIf = "scenarios/nato-2024/what-if/sweden-never-joins.toml";
const ofNato = texts([nato, whatIf, "scenarios/bodies/nato.toml", "scenarios/history/without-nato-2024.toml"]);
const board = "scenarios/templates/school-board.toml";
const council = "scenarios/bodies/eu-council.toml";
const wrong = "tests/rejected/durations.toml";

const questions = [
  [`report ${board} --runs 500 --no-sensitivity`, { report: { files: texts([board]), base: board, variants: [], runs: 500 } }],
  [`report ${nato} ${whatIf} --runs 200 --seed 7 --no-sensitivity`, { report: { files: ofNato, base: nato, variants: [whatIf], runs: 200, seed: 7 } }],
  [`check --format json ${nato}`, { check: { files: ofNato, file: nato } }],
  [`check --format json ${council}`, { check: { files: texts([council]), file: council } }],
  [`check --format json ${wrong}`, { check: { files: texts([wrong, "tests/rejected/base/panel.toml", "tests/rejected/base/partners.toml"]), file: wrong } }],
  [`power ${council} --width 72`, { power: { files: texts([council]), file: council, width: 72 } }],
  [`power ${board}`, { power: { files: texts([board]), file: board } }],
  ["schema", { schema: "scenario" }],
  ["schema --body", { schema: "body" }],
  ["schema --coding", { schema: "coding" }],
];
let differing = 0;
for (const [command, question] of questions) {
  const same = new TextDecoder().decode(run(module, question)) === told(command);
  if (!same) differing += 1;
  console.log(`nemcon ${command}: ${same ? "the command's bytes" : "NOT what the command says"}`);
}
process.exit(differing ? 1 : 0);
