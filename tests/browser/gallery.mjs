// The pictures of docs/report.md, of a page that answers back, and of docs/playground.md:
// tests/browser/gallery.mjs CHROMIUM PAGE NEMCON WEB FOLDER.
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { served } from "./served.mjs";

const [executablePath, file, nemcon, web, folder] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const open = async (colorScheme, width, height) => {
  const page = await browser.newPage({ colorScheme, viewport: { width, height } });
  await page.goto(pathToFileURL(file).href);
  return page;
};
const picture = (name) => ({ path: `${folder}/page-${name}.png`, animations: "disabled" });

const light = await open("light", 780, 800);
await light.screenshot(picture("answer"));
await light.selectOption("[name=member]", "TUR");
await light.waitForFunction(() => {
  const answer = document.getElementById("ask-answer");
  return !answer.className && answer.textContent.includes("points");
});
await light.$eval("#ask", (section) => section.scrollIntoView());
await light.screenshot(picture("ask"));

const dark = await open("dark", 780, 640);
await dark.$eval("#time", (section) => section.scrollIntoView());
await dark.screenshot(picture("dark"));

const phone = await open("light", 360, 720);
await phone.$eval("#members", (section) => section.scrollIntoView());
await phone.screenshot(picture("phone"));

const playground = await browser.newPage({ colorScheme: "light", viewport: { width: 1280, height: 800 } });
await playground.goto(await served(nemcon, "--web", web));
await playground.waitForFunction(() => document.getElementById("state").textContent.startsWith("Answered"), null, { timeout: 120_000 });
// The page stands in a frame, which is drawn after the state is said.
await playground.frameLocator("#page").locator("main, body").first().waitFor();
await playground.waitForTimeout(1_000);
await playground.screenshot({ path: `${folder}/playground.png`, animations: "disabled" });
await browser.close();
process.exit();
