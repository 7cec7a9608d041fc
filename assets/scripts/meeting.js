// The pages on which a clerk runs a meeting: what was entered comes back in its place, and the rest of the page stays.
// Without this script every button sends its form as a plain one, and the whole page comes back.
import htmx from "htmx.org";
import { forget, pressing } from "./press-queue.js";

// The site's policy allows no style of a script's own making, and no code out of text.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.historyEnabled = false;
// What stands in the way comes with 400, what somebody else changed with 409: both are shown in the page.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "(200|400|409)", swap: true },
  { code: "...", swap: false, error: true },
];

const said = () => document.getElementById("said");

document.addEventListener("htmx:afterSettle", () => {
  const summary = document.querySelector("#faults .nhsuk-error-summary");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
});
// Nobody looks, or a choice is half made: what others entered can wait for the next time.
const waits = () => document.hidden || pressing() || Boolean(document.getElementById("guest")?.value);
const looks = (detail) => detail.requestConfig?.verb === "get";
document.addEventListener("htmx:beforeRequest", (event) => {
  if (looks(event.detail) && waits()) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr?.status !== 200 || looks(detail)) return;
  for (const field of document.querySelectorAll("input[data-once]")) field.value = "";
});
// A whole page is no part of one: it comes where nobody is signed in any more, and the address itself then says so.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // What was looked up before a press is older than the reply to it.
  if (looks(detail) && pressing()) detail.shouldSwap = false;
  if (!/^\s*<!doctype/i.test(detail.serverResponse)) return;
  detail.shouldSwap = false;
  window.location.reload();
});
// Signed out, not permitted, a fault of the program: the whole page says what.
document.addEventListener("htmx:responseError", () => {
  forget();
  window.location.reload();
});
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (looks(detail)) return;
  const lost = forget() > 1 ? "none of what you pressed last was written" : "nothing was written";
  said().classList.remove("nhsuk-u-visually-hidden");
  said().textContent = `The server could not be reached, so ${lost}. Press again in a moment.`;
});
document.body.dataset.meeting = "ok";
