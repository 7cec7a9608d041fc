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
  try {
    await embed(box, specFor(box), options);
    // The box itself is the image; without this a screen reader would meet the drawing's parts as well.
    box.querySelector("svg")?.setAttribute("aria-hidden", "true");
    box.dataset.chart = "ok";
  } catch (error) {
    box.dataset.chart = "failed";
    console.error("A chart could not be drawn:", error);
  }
}

for (const box of document.querySelectorAll("[data-chart]")) draw(box);
