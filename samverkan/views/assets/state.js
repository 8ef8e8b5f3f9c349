/* What the page holds, and what is chosen. The address carries the choice, so that a link or a reload shows the same. */
const data = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const things = new Map(data.things.map((thing) => [thing.id, thing]));
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const neighbours = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  neighbours.get(edge.from).push({ other: edge.to, edge });
  neighbours.get(edge.to).push({ other: edge.from, edge });
}

const state = { chosen: null, degree: 1, lit: new Set() };
const watchers = [];

function nameOf(id) {
  const found = things.get(id) || nodes.get(id);
  return found ? found.name || found.label : "";
}

/* Everything lit with a thing: what it names itself, else its neighbours up to the chosen degree. */
function findLit(id, degree) {
  const thing = things.get(id);
  if (thing && thing.lights.length) return new Set([id, ...thing.lights]);
  const lit = new Set([id]);
  let edge = [id];
  for (let step = 0; step < degree; step += 1) {
    edge = edge.flatMap((one) => (neighbours.get(one) || []).map((way) => way.other)).filter((other) => !lit.has(other));
    edge.forEach((other) => lit.add(other));
  }
  return lit;
}

function choose(id, degree = 1) {
  const known = id !== null && (things.has(id) || nodes.has(id));
  state.chosen = known ? id : null;
  state.degree = known ? degree : 1;
  state.lit = known ? findLit(id, degree) : new Set();
  const address = known ? "#" + encodeURIComponent(id) + (degree > 1 ? "+" + degree : "") : "#";
  if (decodeURI(location.hash || "#") !== decodeURI(address)) history.pushState(null, "", address);
  watchers.forEach((watch) => watch());
}

function readAddress() {
  const [id, degree] = location.hash.slice(1).split("+");
  let name = null;
  try { name = decodeURIComponent(id); } catch { name = null; }
  choose(name || null, Number(degree) || 1);
}
window.addEventListener("popstate", readAddress);

/* Colours are tokens of the style; what is drawn on the canvas asks for them by name. */
let tones = new Map();
function tone(name) {
  if (!tones.has(name)) tones.set(name, getComputedStyle(root).getPropertyValue("--" + name).trim() || "#000");
  return tones.get(name);
}
const dashes = { solid: [], dashed: [6, 5], dotted: [1.5, 5] };
