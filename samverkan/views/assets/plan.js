/* The plan and the steps of a network: type as large as there is room for, lines drawn after the browser's own layout. */
const svgName = "http://www.w3.org/2000/svg";
const laidOf = new Map();

/* Where everything stands, in px of the pane. */
function measure(pane) {
  const origin = pane.getBoundingClientRect();
  const scale = origin.width / Math.max(1, pane.offsetWidth);
  const place = (element) => {
    const box = element.getBoundingClientRect();
    return { left: (box.left - origin.left) / scale, right: (box.right - origin.left) / scale, top: (box.top - origin.top) / scale + pane.scrollTop, bottom: (box.bottom - origin.top) / scale + pane.scrollTop };
  };
  const ends = new Map();
  const columns = columnsOf(pane).filter((column) => !column.hidden).map((column, number) => {
    const boxes = [...column.querySelectorAll(".box")].map((box) => ({ box, ...place(box) }));
    boxes.forEach(({ box, left, right, top }) => box.querySelectorAll(".entry").forEach((entry, i) => {
      const at = place(entry), style = getComputedStyle(entry);
      const end = { column: number, left, right, y: at.top + parseFloat(style.paddingTop) + parseFloat(style.lineHeight) / 2 + 1 };
      ends.set(entry.dataset.ref, end);
      if (i === 0 && !ends.has(box.dataset.box)) ends.set(box.dataset.box, { ...end, y: (top + at.bottom) / 2 });
    }));
    return { number, boxes, ...place(column) };
  });
  columns.forEach((column, i) => Object.assign(column, roomBeside(columns, i, pane), { gaps: gapsOf(column.boxes, pane) }));
  return { ends, columns };
}
function roomBeside(columns, i, pane) {
  const before = i ? columns[i - 1].right : 0, after = i < columns.length - 1 ? columns[i + 1].left : pane.clientWidth;
  return { roomLeft: columns[i].left - before, roomRight: after - columns[i].right };
}
function gapsOf(boxes, pane) {
  if (!boxes.length) return [pane.clientHeight / 2];
  const between = boxes.slice(1).map((box, i) => (boxes[i].bottom + box.top) / 2);
  return [...between, boxes.at(-1).bottom + 7];
}

