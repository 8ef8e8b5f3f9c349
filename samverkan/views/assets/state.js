/* What is shown of what the page holds, and what is chosen. The address carries both, so that a link, a reload, and
   back and forward show the same. */
const root = document.documentElement;
const number = (n) => n.toLocaleString(root.lang);
/* What a very large network opens on lies as names and numbered ties; here it becomes nodes and edges as elsewhere. */
const groupNames = new Map(data.nodes.map((node) => [node.id, node.label]));
const nameOfGroup = (group) => groupNames.get(group);
function readInside({ group, ids, names, kinds, ties = [], near, outside }) {
  const told = (i) => (near ? { near: near[i], outside: outside[i] } : {});
  return { group, name: nameOfGroup(group), nodes: ids.map((id, i) => ({ id, label: names[i], kind: kinds[i] || "post", ...told(i) })), edges: ties.map(([a, b, weight]) => ({ from: ids[a], to: ids[b], kind: "tie", weight, text: data.words["strength-" + weight] })) };
}
data.inside = (data.inside || []).map((one) => (one.ids ? readInside(one) : one));
if (data.inside.length) data.edges.forEach((edge) => { if (!edge.kind) Object.assign(edge, { kind: "between", text: String(edge.n || 1) }); });
data.things = data.things.map((thing) => ({ facts: [], lights: [], ...thing }));
const things = new Map(data.things.map((thing) => [thing.id, thing]));
const whole = { group: "", name: "", nodes: data.nodes, edges: data.edges };
const insides = new Map((data.inside || []).map((one) => [one.group, one]));
const homes = new Map((data.inside || []).flatMap((one) => one.nodes.map((node) => [node.id, one.group])));

let scene = whole;
let nodes = new Map();
let neighbours = new Map();
function setScene(next) {
  scene = next;
  nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  neighbours = new Map(scene.nodes.map((node) => [node.id, []]));
  for (const edge of scene.edges) {
    neighbours.get(edge.from).push({ other: edge.to, edge, out: true });
    neighbours.get(edge.to).push({ other: edge.from, edge, out: false });
  }
}
setScene(whole);

/* `chosen` is one thing with its neighbours up to `degree`, `stop` a written step, `pick` a row of the legend; `marked` is what either means, `lit`
   that and all that is lit with it. Where nothing is lit, nothing is dimmed. */
const state = { chosen: null, stop: -1, pick: -1, degree: 1, way: null, marked: new Set(), lit: new Set(), filters: new Set(), by: { colour: "", size: "", shape: "", width: "" } };
const watchers = [];
const sceneWatchers = [];

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

/* The fields that things can be told by. A value is a key; the field knows its word, and its order where it has one. */
const fields = new Map((data.fields || []).map((field) => [field.key, field]));
const edgeFields = new Map((data.edge_fields || []).map((field) => [field.key, field]));
const valueOf = (one, field) => (field === "kind" ? one.kind : field === "seat" ? seats.get(one.id) : (one.groups || {})[field]);

/* Filters on one field are alternatives, on several fields all must hold; those of edges begin with edge: */
function holds(one, ofEdges) {
  if (!state.filters.size) return true;
  const wanted = new Map();
  state.filters.forEach((filter) => {
    const [name, value] = [filter.slice(0, filter.indexOf("=")), filter.slice(filter.indexOf("=") + 1)];
    if (name.startsWith("edge:") === ofEdges) wanted.set(name.replace("edge:", ""), [...(wanted.get(name.replace("edge:", "")) || []), value]);
  });
  return [...wanted].every(([field, values]) => [valueOf(one, field)].flat().some((value) => values.includes(value)));
}
const passes = (node) => holds(node, false);
const isDim = (node) => (state.lit.size > 0 && !state.lit.has(node.id)) || !passes(node);

function choose(id, degree = 1) {
  if (id !== null && !nodes.has(id) && homes.has(id)) openScene(insides.get(homes.get(id)));
  else if (id !== null && insides.has(id) && scene !== whole) openScene(whole);
  const known = id !== null && (things.has(id) || nodes.has(id));
  state.chosen = known ? id : null;
  state.stop = state.pick = -1;
  state.way = null;
  state.degree = known ? countSteps(degree, nodes.size) : 1;
  state.marked = new Set(known ? [id] : []);
  state.lit = known ? findLit(id, state.degree) : new Set();
  tell();
}

