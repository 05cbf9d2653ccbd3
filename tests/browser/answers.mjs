// A page that answers back: what its controls change is what the command says of the what-if that the page offers.
// tests/browser/answers.mjs CHROMIUM NEMCON PAGE WHAT-IFS SHOTS, with the folder of the what-ifs that are shipped.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, nemcon, file, whatIfs, shots] = process.argv.slice(2);
const faults = [];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
const url = pathToFileURL(file).href;
page.on("console", (message) => faults.push(`the console says: ${message.text()}`));
page.on("pageerror", (error) => faults.push(`an error: ${error}`));
page.on("request", (request) => { if (request.url() !== url && !request.url().startsWith("blob:")) faults.push(`a request: ${request.url()}`); });

const text = (id) => page.textContent(`#ask-${id}`);
/// When all runs have been asked of what is now chosen.
const answered = async (said) => {
  await page.waitForFunction((said) => {
    const answer = document.getElementById("ask-answer");
    return !answer.className && answer.textContent.includes(said);
  }, said, { timeout: 60_000 });
};
const timed = async (what, said, change) => {
  const start = performance.now();
  await change();
  await page.waitForFunction((said) => document.getElementById("ask-answer").textContent.includes(said), said, { timeout: 60_000 });
  const first = performance.now() - start;
  await answered(said);
  console.log(`${what}: ${first.toFixed(0)} ms, all runs ${(performance.now() - start).toFixed(0)} ms`);
};
const told = (command) => JSON.parse(execFileSync(nemcon, [...command.split(" ").slice(1), "--format", "json", "--quiet"], { encoding: "utf8" }));
const tenths = (number) => (Math.floor(10 * number + 0.5 + 1e-8) / 10).toFixed(1);
const percent = (share) => (share > 0 && tenths(100 * share) === "0.0" ? "<0.1%" : `${tenths(100 * share)}%`);

/// The table is what the command says of the file that the page offers.
const same = async (what) => {
  const command = await text("command");
  const whatIf = command.split(" ")[3];
  writeFileSync(whatIf, await text("toml"), { flag: "wx" });
  try {
    const { base, variants: [variant] } = told(command);
    const rows = await page.$$eval("#ask-rows tr", (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
    if (rows.length !== variant.outcomes.length) faults.push(`${what}: ${rows.length} rows of ${variant.outcomes.length}`);
    for (const { outcome, name, probability, difference } of variant.outcomes) {
      const before = base.outcomes.find((known) => known.outcome === outcome)?.probability ?? 0;
      const sign = difference < 0 ? "−" : "+";
      const points = tenths(Math.abs(100 * difference));
      const row = rows.find(([, was, is, by]) => was === percent(before) && is === percent(probability) && by.startsWith(points === "0.0" ? "0.0 " : `${sign}${points} ±`));
      if (!row) faults.push(`${what}: no row says ${name ?? outcome} ${percent(before)} ${percent(probability)} ${sign}${points}`);
    }
    return variant;
  } finally {
    rmSync(whatIf);
  }
};

await timed("opened", "as assumed", () => page.goto(url));
await timed("warm", "points", () => page.selectOption("[name=member]", "TUR"));
await timed("an objection", "→ 0.0%", () => page.selectOption("[name=comes]", "objects"));
if (shots) await (await page.$("#ask")).screenshot({ path: `${shots}/ask-light.png` });
const objects = await same("an objection");
// It is what the shipped what-if says, though not in its words.
const shippedSays = async (what, file, { outcomes }) => {
  const [, , base, , , runs, , seed] = (await text("command")).split(" ");
  const { variants: [known] } = told(`nemcon compare ${base} ${file} --runs ${runs} --seed ${seed}`);
  if (JSON.stringify(known.outcomes) !== JSON.stringify(outcomes)) faults.push(`${what}: not what ${file} says`);
};
await shippedSays("an objection", `${whatIfs}/turkey-objects-to-the-end.toml`, objects);

// A second member, an event, the deadline and a number beside it.
await page.selectOption(".ask-member:nth-of-type(2) [name=member]", "HUN");
await page.selectOption("[data-event=sweden-joins]", "0");
await page.fill("[name=deadline]", "2024-12-31");
await page.fill("[data-key=reserve]", "5 weeks");
await page.keyboard.press("Tab");
await answered("points");
await same("five changes");
if (!(await text("toml")).includes("reserve = \"5 weeks\"")) faults.push("the number is not in the file");
for (const [width, what] of [[1100, "light"], [360, "phone"]]) {
  await page.setViewportSize({ width, height: 900 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.push(`${width} pixels: ${wide} too wide`);
  if (shots) await (await page.$("#ask")).screenshot({ path: `${shots}/ask-all-${what}.png` });
}

// What is wrong is said, and undone.
await page.fill("[data-key=reserve]", "soon");
await page.keyboard.press("Tab");
await page.waitForSelector("#ask-answer.fault");
if (!(await text("answer")).includes("soon")) faults.push(`a wrong number: ${await text("answer")}`);
await timed("undone", "as assumed", () => page.click("#ask button[type=reset]"));
if ((await page.$$(".ask-member")).length !== 1) faults.push("rows are left");

// A member joins on a day; of two changes in a row the later is answered.
await page.selectOption("[data-event=rutte-stays-home]", "1");
await page.selectOption("[data-event=rutte-stays-home]", "");
await timed("a member joins", "points", async () => {
  await page.selectOption("[data-event=sweden-joins]", "on");
  await page.fill("[data-event=sweden-joins] + [name=on]", "2024-03-07");
  await page.keyboard.press("Tab");
});
await shippedSays("a member joins", `${whatIfs}/sweden-joins-7-march.toml`, await same("a member joins"));
await timed("undone again", "as assumed", () => page.click("#ask button[type=reset]"));

// The file can be taken along.
await page.selectOption("[name=member]", "TUR");
await answered("→");
const [download] = await Promise.all([page.waitForEvent("download"), page.click("#ask-file")]);
if (download.suggestedFilename() !== "what-if.toml" || readFileSync(await download.path(), "utf8") !== (await text("toml"))) faults.push("the download is another file");

await browser.close();
for (const fault of faults) console.error(fault);
console.log(`${file}, ${readFileSync(file).length} bytes: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
