// The playground in a browser, served by the command: tests/browser/playground.mjs CHROMIUM NEMCON WEB SHOTS.
// What it answers is what the command says; nothing is fetched from elsewhere, nothing hostile runs, nothing is logged;
// no width from 360 pixels on makes it scroll sideways; axe-core finds no serious fault.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { chromium } from "playwright-core";
import { served } from "./served.mjs";

const [executablePath, nemcon, web, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];
const expect = (holds, fault) => holds || faults.push(fault);

// A folder with one file, which the command serves beside the playground.
const folder = mkdtempSync(join(tmpdir(), "nemcon-"));
const board = "scenarios/templates/school-board.toml";
writeFileSync(join(folder, "mine.toml"), readFileSync(board));
const url = await served(nemcon, folder, "--web", web);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

const visit = async (where, { colorScheme = "light", width = 1400 } = {}) => {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  page.on("console", (message) => faults.push(`the console says: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`an error: ${error}`));
  page.on("dialog", (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!request.url().startsWith(url) && !/^(?:data|blob|about):/.test(request.url())) faults.push(`a request: ${request.url()}`); });
  await page.goto(where);
  return page;
};
const answered = (page) => page.waitForFunction(() => /^(Answered|There is no answer)/.test(document.getElementById("state").textContent), null, { timeout: 120_000 });
const fits = async (page, what) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide <= 0, `${what}: ${wide} pixels too wide`);
};
const accessible = async (page, what) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ iframes: false }));
  for (const { id, impact, help, nodes } of violations)
    if (["serious", "critical"].includes(impact)) faults.push(`${what}: ${help} (${id}): ${nodes[0].html.slice(0, 200)}`);
};
const shot = (page, name) => shots && page.waitForTimeout(1000).then(() => page.screenshot({ path: `${shots}/playground-${name}.png` }));
const told = (...words) => execFileSync(nemcon, [...words, "--quiet"], { encoding: "utf8", maxBuffer: 1 << 26 });
const field = ".editor:not([hidden]) textarea";

// The answer is the command's.
const page = await visit(url);
await answered(page);
expect((await page.getAttribute("#page", "srcdoc")) === told("report", board, "--runs", "2000", "--no-sensitivity"), "the forecast is not the command's");
expect((await page.textContent("#command")).includes(`nemcon report ${board} --runs 2000`), "the command is not said");
expect((await page.textContent("#summary")).includes("ok: school-board.toml: 7 members, 5 candidates"), "it is not said that the file is right");
for (const width of [360, 500, 800, 1400]) {
  await page.setViewportSize({ width, height: 900 });
  await fits(page, `${width} pixels`);
  // The painted text lies exactly under the field's.
  const apart = await page.evaluate((field) => {
    const area = document.querySelector(field);
    const painted = document.querySelector(".editor:not([hidden]) .line span").getBoundingClientRect();
    const { paddingLeft, lineHeight, fontSize } = getComputedStyle(area);
    const { lineHeight: of, fontSize: size } = getComputedStyle(document.querySelector(".line"));
    return Math.abs(painted.left - area.getBoundingClientRect().left - parseFloat(paddingLeft)) + (lineHeight === of && fontSize === size ? 0 : 1);
  }, field);
  expect(apart < 0.5, `${width} pixels: the painted text is ${apart} pixels beside the field's`);
}
await accessible(page, "light");
await shot(page, "light");
await page.click("#power");
await answered(page);
await page.waitForSelector("#table:not([hidden])");
const table = await page.textContent("#table");
expect(table.includes("School board · 7 members") && table.includes("Shapley"), `what the rule says is not there: ${table}`);

// A fault is underlined where it is, with the words of the command.
const wrong = `${readFileSync(board, "utf8")}\n[dynamics]\nresreve = "5 weeks"\n`;
await page.fill(field, wrong.replace(/\[dynamics\][^]*$/, '[dynamics]\nresreve = "5 weeks"\n'));
await page.waitForSelector(".wrong");
writeFileSync(join(folder, "wrong.toml"), await page.inputValue(field));
let found;
try {
  told("check", "--format", "json", join(folder, "wrong.toml"));
} catch ({ stdout }) {
  found = JSON.parse(stdout).files[0].diagnostics;
}
const [fault] = found.filter(({ message }) => message.includes("resreve"));
const shown = await page.$$eval("#problems li", (items) => items.map((item) => [...item.children].map((part) => part.textContent)));
expect(shown.some(([place, message, help]) => place === `school-board.toml:${fault.line}:${fault.column}` && message === fault.message && help === fault.help), `not the words of the command: ${JSON.stringify(shown)}`);
expect((await page.$$eval(".wrong", (parts) => parts.map(({ textContent }) => textContent))).includes("resreve"), "the key is not underlined");
await page.click("#problems button");
expect((await page.evaluate(() => { const { value, selectionStart, selectionEnd } = document.activeElement; return value.slice(selectionStart, selectionEnd); })) !== undefined, "the place is not gone to");
await accessible(page, "with a fault");
await shot(page, "fault");

// What can be written is offered, and taken by a key.
const text = await page.inputValue(field);
await page.fill(field, text.replace(/resreve[^]*$/, ""));
await page.focus(field);
await page.keyboard.press("Control+End");
await page.keyboard.type("res");
await page.waitForSelector(".choices li");
expect((await page.textContent(".choices li b")) === "reserve", "the schema's key is not offered");
await accessible(page, "with choices");
await shot(page, "choices");
await page.keyboard.press("Enter");
await page.keyboard.type('"5 weeks"\n');
expect((await page.inputValue(field)).endsWith('reserve = "5 weeks"\n'), `not what was chosen: ${(await page.inputValue(field)).slice(-60)}`);
await page.waitForFunction(() => !document.querySelector(".wrong"));

// Several files: a what-if, compared with what it extends.
await page.click("#what-if");
await page.keyboard.type('[question]\nrule = "unanimity"\n');
await page.click("#forecast");
await page.waitForFunction(() => document.getElementById("command").textContent.includes("what-if.toml"));
await answered(page);
const srcdoc = await page.getAttribute("#page", "srcdoc");
expect(srcdoc?.includes('<section id="variants"') && srcdoc.includes("What if …"), "what the what-if changes is not told");

// A link has the files.
await page.click("#link");
await page.waitForFunction(() => document.getElementById("copied").textContent);
const link = await page.evaluate(() => location.href);
expect((await page.evaluate(() => navigator.clipboard.readText())) === link, "the link is not copied");
const again = await visit(link, { width: 360, colorScheme: "dark" });
await again.waitForSelector("#tabs li:nth-child(2)");
expect((await again.inputValue(field)) === (await page.inputValue(field)), "the link has another text");
await answered(again);
await fits(again, "dark, 360 pixels");
await accessible(again, "dark");
await shot(again, "phone-dark");
await again.context().close();

// What takes long can be stopped.
await page.selectOption("#runs", "200000");
await page.click("#forecast");
await page.click("#stop");
await page.waitForFunction(() => document.getElementById("state").textContent === "Stopped.");

// A file of the folder.
await page.selectOption("#shelf", "mine.toml");
await page.waitForFunction(() => document.getElementById("summary").textContent.startsWith("ok: mine.toml"));
await page.context().close();

// Hostile files, from a link, with a hostile name; and a link that is none.
const name = `"><img src=x onerror=alert(1)>.toml`;
const packed = (state) => `${url}#${deflateRawSync(JSON.stringify(state)).toString("base64url")}`;
const hostile = await visit(packed({ files: { [name]: readFileSync("tests/browser/hostile.toml", "utf8"), "</title><script>alert(2)</script>": "<script>alert(3)</script>" }, active: name }), { width: 360 });
await answered(hostile);
expect((await hostile.getAttribute("#page", "srcdoc"))?.includes("onerror") ?? false, "there is no page of the hostile file");
await fits(hostile, "hostile");
await hostile.context().close();
const broken = await visit(`${url}#no-link`);
await broken.waitForFunction(() => document.getElementById("tabs").textContent.includes("school-board.toml"));
expect((await broken.textContent("#copied")).includes("cannot be read"), "it is not said that the link is none");
await broken.context().close();

await browser.close();
for (const fault of faults) console.error(fault);
console.log(`the playground at ${url}: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
