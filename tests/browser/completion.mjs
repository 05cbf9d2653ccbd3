// What the playground offers to write: completion.mjs NEMCON, for its JSON Schema; beside it is the playground, `web`.
import { execFileSync } from "node:child_process";
import { offered } from "./web/complete.js";
import { painted } from "./web/toml.js";

const schema = JSON.parse(execFileSync(process.argv[2], ["schema"], { encoding: "utf8" }));
const names = '[[member]]\nid = "NOR"\nname = "Norway"\n\n[[candidate]]\nid = "ann"\n\n[[event]]\nid = "storm"\n\n';

/// A text in which `|` is the caret; labels that are offered among others, the one that is not, and the text that the
/// first of them makes.
const cases = [
  ["[dyn|", ["dynamics"], "title", "[dynamics"],
  ["ti|", ["title"], "dynamics", "title = "],
  ["[question]\nde|", ["deadline"], "title", "[question]\ndeadline = "],
  ["[question]\ndeadline = 2031-01-01\nd|", [], "deadline"],
  ["[question]\n|\ndeadline = 2031-01-01\n\n[dynamics]\n", ["kind", "rule", "as_of"], "deadline"],
  ['[question]\nkind = "app|"', ["appointment"], "motion", '[question]\nkind = "appointment"'],
  ["[question]\nkind = |", ["appointment", "motion"], "consensus", '[question]\nkind = "appointment"'],
  ["[question]\nrule = con|", ["consensus"], "unanimity", '[question]\nrule = "consensus"'],
  ["[question]\nrule = { at|", ["at_least"], "kind", "[question]\nrule = { at_least = "],
  ["[question]\nrule = { all = [{ at_least = 4 }, { mo|", ["more_than"], "at_least", "[question]\nrule = { all = [{ at_least = 4 }, { more_than = "],
  ["[[event]]\nid = 'x'\nwhen = |\nid = 'x'", []],
  ['[[stance]]\ncandidate = "|"', ["ann"], "NOR", '[[stance]]\ncandidate = "ann"'],
  ['[[stance]]\nmembers = ["NO|', ["NOR"], "ann", '[[stance]]\nmembers = ["NOR"'],
  ['[[event]]\neffects = [\n  { stance = { candidate = "ann", members = "|" } },\n]', ["NOR"], "ann"],
  ["# ti|", undefined],
  ['title = """\n[dyn|', []],
];

const faults = [];
for (const [marked, labels, absent, made] of cases) {
  const caret = marked.indexOf("|");
  const text = `${marked.replace("|", "")}\n\n${names}`;
  const found = offered(schema, text, caret, [text]);
  const told = found?.choices.map(({ label }) => label);
  const fits = labels === undefined ? !found : labels.every((label) => told?.includes(label)) && (labels.length > 0 || told.length === 0);
  const written = made && text.slice(0, found.from) + `${found.choices[0]?.insert}${text.slice(found.until, -names.length)}`.trimEnd();
  if (!fits || told?.includes(absent) || written !== made?.trimEnd()) faults.push(`${JSON.stringify(marked)}: ${JSON.stringify(told?.slice(0, 8))} ${JSON.stringify(written)}`);
}

// The painted text is the text.
for (const text of [names, '"unended\n', "a = '''x\ny'''\n# é 🚀\n", "[a.b]\nc = [1, {d = true}]\r\n", "\u0000{]}["]) {
  const again = [...painted(text)].map((part) => part.text).join("");
  if (again !== text) faults.push(`painted otherwise: ${JSON.stringify(text)}`);
}
for (const fault of faults) console.error(fault);
console.log(`completion, ${cases.length} places: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