function drawWires(pane) {
  pane.querySelectorAll("svg.wires").forEach((old) => old.remove());
  if (isStacked()) return;
  const { ends, columns } = measure(pane);
  const wires = (data.streets[pane.dataset.streets] || []).map(([start, end, kind, weight, ours, text, change]) => ({ start, end, kind, weight, ours, text, change }));
  const laid = layWires(wires, ends, columns);
  laidOf.set(pane, laid);
  const svg = document.createElementNS(svgName, "svg");
  svg.setAttribute("class", "wires");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("width", pane.clientWidth);
  svg.setAttribute("height", pane.scrollHeight);
  const order = [...laid].sort((a, b) => a.ours - b.ours);
  svg.append(...order.flatMap((line) => wireParts(line)));
  const ground = pane.querySelector(".ground");
  if (ground) ground.after(svg); /* over it, in a saved picture too */
  else pane.prepend(svg);
  pane.dataset.crossings = countCrossings(laid);
  pane.dataset.undrawn = wires.length - laid.length;
  lightPlan(pane, pointed || chosenInPlan());
}
function svgPart(tag, look, attributes) {
  const part = document.createElementNS(svgName, tag);
  part.setAttribute("class", look);
  Object.entries(attributes).forEach(([name, value]) => part.setAttribute(name, value));
  return part;
}
const widths = [1.3, 1.2, 2.2, 4];
function wireParts(line) {
  const ids = { "data-start": line.start, "data-end": line.end };
  const d = lineText(line.curves);
  if (line.change) return changedParts(line, d, ids);
  const ours = line.ours ? " ours" : "";
  if (line.kind === "leverage") return [svgPart("path", "wire leverage", { d, "stroke-width": 3.2, ...ids }), svgPart("path", "wire stripe", { d, "stroke-width": 1.5, ...ids }), arrowAt(line, ids)];
  if (line.kind === "bundle") return bundleParts(line, d, ids, ours);
  const width = line.kind === "seat" ? 1.6 : widths[line.weight - 1] || 1.2;
  const dash = line.kind === "seat" ? "2 3" : line.weight === 1 ? "4 3" : "none";
  return [svgPart("path", `wire ${line.kind}${ours}${line.weight > 3 ? " strong" : ""}`, { d, "stroke-width": width, "stroke-dasharray": dash, ...ids })];
}
/* Between two days: new lines 3.4 green, ended ones 2.6 red and dashed, all else thin. */
const changedWidths = { new: 3.4, ended: 2.6 };
function changedParts(line, d, ids) {
  const path = svgPart("path", `wire change-${line.change}`, { d, "stroke-width": changedWidths[line.change] || 1.4, "stroke-dasharray": line.change === "ended" ? "6 4" : "none", ...ids });
  if (line.kind !== "leverage") return [path];
  const arrow = arrowAt(line, ids);
  arrow.classList.add(`change-${line.change}`);
  return [path, arrow];
}
document.querySelectorAll("[data-day]").forEach((button) => listen(button, "click", () => {
  panes.forEach((pane) => { pane.dataset.shows = button.dataset.day; });
  document.querySelectorAll("[data-day]").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
}));
function arrowAt(line, ids) {
  const [before, tip] = line.points.slice(-2);
  const angle = (Math.atan2(tip[1] - before[1], tip[0] - before[0]) * 180) / Math.PI;
  return svgPart("path", "wire arrow", { d: "M0 0L-8 -4L-8 4Z", transform: `translate(${short(tip[0])} ${short(tip[1])}) rotate(${short(angle)})`, ...ids });
}
function bundleParts(line, d, ids, ours) {
  const at = line.points[Math.floor(line.points.length / 2)];
  const text = svgPart("text", "pill-text", { x: short(at[0]), y: short(at[1] + 4), ...ids });
  text.textContent = line.text;
  const width = 12 + 7 * line.text.length;
  return [
    svgPart("path", "wire bundle" + ours, { d, "stroke-width": 1.2 + 1.5 * Math.sqrt(line.weight), ...ids }),
    svgPart("rect", "pill-box", { x: short(at[0] - width / 2), y: short(at[1] - 9), width, height: 18, rx: 9, ...ids }),
    text,
  ];
}

/* ---- tabs ---- */
const tabButtons = [...document.querySelectorAll("[data-tab]")].filter((one) => one.tagName === "BUTTON");
let pointed = null;
function layPane(pane) {
  if (!pane.clientWidth) return;
  pane.querySelectorAll("svg.wires").forEach((old) => old.remove());
  if (!laidOf.has(pane) || frameOfPaper) hyphenatePlan(pane);
  if (!laidOf.has(pane)) { shareColumns(pane); readWords(pane); }
  fitType(pane);
  pane.querySelectorAll(".over").forEach(hyphenate);
  growForPaper(pane);
  drawWires(pane);
}
const layAll = () => { panes.forEach(layPane); fitAnswers(); };
/* On paper nothing is scrolled: what has no room on a sheet at the smallest type is taller than one. What leaves much of
   a sheet empty is shorter, and what else there is to say goes on below it. */
