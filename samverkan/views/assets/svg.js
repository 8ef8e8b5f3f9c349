/* What is shown now, as one SVG: title, findings, tables, diagram and picture where they stand, then legend and date.
   Every text is a text; the colours are those of print, whatever the screen has. Nothing is fetched. */
const notSaved = "script, style, input, select, .controls, .switch, #panel, #key, .hidden:not(table.titled > caption), details caption, .sheet > details:not([open])";

function drawPageAsSvg() {
  const lists = document.getElementById("lists");
  const sheet = document.querySelector(".sheet");
  const before = { theme: root.dataset.theme, scroll: sheet ? sheet.scrollTop : 0 };
  root.dataset.theme = "light";
  tones = new Map();
  if (sheet) sheet.scrollTop = 0;
  document.body.classList.add("saving");
  lists.hidden = false;
  lists.classList.add("measuring");
  const width = document.documentElement.clientWidth;
  const parts = [];
  [".heading", ".band", ".strips", ".plan-key", "main"].forEach((name) => drawElement(document.querySelector(name), parts, scrollX, scrollY));
  const below = findEnd(sheet) + 8;
  const legend = document.getElementById("list-legend"), made = lists.querySelector(".colophon");
  const start = legend.getBoundingClientRect().top;
  drawElement(legend, parts, 0, below - start);
  const after = below + legend.getBoundingClientRect().height + 8;
  drawElement(made, parts, 0, after - made.getBoundingClientRect().top);
  const height = Math.ceil(after + made.getBoundingClientRect().height + 12);
  lists.classList.remove("measuring");
  document.body.classList.remove("saving");
  lists.hidden = true;
  if (sheet) sheet.scrollTop = before.scroll;
  const paper = tag("rect", { width, height, fill: tone("paper") });
  if (before.theme) root.dataset.theme = before.theme;
  else delete root.dataset.theme;
  tones = new Map();
  const outer = { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, lang: root.lang };
  return { width, height, text: tag("svg", outer, [tag("title", {}, xml(document.title)), paper, ...parts].join("\n")) };
}

/* Where what is drawn ends: a sheet may be taller than what stands on it. */
function findEnd(sheet) {
  const drawn = sheet && !frame && !panes.length ? [...sheet.children] : [document.querySelector("main")];
  const seen = drawn.filter((one) => !one.matches(notSaved) && one.checkVisibility());
  return Math.max(0, ...seen.map((one) => one.getBoundingClientRect().bottom + scrollY));
}

function drawElement(element, parts, dx, dy) {
  if (!element || element.matches(notSaved) || !element.checkVisibility({ visibilityProperty: true })) return;
  const box = element.getBoundingClientRect();
  const at = { x: box.x + dx, y: box.y + dy, w: box.width, h: box.height };
  if (element.tagName === "svg") { parts.push(copySvg(element, at)); return; }
  if (element.id === "picture") { parts.push(tag("svg", { x: short(at.x), y: short(at.y), width: short(at.w), height: short(at.h) }, pictureParts())); return; }
  const style = getComputedStyle(element);
  drawBox(style, at, parts);
  if (element.classList.contains("mark")) drawSignBox(element, at, parts);
  ["::before", "::after"].forEach((name) => drawPseudo(getComputedStyle(element, name), element, at, parts));
  element.childNodes.forEach((child) => {
    if (child.nodeType === Node.TEXT_NODE) drawText(child, style, parts, dx, dy);
    else if (child.nodeType === Node.ELEMENT_NODE) drawElement(child, parts, dx, dy);
  });
}
function pictureParts() {
  const out = new SvgCanvas();
  drawPictureTo(out);
  return out.parts.join("\n");
}