/* Light what a written step, or a row of the legend, names; what is not drawn itself lights what it leads to, as when it is chosen. */
const showStop = (number) => lightAll("stop", data.stops[number].lights, number);
const showPick = (number) => lightAll("pick", data.picks[number].lights, number);
const shownNow = () => data.stops[state.stop] || data.picks[state.pick] || null;
function lightAll(what, lights, number) {
  const groups = new Set(lights.map((id) => homes.get(id) || ""));
  openScene((groups.size === 1 && insides.get([...groups][0])) || whole);
  const drawn = lights.map((id) => (nodes.has(id) ? id : homes.get(id) || id));
  state.chosen = state.way = null;
  state.stop = state.pick = -1;
  state[what] = number;
  state.degree = 1;
  state.marked = new Set(drawn);
  state.lit = new Set(drawn.flatMap((id) => [id, ...(nodes.has(id) || !things.has(id) ? [] : things.get(id).lights)]));
  tell();
}

function openScene(next) {
  if (scene === next) return;
  setScene(next);
  state.chosen = null;
  state.filters = new Set();
  sceneWatchers.forEach((watch) => watch());
}

function tell() {
  writeAddress();
  watchers.forEach((watch) => watch());
}

/* Which closed box of a plan stands open; the page of a plan says how one is opened and closed. */
const boxOpen = { id: "", show: () => {}, hide: () => {} };
function writeAddress(how = "pushState") {
  const parts = [];
  const add = (key, value) => parts.push(key + "=" + encodeURIComponent(value));
  if (state.way) { add("from", state.way.from); add("to", state.way.to); }
  else if (state.chosen !== null) add("at", state.chosen);
  if (state.degree > 1) add("steps", state.degree);
  if (state.stop >= 0) add("stop", state.stop + 1);
  else if (state.pick >= 0) add("legend", state.pick + 1);
  else if (scene.group && state.chosen === null) add("in", scene.group);
  if (state.filters.size) parts.push("only=" + [...state.filters].map(encodeURIComponent).join(","));
  Object.entries(state.by).forEach(([channel, field]) => { if (field) add(channel, field); });
  if (main && main.dataset.tab !== firstTab) add("tab", main.dataset.tab);
  if (pinned) add("pin", pinned);
  if (boxOpen.id) add("open", boxOpen.id);
  if (slideAt >= 0) add("visa", slideAt + 1);
  const address = "#" + parts.join("&");
  if ((location.hash || "#") !== address) history[how](null, "", address);
}

/* An address is key=value, joined by &; one that begins with no key begins with what is chosen. */
function readAddress() {
  const parts = location.hash.slice(1).split("&").filter(Boolean).map((part) => (part.includes("=") ? part : "at=" + part));
  const given = new Map(parts.map((part) => part.split("=")).map(([key, ...value]) => [key, value.join("=")]));
  const read = (key) => decodeURIComponent(given.get(key) || "");
  try {
    const id = read("at");
    openScene(insides.get(read("in")) || (homes.has(id) ? scene : whole));
    state.filters = new Set((given.get("only") || "").split(",").filter(Boolean).map(decodeURIComponent));
    Object.keys(state.by).forEach((channel) => { state.by[channel] = read(channel); });
    openTab(read("tab") || firstTab);
    if (data.stops[Number(given.get("stop")) - 1]) showStop(Number(given.get("stop")) - 1);
    else if (data.picks[Number(given.get("legend")) - 1]) showPick(Number(given.get("legend")) - 1);
    else choose(id || read("from") || null, Number(given.get("steps")) || 1);
    if (given.has("open")) boxOpen.show(read("open"));
    else boxOpen.hide();
    if (given.has("to")) showWay(read("from"), read("to"));
    pinActor(read("pin"));
    if (given.has("visa")) showSlide((Number(given.get("visa")) || 1) - 1);
    else hideShow();
  } catch { choose(null); }
}
listen(window, "popstate", readAddress);

/* Colours are tokens of the style; what is drawn on the canvas asks for them by name. */
let tones = new Map();
function tone(name) {
  if (!tones.has(name)) tones.set(name, getComputedStyle(root).getPropertyValue("--" + name).trim() || "#000");
  return tones.get(name);
}
const dashes = { solid: [], dashed: [6, 5], dotted: [1.5, 5] };

/* What a node looks like when nothing else is said of it, as everything of looks from encode.py. */
const { usual } = data.looks;
const look = (node, field) => (node[field] === undefined ? usual[field] : node[field]);

const make = (tag, text, look) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (look) element.className = look;
  return element;
};
