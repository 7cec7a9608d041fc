// Presses on a running meeting go one after another: the reply to each puts the whole room in anew, so a button that is
// pressed meanwhile may be gone from the page before its turn. What it said is kept, and sent by the form around it.
import htmx from "htmx.org";

const waiting = [];
let busy = false;
let refused = false; // since the clerk last waited for a reply

/** Whether a press is on its way or waits: what the page shows is about to change. */
export const pressing = () => busy;

/** Forget what waits: the server cannot be reached, and nothing is to be written later by surprise. */
export const forget = () => waiting.splice(0).length;

const without = ({ seen, ...said }) => JSON.stringify(said);
const sayingOf = (value) => without(JSON.parse(value));

// The button as it now stands knows what the clerk's own last press changed. Where it has become another one, what was
// pressed is sent as it was, and the server says why not.
const asItStands = (press) => {
  const now = document.getElementById(press.id)?.value;
  return now && sayingOf(now) === sayingOf(press.act) ? now : press.act;
};

const next = async () => {
  const press = waiting[0];
  busy = Boolean(press);
  if (!press) {
    refused = false;
    return;
  }
  const values = { ...press.fields, act: asItStands(press) };
  const swap = { target: "#live", swap: "innerHTML", select: "#live-parts" };
  try {
    await htmx.ajax("POST", window.location.href, { source: press.form, values, ...swap });
  } catch {
    // The page says so itself: see htmx:sendError and htmx:responseError.
  }
  waiting.shift();
  next();
};

document.addEventListener("htmx:confirm", (event) => {
  const { elt, verb } = event.detail;
  const form = elt.closest?.("form.cw-live");
  if (verb !== "post" || !form || elt === form) return;
  event.preventDefault();
  // A second tap on the same button is the same press.
  if (waiting.some((press) => press.id === elt.id && sayingOf(press.act) === sayingOf(elt.value))) return;
  const fields = Object.fromEntries([...form.querySelectorAll("input[id], select[id]")].map((each) => [each.name, each.value]));
  waiting.push({ id: elt.id, act: elt.value, form, fields });
  if (!busy) next();
});
// Why an earlier press was refused stays on the page when the one that waited behind it is accepted. Forms of their own,
// as on the page of an item, do not wait: each reply takes the place of the one before.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (!busy || detail.target.id !== "faults") return;
  const tells = Boolean(detail.fragment.querySelector(".nhsuk-error-summary"));
  if (refused && !tells) detail.shouldSwap = false;
  refused = refused || tells;
});
