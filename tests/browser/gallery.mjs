// The pictures of docs/report.md: tests/browser/gallery.mjs CHROMIUM PAGE FOLDER, of a page that answers back.
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, file, folder] = process.argv.slice(2);
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
await browser.close();
