/* Show only, and tell by: the chips of the legend count what is shown and select it; colour, size, shape and width by a
   field have legends of their own. */
listen(document, "click", (event) => {
  const chip = event.target.closest("[data-filter]");
  if (!chip) return;
  if (!state.filters.delete(chip.dataset.filter)) state.filters.add(chip.dataset.filter);
  tell();
});
const channels = Object.keys(state.by).map((key) => ({ key, select: document.getElementById(key), list: document.getElementById(key + "-key") })).filter((one) => one.select);
channels.forEach(({ key, select }) => listen(select, "change", () => {
  state.by[key] = select.value;
  dropUnseen();
  tell();
}));
const fieldOf = (filter) => filter.slice(0, filter.indexOf("="));
const filterBy = (channel) => (channel === "width" ? "edge:" : "") + state.by[channel];
/* A filter whose legend is no longer there could not be taken away by anybody. */
function dropUnseen() {
  const seen = new Set(["kind", "edge:kind", ...channels.map(({ key }) => filterBy(key))]);
  state.filters = new Set([...state.filters].filter((filter) => seen.has(fieldOf(filter))));
}

function svgSample(box, ...children) {
  const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  sample.setAttribute("viewBox", box);
  sample.setAttribute("class", "sample");
  sample.setAttribute("aria-hidden", "true");
  children.forEach(([tag, attributes]) => {
    const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => part.setAttribute(name, value));
    sample.append(part);
  });
  return sample;
}
const samples = {
  colour: (place) => make("span", "", "swatch c" + (place + 1)),
  size: (place, many) => svgSample("-24 -24 48 48", ["circle", { r: sizeAt(place, many) }]),
  shape: (place) => svgSample("-12 -12 24 24", ["path", { d: pathText(otherShapes[place], 8.5) }]),
  width: (place, many) => svgSample("0 0 24 24", ["path", { d: "M2 12H22", "stroke-width": widthAt(place, many) }]),
};
function legendItem(channel, { value, word, n }, place, many) {
  const item = make("li");
  const chip = make("button", "", "chip");
  chip.type = "button";
  chip.dataset.filter = filterBy(channel) + "=" + value;
  const sample = place < 8 ? samples[channel](place, many) : "";
  chip.append(sample, " ", word, " ", make("span", number(n), "count"));
  item.append(chip);
  return item;
}
/* A field is offered where what is shown differs in it: groups, for one, are of no kind. */
const isTold = (channel, key) => countValues(channel === "width" ? scene.edges : scene.nodes, channel === "width" ? edgeFields : fields, key).length > 1;
/* A legend is made anew only when it says something else, so that whoever stands on a chip stays there. */
const made = new Map();
function fillLegend(channel, list, values) {
  made.set(channel, values);
  const more = values.length > most ? [make("li", fill(data.words.more, { n: number(values.length - most) }), "second")] : [];
  list.replaceChildren(...values.slice(0, most).map((one, place) => legendItem(channel, one, place, values.length)), ...more);
}
const most = 12;
function tellFields() {
  channels.forEach(({ key, select, list }) => {
    select.value = state.by[key];
    if (select.selectedIndex < 0) { state.by[key] = ""; select.value = ""; }
    select.parentElement.hidden = ![...select.options].some((option) => isTold(key, option.value));
    if (made.get(key) !== valuesOf(key)) fillLegend(key, list, valuesOf(key));
  });
  const appearance = document.getElementById("appearance");
  if (appearance) appearance.hidden = channels.every(({ select }) => select.parentElement.hidden);
  const legend = document.getElementById("key");
  if (legend) legend.classList.toggle("reshaped", state.by.shape !== "");
  document.querySelectorAll("[data-filter]").forEach((chip) => chip.setAttribute("aria-pressed", String(state.filters.has(chip.dataset.filter))));
}
watchers.push(tellFields);
tellFields();
