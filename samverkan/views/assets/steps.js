/* Steps of a presentation: made from the plan (each chooses a thing), or written (a header, a text, what is lit). */
const stops = [...document.querySelectorAll(".stop")];
let at = -1; /* the step that was shown last; it is kept while something else is looked at */

function goTo(number) {
  if (!stops.length) return;
  at = Math.max(0, Math.min(stops.length - 1, number));
  const stop = data.stops[at];
  if (stop.select) choose(stop.select);
  else showStop(at);
  const first = [stop.select, ...stop.lights].find((id) => id && (nodes.has(id) || rows.some((row) => row.dataset.row === id)));
  if (first) bringToView(first);
}
function stopElements(stop) {
  const lit = make("ul");
  lit.append(...stop.lights.map((id) => { const item = make("li"); item.append(refButton(id, nameOf(id))); return item; }));
  const said = stop.text.split(/\n\s*\n/u).filter(Boolean).map((part) => make("p", part, "step-text"));
  return [make("h2", stop.name, "step-header"), ...said, ...(stop.lights.length ? [lit] : [])];
}
function findStop() {
  if (state.stop >= 0 || state.chosen === null) return state.stop;
  const own = data.stops.findIndex((one) => one.select === state.chosen);
  const row = own < 0 && rows.find((one) => one.dataset.row === state.chosen && one.closest(".path-list")); /* a row is the step of whom it is about */
  return row ? data.stops.findIndex((one) => one.select && (row.dataset.lights || "").split(" ").includes(one.select)) : own;
}
const stopName = document.getElementById("stop-name");
const firstName = stopName ? stopName.textContent : "";
let fitted = -1;
watchers.push(() => {
  if (state.stop !== fitted && (state.stop >= 0 || state.chosen === null)) { fitLit(); fitted = state.stop; }
  const found = findStop();
  if (state.chosen === null || found >= 0) at = found;
  if (stopName && (found >= 0 || at < 0)) stopName.textContent = found < 0 ? firstName : data.stops[found].name;
  stops.forEach((button, i) => (i === found ? button.setAttribute("aria-current", "step") : button.removeAttribute("aria-current")));
  if (found >= 0) stops[found].scrollIntoView({ block: "nearest", inline: "nearest" });
});
stops.forEach((button, i) => listen(button, "click", () => goTo(i)));
press("previous", () => goTo(at - 1));
press("next", () => goTo(at + 1));