const isSeen = (color) => color && !/^(transparent|rgba\(.*, 0\))$/u.test(color);
const sides4 = ["Top", "Right", "Bottom", "Left"];
const dashOf = (kind) => ({ dashed: "6 4", dotted: "2 4" })[kind] || "";
/* A box: its ground, and its border, whole or side by side. */
function drawBox(style, { x, y, w, h }, parts) {
  const borders = sides4.map((side) => ({ width: parseFloat(style[`border${side}Width`]) || 0, kind: style[`border${side}Style`], color: style[`border${side}Color`] }));
  const shown = borders.map((b) => (b.width > 0 && b.kind !== "none" && isSeen(b.color) ? b : null));
  const rx = Math.min(parseFloat(style.borderTopLeftRadius) || 0, w / 2, h / 2) * (/%/u.test(style.borderTopLeftRadius) ? 99 : 1);
  const whole = shown.every((b) => b && b.width === shown[0].width && b.kind === shown[0].kind);
  const line = whole ? { stroke: shown[0].color, "stroke-width": shown[0].width, "stroke-dasharray": dashOf(shown[0].kind) } : {};
  const half = whole ? shown[0].width / 2 : 0;
  if (style.clipPath.startsWith("polygon")) {
    const points = style.clipPath.match(/-?[\d.]+(?:%|px)/gu).map(parseFloat).map((n, i) => short(i % 2 ? y + (n * h) / 100 : x + (n * w) / 100));
    parts.push(tag("polygon", { points: points.join(" "), fill: style.backgroundColor }));
    return;
  }
  const ground = isSeen(style.backgroundColor) ? style.backgroundColor : "none";
  const room = { x: short(x + half), y: short(y + half), width: short(Math.max(0, w - 2 * half)), height: short(Math.max(0, h - 2 * half)) };
  if (ground !== "none" || whole) parts.push(tag("rect", { ...room, rx: rx ? short(Math.min(rx, h / 2)) : "", fill: ground, ...line }));
  if (whole) return;
  const ends = [[x, y, x + w, y], [x + w, y, x + w, y + h], [x, y + h, x + w, y + h], [x, y, x, y + h]];
  shown.forEach((b, i) => {
    if (!b) return;
    const [x1, y1, x2, y2] = ends[i].map(short);
    parts.push(tag("line", { x1, y1, x2, y2, stroke: b.color, "stroke-width": b.width, "stroke-dasharray": dashOf(b.kind) }));
  });
}
/* The brackets of a tree are drawn before and after its cells, each at its own place. */
function drawPseudo(style, element, at, parts) {
  if (style.content === "none" || style.position !== "absolute") return;
  const parent = getComputedStyle(element);
  const [left, top, w, h] = ["left", "top", "width", "height"].map((name) => parseFloat(style[name]) || 0);
  const edges = ["Left", "Right", "Top", "Bottom"].map((side) => parseFloat(style[`border${side}Width`]) || 0);
  const grown = style.boxSizing === "border-box" ? [w, h] : [w + edges[0] + edges[1], h + edges[2] + edges[3]];
  const x = left + (parseFloat(parent.borderLeftWidth) || 0), y = top + (parseFloat(parent.borderTopWidth) || 0);
  const room = roomIn(element, x);
  if (room > 0) drawBox(style, { x: at.x + x, y: at.y + y, w: Math.min(grown[0], room), h: grown[1] }, parts);
}
/* How far to the right of a place in an element something is seen before a cell cuts it off. */
function roomIn(element, x) {
  const frame = element.closest("td, th");
  if (!frame || getComputedStyle(frame).overflowX === "visible") return Infinity;
  return frame.getBoundingClientRect().right - element.getBoundingClientRect().left - x;
}
/* The signs of a matrix that are half full or struck out. */
function drawSignBox(element, { x, y, w, h }, parts) {
  if (element.classList.contains("partly")) parts.push(tag("rect", { x: short(x), y: short(y + h / 2), width: short(w), height: short(h / 2), fill: tone("accent") }));
  if (element.classList.contains("no")) parts.push(tag("line", { x1: short(x), y1: short(y + h), x2: short(x + w), y2: short(y), stroke: tone("red"), "stroke-width": 2 }));
}