const onPaper = 0.804, muchRoom = 90;
const endOf = (pane) => Math.max(0, ...columnsOf(pane).map((column) => stackOf(column).offsetTop + heightOf(stackOf(column))));
function growForPaper(pane) {
  shrinkFromPaper();
  if (!frameOfPaper || pane.id !== main.dataset.tab) return;
  const grows = pane.scrollHeight > pane.clientHeight + 1, end = endOf(pane) + 16;
  const shrinks = main.dataset.tab === "plan" && !grows && end < pane.clientHeight - muchRoom;
  document.body.classList.toggle("short", shrinks);
  if (!grows && !shrinks) return;
  const tall = grows ? pane.scrollHeight + 8 : end, below = main.dataset.tab === "steps" ? 60 : 128;
  pane.style.height = tall + "px";
  main.style.gridTemplateRows = main.dataset.tab === "steps" ? `${tall + below}px 0` : `${tall}px ${below}px`;
  main.style.height = (tall + below) * onPaper + "px";
}
function shrinkFromPaper() {
  [main, ...panes].forEach((one) => { one.style.height = ""; });
  main.style.gridTemplateRows = "";
}
function openTab(name) {
  if (!main || !document.querySelector(`[data-pane="${name}"]`)) return;
  main.dataset.tab = name;
  tabButtons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.tab === name)));
  if (name === "free" && frame && !network) startPicture();
  panes.filter((pane) => !laidOf.has(pane)).forEach(layPane);
  fitAnswers();
  tellShown();
}
tabButtons.forEach((button) => listen(button, "click", () => { openTab(button.dataset.tab); writeAddress(); }));

/* ---- what is pointed at or chosen ---- */
const chosenInPlan = () => (state.way ? null : state.chosen);
const strengthOf = (wire) => (wire.kind === "tie" ? edgeWordOf(wire.start, wire.end) : "");
function edgeWordOf(one, other) {
  const found = (ways.get(one) || []).find(([id]) => id === other);
  return found ? found[2] : "";
}
function partnersOf(pane, id) {
  const found = new Map();
  (data.streets[pane.dataset.streets] || []).forEach(([start, end, kind]) => {
    if (start === id) found.set(end.replace(/^[lr]:/u, ""), kind);
    if (end.replace(/^[lr]:/u, "") === id) found.set(start, kind);
  });
  return found;
}
function lightPlan(pane, id) {
  pane.querySelectorAll(".strength").forEach((old) => old.remove());
  const way = state.way ? wayIds() : null;
  const lit = way || (id === null || !pane.querySelector(`[data-ref="${CSS.escape(id)}"]`) ? null : new Map([[id, ""], ...partnersOf(pane, id)]));
  const written = !lit && state.marked.size ? state.marked : null;
  pane.classList.toggle("lights", Boolean(lit || written));
  pane.querySelectorAll(".entry").forEach((entry) => {
    const own = entry.dataset.ref;
    entry.classList.toggle("lit", Boolean(lit && lit.has(own)) || Boolean(written && written.has(own)));
    entry.classList.toggle("chosen", own === id || (way !== null && (own === state.way.from || own === state.way.to)));
    entry.classList.toggle("out", nodes.has(own) && !passes(nodes.get(own)));
    if (lit && lit.has(own) && own !== id) addWord(entry, way ? way.get(own) : edgeWordOf(id, own));
  });
  pane.querySelectorAll(".wires > *").forEach((part) => {
    const { start, end } = part.dataset;
    part.classList.toggle("lit", way ? isOnWay(start, end) : id !== null && (start === id || (end || "").replace(/^[lr]:/u, "") === id));
  });
  drawWaySeats(pane, way);
}
/* A seat in a way that is no line at rest is drawn while the way is shown, dotted. */
function drawWaySeats(pane, way) {
  pane.querySelectorAll(".wires .of-way").forEach((old) => old.remove());
  const svg = pane.querySelector(".wires");
  if (!way || !svg) return;
  const drawn = new Set((laidOf.get(pane) || []).flatMap((line) => [line.start + " " + line.end, line.end + " " + line.start]));
  const { ends, columns } = measure(pane);
  const ids = [...way.keys()];
  const missing = ids.slice(1).map((id, i) => ({ start: ids[i], end: id, kind: "seat", weight: 1, ours: true, text: "" })).filter((wire) => !drawn.has(wire.start + " " + wire.end));
  layWires(missing, ends, columns).forEach((line) => svg.append(svgPart("path", "wire seat ours of-way lit", { d: lineText(line.curves), "stroke-width": 1.8, "stroke-dasharray": "2 3" })));
}
/* The word stands at the right of its row; where it would cover a letter of the name, only the strip says it. */
function addWord(entry, text) {
  if (!text) return;
  const word = make("span", text, "strength");
  word.setAttribute("aria-hidden", "true");
  entry.append(word);
  const box = word.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(entry.querySelector(".name"));
  const covers = [...range.getClientRects()].some((one) => one.right > box.left - 2 && one.left < box.right && one.bottom > box.top + 3 && one.top < box.bottom - 3);
  if (covers) word.remove();
}
const lightPanes = () => panes.filter((pane) => pane.clientWidth).forEach((pane) => lightPlan(pane, pointed || chosenInPlan()));
watchers.push(lightPanes);

