/* The page around the picture: panel, rows, search, steps, lists, light and dark, print. */
const panel = document.getElementById("panel");

/* ---- the panel ---- */
function lineElement(line) {
  const item = make("li", "", line.look === "second" ? "second" : "");
  if (line.look === "pill") item.append(make("span", line.text, "pill " + line.tone));
  else if (line.sign) item.append(make("span", line.sign, "disc " + line.tone), " ", make("b", line.text));
  else if (line.ref && (things.has(line.ref) || nodes.has(line.ref))) item.append(refButton(line.ref, line.text));
  else if (line.href) item.append(linkTo(line.href, line.text));
  else item.append(line.text);
  return item;
}
function refButton(id, text) {
  const button = make("button", text, "ref");
  button.type = "button";
  button.dataset.ref = id;
  return button;
}
function linkTo(href, text) {
  const link = make("a", text);
  link.href = href;
  link.rel = "noreferrer";
  return link;
}
function closeButton() {
  const button = make("button", "×", "panel-close");
  button.type = "button";
  button.setAttribute("aria-label", data.words.close);
  listen(button, "click", leavePanel);
  return button;
}
/* In a plan the panel is a strip; all of it opens as a sheet. */
function wholeButton() {
  const button = make("button", data.words.whole || data.words.more, "open-whole panel-close");
  button.type = "button";
  button.setAttribute("aria-pressed", String(panel.classList.contains("whole")));
  listen(button, "click", () => button.setAttribute("aria-pressed", String(panel.classList.toggle("whole"))));
  return button;
}
function showPanel(content) {
  panel.hidden = !content;
  panel.replaceChildren(...(content ? [closeButton(), ...(panes.length || document.querySelector("tr.opening") ? [wholeButton()] : []), ...content] : []));
  hyphenateAll();
  panel.scrollTop = 0;
}
/* Whoever stood in the panel stands, when it closes, where what it told of stands. */
function leavePanel() {
  const [was, within] = [state.chosen, panel.contains(document.activeElement)];
  choose(null);
  showPanel(null);
  if (within && was !== null) focusOn(was);
}
function factElements([word, lines]) {
  const list = make("ul");
  list.append(...lines.map(lineElement));
  return [make("h3", word), list];
}
function relationFact(id) {
  const groups = new Map();
  (neighbours.get(id) || []).forEach(({ other, edge, out }) => {
    const word = (new Map(Object.entries(data.edge_words || {})).get(edge.kind) || [])[out ? 0 : 1] || data.words.relations;
    groups.set(word, [...(groups.get(word) || []), { text: nameOf(other) + [[" – ", edge.text], [edge.text ? " · " : " – ", data.rests_on[edge.rests_on]]].map(([before, said]) => (said ? before + said : "")).join(""), ref: other }]);
  });
  const { outside = 0 } = nodes.get(id) || {};
  if (outside) groups.set(fill(data.words.outside, { name: scene.name }), [{ text: number(outside) }]);
  return [...groups].flatMap(factElements);
}
function showChosen() {
  if (state.way) return showPanel(wayElements());
  if (shownNow()) return showPanel(stopElements(shownNow()));
  if (state.chosen === null) return showPanel(null);
  const node = nodes.get(state.chosen);
  const thing = things.get(state.chosen) || { name: nameOf(state.chosen), kind: data.kinds[node.kind] || "", facts: [] };
  const own = thing.lights && thing.lights.length ? [] : relationFact(state.chosen);
  return showPanel([make("h2", thing.name), make("p", [thing.kind, things.has(state.chosen) ? "" : scene.name, sayNear(state.chosen)].filter(Boolean).join(" · "), "second"), ...groupButton(state.chosen), ...(panes.length ? [...own, ...thing.facts.flatMap(factElements)] : [...thing.facts.flatMap(factElements), ...own]), ...actions(state.chosen)]);
}
function groupButton(id) {
  if (!insides.has(id) || scene !== whole) return [];
  const button = make("button", data.words["open-group"], "open-group");
  button.type = "button";
  listen(button, "click", () => enterGroup(id));
  return [button];
}
watchers.push(showChosen);

