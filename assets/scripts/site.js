// The script of every page. Every page works without it; it only makes some things quicker.
import { initAll } from "nhsuk-frontend";
import { followSliders } from "./sliders.js";
import { searchPickers } from "./pickers.js";

initAll();
followSliders(document);
searchPickers(document);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
document.body.dataset.ready = "ok";
