// Build the styles, scripts, images, notices and manifest that Commonweal serves. Run it with `make assets`.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";
import { writeNotices } from "./notices.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, "../src/commonweal/site/static/commonweal");
const frontend = join(here, "node_modules/nhsuk-frontend/dist/nhsuk");

for (const folder of ["css", "js", "images"]) {
  rmSync(join(out, folder), { recursive: true, force: true });
  mkdirSync(join(out, folder), { recursive: true });
}

// No charset, else the file begins with a byte-order mark.
const styles = sass.compile(join(here, "main.scss"), {
  style: "compressed",
  charset: false,
  loadPaths: [join(here, "node_modules"), here],
  silenceDeprecations: [],
});
writeFileSync(join(out, "css/site.css"), styles.css + "\n");

// One file for each script: hashed storage does not follow imports inside modules.
const bundled = await esbuild.build({
  absWorkingDir: here,
  entryPoints: { site: "scripts/site.js", charts: "scripts/charts.js", meeting: "scripts/meeting.js" },
  outdir: join(out, "js"),
  bundle: true,
  minify: true,
  format: "iife",
  legalComments: "none",
  metafile: true,
});

// The plain icons only: the favicons and the open-graph picture of the design system carry the NHS mark.
const plain = /^nhsuk-icon-(arrow|chevron|cross|minus|plus|search|tick|user)/;
for (const name of readdirSync(join(frontend, "assets/images")).filter((name) => plain.test(name))) {
  cpSync(join(frontend, "assets/images", name), join(out, "images", name));
}
for (const name of readdirSync(join(here, "images"))) cpSync(join(here, "images", name), join(out, "images", name));

writeNotices(bundled.metafile, here, join(out, "NOTICES.txt"));

const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}
const hashes = (paths, root) => Object.fromEntries(paths.map((path) => [relative(root, path), sha256(path)]));
const sources = ["build.mjs", "notices.mjs", "main.scss", "package.json", "package-lock.json"].map((name) => join(here, name));
for (const folder of ["styles", "scripts", "images"]) sources.push(...files(join(here, folder)));
writeFileSync(
  join(here, "manifest.json"),
  JSON.stringify({ built: hashes([...files(out)], out), sources: hashes(sources, here) }, null, 2) + "\n",
);
if (!existsSync(join(out, "js/site.js"))) throw new Error("nothing was built");