/* ---- rows ---- */
const rows = [...document.querySelectorAll("tr[data-row]")];
function lightRows() {
  rows.forEach((row) => row.classList.toggle("lit", isRowLit(row)));
}
function isRowLit(row) {
  return state.marked.has(row.dataset.row) || (row.dataset.lights || "").split(" ").some((id) => state.marked.has(id));
}
watchers.push(lightRows);
listen(document, "click", (event) => {
  const ref = event.target.closest("[data-ref]");
  const pick = event.target.closest("[data-pick]");
  if (pick) { showPick(Number(pick.dataset.pick)); return; }
  const row = event.target.closest("tr[data-row]");
  if (ref && event.shiftKey && state.chosen !== null && panes.length) showWay(state.chosen, ref.dataset.ref);
  else if (ref) choose(ref.dataset.ref);
  else if (row && !event.target.closest("button, a, summary")) {
    choose(row.dataset.row);
    ((row.closest(".path-list") && row.querySelector("td:nth-child(2) .ref")) || row.querySelector(".ref"))?.focus({ preventScroll: true });
  }
});

/* ---- search ---- */
const search = document.getElementById("search");
const hits = document.getElementById("hits");
const everybody = [...data.nodes, ...(data.inside || []).flatMap((one) => one.nodes)];
const names = [...new Map([...everybody.map((n) => [n.id, n.label]), ...data.things.map((t) => [t.id, t.name])])].map(([id, name]) => ({ id, name, plain: plain(name) }));
let active = 0;

function findHits() {
  const text = plain(search.value.trim());
  if (!text) return [];
  const ranked = names.map((entry) => ({ ...entry, rank: Math.min(rankHit(entry.plain, text), plain(entry.id) === text ? 0 : 9) }));
  return ranked.filter((entry) => entry.rank < 9).sort((a, b) => a.rank - b.rank).slice(0, 8);
}
function showHits() {
  const found = findHits();
  hits.replaceChildren(...found.map((entry, i) => {
    const item = make("li", entry.name);
    item.id = "hit-" + i;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", i === active);
    item.dataset.id = entry.id;
    return item;
  }));
  if (!found.length && search.value.trim()) hits.append(make("li", fill(data.words["search-none"], { text: search.value.trim() }), "second"));
  hits.hidden = !search.value.trim();
  search.setAttribute("aria-expanded", String(!hits.hidden));
  if (found.length) search.setAttribute("aria-activedescendant", "hit-" + active);
  else search.removeAttribute("aria-activedescendant");
}
function takeHit(id) {
  hits.hidden = true;
  search.setAttribute("aria-expanded", "false");
  if (id) { choose(id); bringToView(id); focusOn(id); }
}
/* Focus goes where a thing stands: its row, card or name, else the picture, else the panel that tells of it. */
function focusOn(id) {
  const own = CSS.escape(id);
  const spot = [...document.querySelectorAll(`main :is(.entry, .card, .ref)[data-ref="${own}"], tr[data-row="${own}"] .ref`)].find((one) => one.checkVisibility({ visibilityProperty: true }) && !panel.contains(one));
  if (spot) spot.focus();
  else if (frame && frame.clientWidth && nodes.has(id)) frame.focus();
  else focusHeading();
}
function focusHeading() {
  const heading = panel.hidden ? null : panel.querySelector("h2");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
function bringToView(id) {
  const row = rows.find((one) => isRowLit(one));
  if (row && row.offsetParent) row.scrollIntoView({ block: "nearest" });
  if (network && nodes.has(id)) bringNode(id);
}
function bringNode(id) {
  const at = network.canvasToDOM(network.getPosition(inside(id)));
  const out = at.x < 20 || at.y < 20 || at.x > frame.clientWidth - 20 || at.y > frame.clientHeight - 20;
  const near = scene.nodes.length > 120 ? 0.7 : 0;
  if (out || network.getScale() < near) network.moveTo({ position: network.getPosition(inside(id)), scale: Math.max(network.getScale(), near), animation: false });
}
listen(search, "input", () => { active = 0; showHits(); });
listen(search, "focus", () => { if (search.value) showHits(); });
listen(search, "blur", () => { hits.hidden = true; });
listen(search, "keydown", (event) => {
  const found = findHits();
  if (event.key === "Enter") { event.preventDefault(); takeHit((found[active] || {}).id); }
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(1, found.length);
    showHits();
  } else if (event.key === "Escape") { search.value = ""; showHits(); search.blur(); }
  if (!/^Page/u.test(event.key)) event.stopPropagation();
});
listen(hits, "mousedown", (event) => {
  event.preventDefault();
  takeHit((event.target.closest("li") || { dataset: {} }).dataset.id);
});

