// Draw every <div data-chart> from the Vega-Lite JSON that stands beside it, under a policy without unsafe-eval or
// unsafe-inline: expressions are interpreted, and no library may inject a style element.
import * as vega from "vega";
import * as vegaLite from "vega-lite";
import embed from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import { config, formatLocale, timeFormatLocale } from "./chart-look.js";

const options = {
  vega,
  vegaLite,
  config,
  formatLocale,
  timeFormatLocale,
  mode: "vega-lite",
  renderer: "svg",
  actions: false,
  ast: true,
  expr: expressionInterpreter,
  defaultStyle: false,
  tooltip: { disableDefaultStyle: true },
};

// A box may name its script (data-spec="id"); otherwise it is the next JSON script in the same parent.
function specFor(box) {
  const named = box.dataset.spec && document.getElementById(box.dataset.spec);
  const script = named || box.parentElement.querySelector('script[type="application/json"]');
  if (!script) throw new Error("there is no chart beside this box");
  return JSON.parse(script.textContent);
}

async function draw(box) {
  const label = box.getAttribute("aria-label");
  try {
    await embed(box, specFor(box), options);
    // The box itself is the image, in the page's own words: the drawing has put its description in their place, and its
    // parts would be met as well.
    box.setAttribute("role", "img");
    box.removeAttribute("aria-roledescription");
    if (label) box.setAttribute("aria-label", label);
    box.querySelector("svg")?.setAttribute("aria-hidden", "true");
    box.dataset.chart = "ok";
  } catch (error) {
    box.dataset.chart = "failed";
    console.error("A chart could not be drawn:", error);
  }
}

for (const box of document.querySelectorAll("[data-chart]")) draw(box);