panes.forEach((pane) => {
  listen(pane, "pointerover", (event) => point(event.target.closest(".entry")));
  listen(pane, "pointerleave", () => point(null));
  listen(pane, "focusin", (event) => { pane.querySelectorAll('.entry[tabindex="0"]').forEach((one) => one.setAttribute("tabindex", "-1")); event.target.closest(".entry")?.setAttribute("tabindex", "0"); });
  listen(pane, "keydown", moveBetweenRows);
  pane.querySelector(".column .entry")?.setAttribute("tabindex", "0");
});
function point(entry) {
  const id = entry && !state.way ? entry.dataset.ref : null;
  if (id === pointed) return;
  pointed = id;
  lightPanes();
}
/* ↑ ↓ in order, ← → to the neighbour column at the same height. */
function moveBetweenRows(event) {
  const entry = event.target.closest(".entry"), pane = event.currentTarget;
  if (!entry || event.ctrlKey || event.altKey || event.metaKey) return;
  const columns = [...pane.querySelectorAll(".column")].map((column) => [...column.querySelectorAll(".entry")]).filter((column) => column.length);
  const c = columns.findIndex((column) => column.includes(entry));
  if (c < 0 || !arrows[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  const [dx, dy] = arrows[event.key];
  const all = columns.flat();
  const next = dy ? all[all.indexOf(entry) + dy] : nearestTo(columns[c + dx], entry);
  if (next) next.focus();
}
function nearestTo(column, entry) {
  const y = entry.getBoundingClientRect().top;
  return column && [...column].sort((a, b) => Math.abs(a.getBoundingClientRect().top - y) - Math.abs(b.getBoundingClientRect().top - y))[0];
}

/* What the fill of a sign tells, in words. */
function sayNear(id) {
  const said = panes.length ? document.querySelector(`.entry[data-ref="${CSS.escape(id)}"] .hidden`) : null;
  if (said) return said.textContent.replace(/^, /u, "");
  const node = nodes.get(id);
  return (node && node.near !== undefined && data.words["near-" + node.near]) || "";
}

/* ---- the way between two ---- */
const wayIds = () => new Map((findStrongest(ways, state.way.from, state.way.to) || []).map((step) => [step.id, step.word]));
const isOnWay = (start, end) => { const ids = [...wayIds().keys()]; return ids.some((id, i) => i > 0 && ((ids[i - 1] === start && id === end) || (ids[i - 1] === end && id === start))); };
function showWay(from, to) {
  if (!ways.size || from === to || !nodes.has(from) || !nodes.has(to)) return;
  state.way = { from, to };
  tell();
}
function wayElements() {
  const { from, to } = state.way;
  const strongest = findStrongest(ways, from, to), shortest = findShortest(ways, from, to);
  const head = make("h2", fill(data.words["way-between"], { one: nameOf(from), other: nameOf(to) }));
  if (!strongest) return [head, make("p", data.words["no-way"])];
  const same = strongest.map((step) => step.id).join(" ") === shortest.map((step) => step.id).join(" ");
  return [head, wayElement(data.words.strongest, strongest), same ? make("p", data.words["same-way"], "second") : wayElement(data.words.shortest, shortest)];
}
function wayElement(title, steps) {
  const line = make("p", "", "way");
  line.append(make("b", title), " ");
  steps.forEach(({ id, word }, i) => {
    if (i) line.append(make("span", ` — ${word} → `, "second"));
    const button = refButton(id, (nodes.get(id) || {}).fill === "accent" ? data.words.us : nameOf(id));
    button.classList.add("stop-name");
    line.append(button);
  });
  return line;
}

/* The same by a picker: from whom is chosen, else from us. */
const wayTo = document.getElementById("way-to");
if (wayTo) {
  listen(wayTo, "change", () => {
    const to = everybody.find((node) => plain(node.label) === plain(wayTo.value.trim()));
    const from = state.way ? state.way.from : state.chosen !== null ? state.chosen : (everybody.find((node) => node.fill === "accent") || {}).id;
    if (to && from !== undefined) showWay(from, to.id);
    wayTo.value = "";
  });
  listen(wayTo, "keydown", (event) => { if (!/^Page/u.test(event.key)) event.stopPropagation(); });
}

/* ---- table, filters, sizes, paper ---- */
const tableSheet = document.getElementById("table-sheet");
press("open-table", () => { tableSheet.hidden = false; tableSheet.focus(); document.querySelectorAll("details.more").forEach((one) => { one.open = false; }); });
press("close-table", () => { tableSheet.hidden = true; });
const letterButtons = [...document.querySelectorAll("[data-forum]")];
letterButtons.forEach((button) => listen(button, "click", () => {
  const filter = "seat=" + button.dataset.forum;
  if (!state.filters.delete(filter)) state.filters.add(filter);
  tell();
}));
press("clear-filters", () => { state.filters = new Set(); tell(); });
watchers.push(() => {
  letterButtons.forEach((button) => button.setAttribute("aria-pressed", String(state.filters.has("seat=" + button.dataset.forum))));
  const clear = document.getElementById("clear-filters");
  if (clear) clear.hidden = !state.filters.size;
  if (panes.length) rows.forEach((row) => { row.hidden = nodes.has(row.dataset.row) && !passes(nodes.get(row.dataset.row)); });
});
if (panes.length) {
  let size = "";
  watchSize(main, () => {
    const now = main.clientWidth + "x" + main.clientHeight;
    if (now !== size) { size = now; layAll(); }
  });
  layAll();
  size = main.clientWidth + "x" + main.clientHeight;
  listen(window, "beforeprint", () => { frameOfPaper = true; document.body.classList.add("on-paper"); pointed = null; layAll(); });
  listen(window, "afterprint", () => { frameOfPaper = false; document.body.classList.remove("on-paper"); layAll(); });
}
function roomOf(name) {
  const entry = name.closest(".entry"), ends = entry.querySelector(".ends"), style = getComputedStyle(entry);
  const inner = entry.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  if (style.flexWrap === "wrap") return inner; /* a name on a line of its own */
  const pill = entry.querySelector(".we"), size = parseFloat(style.fontSize);
  return inner - (pill ? pill.offsetWidth + size : 2 * size) - ends.offsetWidth - 6;
}
/* Words of sixteen letters or more may be parted, where they are wider than their line; shorter ones never are. */
function hyphenatePlan(pane) {
  const long = /(\p{L}{16,})/u;
  pane.querySelectorAll(".entry .name").forEach((name) => [...name.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE && long.test(one.data)).forEach((text) => {
    const room = roomOf(name), style = getComputedStyle(name);
    rule.font = `${style.fontWeight} ${(frameOfPaper ? 15 : 13.5 * Math.max(1, pane.clientWidth / 1248))}px ${style.fontFamily}`;
    const isCut = (word) => word.length > 15 && Object.hasOwn(data.hyphens, word) && room > 0 && rule.measureText(word).width > room;
    if (text.data.split(long).some(isCut)) text.replaceWith(...text.data.split(long).flatMap((word) => (isCut(word) ? partWord(word) : [word])));
  }));
}
