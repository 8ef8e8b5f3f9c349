/* What a network has beside its picture: how far to look, groups that open, and places to save. Every control is in
   the page already; here they come to life. */
const shown = document.getElementById("shown");

/* ---- what is shown, and what is hidden ---- */
const allShown = shown ? shown.textContent : "";
function tellShown() {
  if (!shown || !(network || panes.length)) return;
  const left = scene.nodes.filter(passes).length;
  if (scene.group) shown.textContent = fill(data.words["inside-shown"], { shown: number(left), total: number(countInside()) });
  else if (left < scene.nodes.length) shown.textContent = fill(data.words.filtered, { shown: number(left), total: number(data.total) });
  else shown.textContent = main && main.dataset.tab === "steps" && data.rings.length ? "" : allShown; /* there the heads count */
  tellUndrawn();
}
/* A line that no street leads to is not drawn, but counted. */
function tellUndrawn() {
  const left = isStacked() ? 0 : panes.reduce((sum, pane) => sum + (pane.clientWidth ? Number(pane.dataset.undrawn || 0) : 0), 0);
  if (left) shown.textContent = [shown.textContent, fill(data.words[left === 1 ? "lines-left-one" : "lines-left-many"], { n: number(left) })].filter(Boolean).join(" · ");
}
/* Groups are no actors, organisations are. */
const countInside = () => (data.nodes.some((node) => homes.has(node.id)) ? new Set(everybody.map((node) => node.id)).size : everybody.length - data.nodes.length);
watchers.push(tellShown);
sceneWatchers.push(tellShown);
tellShown();

/* ---- how far, and everything ---- */
press("more", () => { if (state.chosen !== null) choose(state.chosen, state.degree + 1); });
press("less", () => { if (state.chosen !== null) choose(state.chosen, state.degree - 1); });
const zoom = (times) => { moved = true; network.moveTo({ scale: network.getScale() * times, animation: false }); repaint(); };
press("zoom-in", () => zoom(1.25));
press("zoom-out", () => zoom(0.8));
press("fit", () => { moved = false; fitPicture(); repaint(); });
const degree = document.getElementById("degree");
watchers.push(() => {
  if (!degree) return;
  degree.hidden = state.chosen === null;
  document.getElementById("degree-now").textContent = number(state.degree);
  document.getElementById("less").disabled = state.degree < 2;
});

/* ---- groups ---- */
const up = document.getElementById("all-groups");
const caption = document.getElementById("caption");
const wholeCaption = caption ? caption.textContent : "";
press("all-groups", () => { openScene(whole); choose(null); });
sceneWatchers.push(() => {
  if (up) up.hidden = scene === whole;
  if (caption) caption.textContent = scene === whole ? wholeCaption : scene.name;
  showInside();
});

/* The actors of an open group, as a table after the one of the groups. */
function showInside() {
  const old = document.getElementById("t-inside");
  if (old) old.remove();
  const groups = document.getElementById("t-nodes");
  if (!groups || !insides.size) return;
  groups.hidden = scene !== whole;
  if (scene === whole) return;
  const table = make("table", "", "sortable");
  table.id = "t-inside";
  table.append(make("caption", scene.name));
  const head = table.createTHead().insertRow();
  data.inside_columns.forEach((title) => {
    const cell = make("th");
    const button = make("button", title, "sort");
    button.type = "button";
    cell.scope = "col";
    cell.append(button);
    head.append(cell);
  });
  const body = table.createTBody();
  [...scene.nodes].sort((a, b) => a.label.localeCompare(b.label, root.lang)).forEach((node) => {
    const row = body.insertRow();
    const name = make("th");
    name.scope = "row";
    name.append(refButton(node.id, node.label));
    row.append(name, make("td", data.kinds[node.kind] || ""), make("td", String(new Set(neighbours.get(node.id).map((way) => way.other)).size)));
    row.lastChild.dataset.sort = row.lastChild.textContent;
  });
  groups.after(table);
}

/* ---- files to save ---- */
press("save-positions", () => {
  const positions = Object.fromEntries(everybody.map(({ id, x, y, box, column, order }) => [id, box === undefined ? { x, y } : { x, y, box, column, order }]));
  save("positions.json", new Blob([JSON.stringify({ positions }, null, 1)], { type: "application/json" }));
});

