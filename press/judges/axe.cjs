// Ask axe-core about the pages of a website, in Chromium, in light and in dark.
//
// In, on the command line: where the modules lie, the browser, and the pages' files. Out, on
// standard output: JSON with axe's version and, for each page and scheme, what it found.
const [modules, browser, ...files] = process.argv.slice(2);
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");
const take = createRequire(`${modules}/`);
const puppeteer = take("puppeteer-core");
const { source, version } = take("axe-core");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

async function judge(page, file, scheme) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(source);
  const result = await page.evaluate((rules) => axe.run({ runOnly: rules }), RULES);
  const found = result.violations.map((rule) => ({
    rule: rule.id,
    impact: rule.impact,
    help: rule.help,
    where: rule.nodes.map((node) => node.target.join(" ")),
  }));
  return { file, scheme, found, passes: result.passes.length };
}

async function main() {
  const chrome = await puppeteer.launch({
    executablePath: browser,
    // Without a sandbox, since a root user's Chromium has none; only our own files are opened.
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  const page = await chrome.newPage();
  const pages = [];
  for (const file of files) {
    for (const scheme of ["light", "dark"]) pages.push(await judge(page, file, scheme));
  }
  await chrome.close();
  process.stdout.write(JSON.stringify({ version, pages }));
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