/* A text stands line by line where the browser broke it. */
function drawText(node, style, parts, dx, dy) {
  if (!node.data.trim()) return;
  ruler.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = ruler.measureText("Å");
  const look = { "font-size": parseFloat(style.fontSize), "font-weight": style.fontWeight === "400" ? "" : style.fontWeight, "font-family": style.fontFamily, fill: isSeen(style.color) ? style.color : tone("second") };
  const upright = style.writingMode.startsWith("vertical");
  const lines = findLines(node, upright);
  if (isParted(node, upright)) lines.at(-1).text += "-";
  for (const { text, box } of lines) {
    const [x, y, w, h] = [box.x + dx, box.y + dy, box.width, box.height];
    const share = up / (up + down);
    const place = upright ? { x: short(x + w * share), y: short(y + h), transform: `rotate(-90 ${short(x + w * share)} ${short(y + h)})` } : { x: short(x), y: short(y + h * share) };
    const last = parts.at(-1);
    if (isHyphen(node.previousSibling) && last instanceof TextPart && last.isBeside(place, upright)) last.text += text;
    else parts.push(new TextPart(place, look, text));
  }
}
class TextPart {
  constructor(place, look, text) { Object.assign(this, { place, look, text }); }
  isBeside(place, upright) { return upright ? this.place.x === place.x : this.place.y === place.y; }
  toString() { return tag("text", { ...this.place, ...this.look }, xml(this.text)); }
}
const isHyphen = (node) => Boolean(node && node.classList && node.classList.contains("hyphen"));
/* Whether a word goes on at the next line, so that it ends in a hyphen here. */
function isParted(node, upright) {
  const hyphen = node.nextSibling;
  if (!isHyphen(hyphen) || !hyphen.nextSibling) return false;
  const [here, there] = [node, hyphen.nextSibling].map((one) => { const range = document.createRange(); range.selectNodeContents(one); return [...range.getClientRects()]; });
  const side = upright ? "left" : "top";
  return here.length > 0 && there.length > 0 && Math.abs(here.at(-1)[side] - there[0][side]) > 3;
}
function findLines(node, upright) {
  const range = document.createRange();
  range.setStart(node, node.data.search(/\S/u));
  range.setEnd(node, node.data.trimEnd().length);
  if (range.getClientRects().length < 2) return [{ text: node.data.replace(/\s+/gu, " ").trim(), box: range.getBoundingClientRect() }];
  const lines = [];
  for (const piece of node.data.matchAll(/\S+\s*/gu)) addPiece(range, node, piece.index, piece.index + piece[0].trimEnd().length, lines, upright);
  return lines.map(({ text, from, to }) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return { text: text.replace(/\s+/gu, " ").trim(), box: range.getBoundingClientRect() };
  });
}
/* Add a word to the line that it stands on; a word that is itself broken, sign by sign. */
function addPiece(range, node, from, to, lines, upright) {
  range.setStart(node, from);
  range.setEnd(node, to);
  const boxes = range.getClientRects();
  if (boxes.length > 1 && to - from > 1) {
    for (let i = from; i < to; i += node.data.codePointAt(i) > 0xffff ? 2 : 1) addPiece(range, node, i, i + (node.data.codePointAt(i) > 0xffff ? 2 : 1), lines, upright);
    return;
  }
  if (!boxes.length) return;
  const place = Math.round(upright ? boxes[0].left : boxes[0].top);
  const last = lines.at(-1);
  if (last && Math.abs(last.place - place) < 3) Object.assign(last, { text: node.data.slice(last.from, to), to });
  else lines.push({ place, from, to, text: node.data.slice(from, to) });
}

/* A sign that only names its shape is copied with it: a picture has nothing of the page. */
function copyUsed(svg) {
  const copy = svg.cloneNode(true), use = copy.querySelector("use");
  const shape = use && document.getElementById(use.getAttribute("href").slice(1));
  if (!shape) return copy;
  copy.setAttribute("viewBox", shape.getAttribute("viewBox"));
  use.replaceWith(shape.firstElementChild.cloneNode());
  return copy;
}
const drawnStyles = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-size", "font-weight", "font-family", "text-anchor", "opacity", "paint-order"];
/* A drawing of the page's own: the same elements, with their looks written out. */
function copySvg(element, { x, y, w, h }) {
  const copy = copyUsed(element);
  const all = [element, ...element.querySelectorAll("*")], copies = [copy, ...copy.querySelectorAll("*")];
  all.forEach((one, i) => {
    const style = getComputedStyle(one);
    [...copies[i].attributes].filter((a) => /^(class|style|role|tabindex|aria-|data-)/u.test(a.name)).forEach((a) => copies[i].removeAttribute(a.name));
    drawnStyles.forEach((name) => { if (i > 0) copies[i].setAttribute(name, style.getPropertyValue(name)); });
  });
  Object.entries({ x, y, width: w, height: h }).forEach(([name, value]) => copy.setAttribute(name, short(value)));
  return new XMLSerializer().serializeToString(copy);
}

/* ---- files to save ---- */
function save(name, blob) {
  const link = make("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
const toSvgBlob = (text) => new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', text], { type: "image/svg+xml" });
press("save-svg", () => save(document.title + ".svg", toSvgBlob(drawPageAsSvg().text)));
press("save-png", () => {
  const { width, height, text } = drawPageAsSvg();
  const image = new Image();
  image.onload = () => {
    const canvas = make("canvas");
    const scale = Math.min(2, 8000 / Math.max(width, height));
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(document.title + ".png", blob));
    URL.revokeObjectURL(image.src);
  };
  image.src = URL.createObjectURL(toSvgBlob(text));
});

/* On paper the picture is made of lines and letters, at the paper's own size, not of the screen's dots. */
function putPictureOnPaper() {
  if (!network) return;
  const theme = root.dataset.theme;
  root.dataset.theme = "light";
  tones = new Map();
  const viewBox = `0 0 ${frame.clientWidth} ${frame.clientHeight}`;
  const text = tag("svg", { xmlns: "http://www.w3.org/2000/svg", id: "printed", viewBox }, pictureParts());
  frame.append(document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true));
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  tones = new Map();
}