const press = (id, act) => { const button = document.getElementById(id); if (button) listen(button, "click", act); };

/* ---- the keyboard ---- */
listen(document, "keydown", (event) => {
  const pages = { PageDown: 1, PageUp: -1 }; /* which are also the keys of a clicker, so that they work everywhere */
  if (event.ctrlKey || event.metaKey || event.altKey || (event.target.matches("input, select, textarea") && !pages[event.key])) return;
  const move = { ArrowRight: 1, ArrowLeft: -1, ...pages }[event.key];
  if (event.key === "/") { event.preventDefault(); search.focus(); search.select(); }
  else if (event.key === "Escape") { if (tableSheet) tableSheet.hidden = true; panel.classList.remove("whole"); leavePanel(); }
  else if (/^[+-]$/u.test(event.key) && state.chosen !== null && network) choose(state.chosen, state.degree + (event.key === "+" ? 1 : -1));
  else if (frame && frame.contains(event.target) && network && arrows[event.key]) { event.preventDefault(); step(...arrows[event.key]); }
  else if (move && stops.length) {
    const within = event.target.closest(".card, tr[data-row]");
    event.preventDefault();
    goTo(at + move);
    if (within && state.chosen !== null) focusOn(state.chosen);
  }
});
const arrows = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/* Choose the nearest node in a direction from the chosen one. */
function step(dx, dy) {
  const from = nodes.get(state.chosen);
  if (!from) return choose(scene.nodes[0].id);
  const ahead = scene.nodes.map((node) => ({ node, along: (node.x - from.x) * dx + (node.y - from.y) * dy, aside: Math.abs((node.x - from.x) * dy + (node.y - from.y) * dx) })).filter((way) => way.along > 1);
  ahead.sort((a, b) => a.along + 2 * a.aside - b.along - 2 * b.aside);
  return ahead.length ? choose(ahead[0].node.id, state.degree) : undefined;
}

/* ---- switches, lists, looks, print ---- */
document.querySelectorAll("[data-toggle]").forEach((button) => listen(button, "click", () => {
  button.closest(".sheet").dataset.show = button.dataset.toggle;
  document.querySelectorAll("[data-toggle]").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
}));
document.querySelectorAll("[data-list]").forEach((button) => listen(button, "click", () => {
  choose(null);
  showPanel([...document.getElementById("list-" + button.dataset.list).cloneNode(true).childNodes]);
}));
function redraw() {
  tones = new Map();
  if (!network) return;
  edgeSet.update(scene.edges.map(visEdge));
  repaint();
}
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
const theme = document.getElementById("theme");
theme.setAttribute("aria-pressed", String(isDark()));
listen(theme, "click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  theme.setAttribute("aria-pressed", String(isDark()));
  redraw();
});
press("print", () => window.print());
hyphenateAll();
listen(matchMedia("(prefers-color-scheme: dark)"), "change", redraw);
const folded = [];
listen(window, "beforeprint", () => {
  putPictureOnPaper();
  folded.push(...[...document.querySelectorAll("details:not([open])")]);
  folded.forEach((one) => { one.open = true; });
  root.dataset.before = root.dataset.theme || "";
  root.dataset.theme = "light";
  redraw();
});
listen(window, "afterprint", () => {
  document.querySelectorAll("#printed").forEach((one) => one.remove());
  folded.splice(0).forEach((one) => { one.open = false; });
  if (root.dataset.before) root.dataset.theme = root.dataset.before;
  else delete root.dataset.theme;
  redraw();
});
