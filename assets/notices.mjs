// List every package whose code reaches the browser, with its licence in full.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const frontendNotice = `MIT License

Copyright (c) NHS England (Crown copyright) and the authors of GOV.UK Frontend, from which parts derive

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

function packageFolder(input) {
  const match = input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
  return match && match[1];
}

function licenceText(folder, name) {
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  if (file) return readFileSync(join(folder, file), "utf8").trim();
  // The package says MIT and carries no licence file.
  if (name === "nhsuk-frontend") return frontendNotice;
  throw new Error(`${name} has no licence file: write its notice in notices.mjs`);
}

export function writeNotices(metafile, here, path) {
  const folders = new Set(["node_modules/nhsuk-frontend"]);
  for (const input of Object.keys(metafile.inputs)) {
    const folder = packageFolder(input);
    if (folder) folders.add(folder);
  }
  const packages = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(here, folder, "package.json"), "utf8"));
    return { name, version, license, text: licenceText(join(here, folder), name) };
  });
  packages.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1));

  const lines = [
    "Commonweal's own code is under the MIT licence (see LICENSE). The styles, scripts and icons that it serves are built",
    "from the packages below; each is listed with its version, its licence and the full text of that licence.",
    "The NHS logo and the Frutiger typeface are not part of Commonweal.",
    "",
    ...packages.map(({ name, version, license }) => `${name} ${version} (${license})`),
  ];
  for (const { name, version, text } of packages) {
    lines.push("", "-".repeat(100), `${name} ${version}`, "-".repeat(100), "", text.replace(/\r/g, ""));
  }
  writeFileSync(path, lines.map((line) => line.replace(/[ \t]+$/gm, "")).join("\n") + "\n");
}
