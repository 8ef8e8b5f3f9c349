/* A closed box of the plan opens over the middle columns: its rows in two halves, the neighbours of each on its own side. */
const boxes = new Map(Object.entries(data.boxes || {}));
const boxOf = new Map([...boxes].flatMap(([box, kept]) => kept.map(([id]) => [id, box])));
const planPane = document.getElementById("plan");
const headOfGround = planPane && planPane.querySelector(".ground-head");
let closedBoxes = null;
const canOpen = (id) => Boolean(planPane) && boxes.has(id) && boxes.get(id).length > 1;

/* The halves part where a body begins, as near the middle as one does. */
function halveRows(kept) {
  const middle = kept.length / 2;
  const starts = kept.map(([, , look], i) => (i && look !== "post" && look !== "us" ? i : -1)).filter((i) => i > 0 && Math.abs(i - middle) <= kept.length / 6);
  const at = starts.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] || Math.ceil(middle);
  return [kept.slice(0, at), kept.slice(at)];
}
/* The ties of some rows to other boxes, and how many each of these has. */
function findOutward(ids) {
  const ties = [], counts = new Map();
  scene.edges.filter((edge) => edge.kind === "tie").forEach((edge) => [[edge.from, edge.to], [edge.to, edge.from]].forEach(([own, other]) => {
    const box = boxOf.get(other) || other;
    if (!ids.has(own) || box === boxOpen.id) return;
    ties.push({ own, box, weight: edge.weight });
    counts.set(box, (counts.get(box) || 0) + 1);
  }));
  return { ties, counts };
}
function countInward() {
  const found = new Map();
  scene.edges.filter((edge) => edge.kind === "tie" && boxOf.get(edge.from) === boxOpen.id && boxOf.get(edge.to) === boxOpen.id).forEach((edge) => [edge.from, edge.to].forEach((id) => found.set(id, (found.get(id) || 0) + 1)));
  return found;
}
function rowElement([id, level, kind, near, letters], tail) {
  const row = make("button", "", `entry ${kind} l${Math.min(level, 6)}`);
  row.type = "button";
  row.tabIndex = -1;
  row.dataset.ref = id;
  if (kind === "us") row.append(make("span", data.words.us, "we"));
  else row.append(signElement(id, near));
  const name = make("span", nameOf(id), "name"), ends = make("span", "", "ends");
  if (tail) ends.append(make("span", tail, "tail"));
  [...(letters || "")].forEach((letter) => ends.append(make("b", letter, "seat")));
  row.append(name, ends);
  return row;
}
function signElement(id, near) {
  const sign = svgPart("svg", "sign" + (near === -2 ? "" : ` near-${near < 0 ? "none" : near}`), { viewBox: "-12 -12 24 24", "aria-hidden": "true" });
  sign.append(svgPart("path", "", { d: data.looks.shapes[look(nodes.get(id) || {}, "shape")] || data.looks.shapes.rounded }));
  return sign;
}
function boxElement(key, content, kind) {
  const box = make("div", "", "box " + kind);
  box.dataset.box = key;
  box.append(...content);
  return box;
}
/* The neighbours that have room, those with most ties first; the rest are counted. */
function neighbourBoxes(side, counts) {
  const room = Math.max(4, Math.floor(planPane.clientHeight / 30) - 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const shown = ranked.slice(0, room).map(([id, n]) => boxElement(`${side}:${id}`, [rowElement([id, 0, "head", (boxes.get(id) || [[id, 0, "head", -2]])[0][3]], String(n))], "closed"));
  const left = ranked.length - shown.length;
  return left > 0 ? [...shown, make("p", fill(data.words["boxes-left"], { n: left }), "under")] : shown;
}
function showBox(id) {
  if (!canOpen(id) || isStacked()) return;
  hideBox();
  boxOpen.id = id;
  const stacks = [...planPane.querySelectorAll(".column .stack")];
  closedBoxes = { stacks: stacks.map((stack) => [...stack.childNodes]), streets: data.streets.plan, head: headOfGround ? [...headOfGround.childNodes] : [] };
  const inward = countInward(), wires = [], linked = new Set();
  halveRows(boxes.get(id)).forEach((half, n) => {
    const side = n ? "r" : "l";
    const { ties, counts } = findOutward(new Set(half.map(([own]) => own)));
    const own = new Map();
    ties.forEach((tie) => { own.set(tie.own, (own.get(tie.own) || 0) + 1); linked.add(tie.box); });
    stacks[n + 1].replaceChildren(boxElement(`half:${side}`, half.map((row) => rowElement(row, `${inward.get(row[0]) || 0} · ${own.get(row[0]) || 0}`)), "opened-box"));
    stacks[n ? 3 : 0].replaceChildren(...neighbourBoxes(side, counts));
    wires.push(...ties.filter((tie) => stacks[n ? 3 : 0].querySelector(`[data-box="${CSS.escape(`${side}:${tie.box}`)}"]`)).map((tie) => [tie.own, `${side}:${tie.box}`, "tie", tie.weight, (things.get(tie.own), (nodes.get(tie.own) || {}).fill === "accent"), ""]));
  });
  stacks[3].append(make("p", fill(data.words["no-contact-here"], { n: boxes.size - 1 - linked.size }), "under"));
  data.streets.plan = wires;
  planPane.classList.add("opened");
  writeHead(id);
  relayPlan();
}
function writeHead(id) {
  const button = make("button", "× " + data.words["close-box"], "close-box");
  button.type = "button";
  listen(button, "click", () => { hideBox(); choose(null); });
  const title = make("b", `${nameOf(id)} · ${boxes.get(id).length}`), note = make("small", data.words["open-note"], "quiet");
  if (headOfGround) headOfGround.replaceChildren(title, note, button);
  else planPane.querySelectorAll(".stack")[1].prepend(button);
}
function hideBox() {
  if (!boxOpen.id) return;
  [...planPane.querySelectorAll(".column .stack")].forEach((stack, n) => stack.replaceChildren(...closedBoxes.stacks[n]));
  if (headOfGround) headOfGround.replaceChildren(...closedBoxes.head);
  data.streets.plan = closedBoxes.streets;
  planPane.classList.remove("opened");
  boxOpen.id = "";
  relayPlan();
}
function relayPlan() {
  laidOf.delete(planPane);
  layPane(planPane);
  planPane.querySelector(".column .entry")?.setAttribute("tabindex", "0");
}
/* Choosing a closed box opens it; choosing what is in another one goes there. */
watchers.push(() => {
  if (!planPane || !boxes.size || main.dataset.tab !== "plan") return;
  const id = state.chosen;
  if (id === null) return;
  const before = boxOpen.id;
  if (canOpen(id) && id !== boxOpen.id && planPane.querySelector(`.box.closed [data-ref="${CSS.escape(id)}"]`)) showBox(id);
  else if (boxOf.has(id) && !planPane.querySelector(`[data-ref="${CSS.escape(id)}"]`)) showBox(boxOf.get(id));
  if (boxOpen.id !== before) writeAddress("replaceState");
});
listen(document, "keydown", (event) => { if (event.key === "Escape" && boxOpen.id && state.chosen === null) hideBox(); }, true);
Object.assign(boxOpen, { show: showBox, hide: hideBox });
