/** What a script finds in pages, in an installed Firefox; `tests/javascript.py` gives the requests, a line each. */
import puppeteer from "puppeteer-core";

let page = null;

async function begin(executablePath) {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath });
  process.stdin.on("end", () => browser.close());
  return await browser.newPage();
}

/** Opens a page in `firefox`, waits for an element, runs `open`, and gives what the function `find` returns in each window. */
async function answer({ firefox, address, wanted, open, find, windows }) {
  page ??= await begin(firefox);
  await page.goto(address);
  await page.waitForSelector(wanted);
  await page.evaluate(open);
  const found = [];
  for (const [width, height] of windows) {
    await page.setViewport({ width, height });
    found.push(await page.evaluate(`(${find})()`));
  }
  return found;
}
