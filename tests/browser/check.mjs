// What must hold of a page in a browser: nothing is fetched, nothing runs, nothing is logged; no width from 360
// pixels on makes it scroll sideways; the answer is there; the markup is valid; axe-core finds no serious fault.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const [executablePath, shots, ...files] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
const faults = [];

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
for (const file of files) {
  const name = basename(file, ".html");
  const fault = (what) => faults.push(`${name}: ${what}`);

  const validity = await validator.validateFile(file);
  for (const { messages } of validity.results) for (const { ruleId, line, column, message } of messages) fault(`${line}:${column} ${message} (${ruleId})`);

  for (const colorScheme of ["light", "dark"]) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1100, height: 900 } });
    const url = pathToFileURL(file).href;
    page.on("console", (message) => fault(`the console says: ${message.text()}`));
    page.on("pageerror", (error) => fault(`an error: ${error}`));
    page.on("dialog", (dialog) => { fault(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("request", (request) => { if (request.url() !== url && !request.url().startsWith("blob:")) fault(`a request: ${request.url()}`); });
    await page.goto(url);

    const answer = await page.textContent("#answer");
    if (!/ with probability [<>]?\d/.test(answer)) fault(`no answer: ${answer}`);
    for (const width of [360, 500, 705, 800, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) fault(`${width} pixels: ${wide} too wide`);
    }
    if (shots) {
      for (const [width, what] of [[1000, colorScheme], [360, `phone-${colorScheme}`]]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: `${shots}/${name}-${what}.png`, fullPage: true });
      }
    }
    if (shots && colorScheme === "light") {
      await page.emulateMedia({ media: "print" });
      await page.pdf({ path: `${shots}/${name}.pdf`, format: "A4", printBackground: true });
      await page.emulateMedia({ media: "screen" });
    }
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
    for (const width of [360, 1100]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) fault(`${width} pixels, all opened: ${wide} too wide`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      for (const { id, impact, help, nodes } of violations)
        if (["serious", "critical"].includes(impact)) fault(`${colorScheme}, ${width} pixels: ${help} (${id}): ${nodes[0].html.slice(0, 200)}`);
    }
    await page.close();
  }
}
await browser.close();
for (const fault of faults) console.error(fault);
console.log(`${files.length} pages in ${browser.version?.() ?? "chromium"}: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
