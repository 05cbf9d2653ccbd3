// The engine of a page gives the command's digits, byte for byte: tests/browser/digits.mjs NEMCON PAGE WHAT-IF…,
// where the what-ifs lie beside the page's scenario. Needs nothing but node.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const [nemcon, page, ...whatIfs] = process.argv.slice(2);
const html = readFileSync(page, "utf8");
const part = (id) => html.match(new RegExp(`<script[^>]* id="ask-${id}">(.*?)</script>`, "s"))[1];
const { files, base, seed } = JSON.parse(part("data"));
const module = new WebAssembly.Module(gunzipSync(Buffer.from(part("module"), "base64")));
const run = new Function("onmessage", `${part("worker")}; return run;`)();

const compared = (runs, variants) => {
  const texts = Object.fromEntries(variants.map((path) => [path, readFileSync(path, "utf8")]));
  const of = { files: { ...files, ...texts }, base, variants };
  // In three parts, as if by as many workers.
  const cuts = [0, 1, 2, 3].map((part) => Math.round((runs * part) / 3));
  const parts = cuts.slice(1).map((end, part) => {
    const ends = run(module, { ends: { of: { ...of, variants: [] }, runs: { start: cuts[part], end }, seed } });
    return run(module, { count: of }, [ends]);
  });
  const behind = parts.reverse();
  return new TextDecoder().decode(run(module, { compare: { of, parts: behind.map(({ length }) => length) } }, behind));
};
const told = (runs, variants) =>
  execFileSync(nemcon, ["compare", base, ...variants, "--runs", runs, "--seed", seed, "--format", "json", "--quiet"], { encoding: "utf8" });

let differing = 0;
for (const [runs, variants] of [[2_000, whatIfs], [20_001, whatIfs.slice(0, 1)]]) {
  const same = compared(runs, variants) === told(runs, variants);
  if (!same) differing += 1;
  console.log(`${base} and ${variants.length} what-ifs, ${runs} runs: ${same ? "the command's bytes" : "NOT what the command says"}`);
}
try {
  compared(1, ["Cargo.toml"]);
  throw new Error("a file that is no scenario is accepted");
} catch ({ message }) {
  if (!message.includes("Cargo.toml")) throw new Error(`what is wrong is not said: ${message}`);
}
process.exit(differing ? 1 : 0);
