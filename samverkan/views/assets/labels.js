/* Names beside their nodes: always the same size on the screen, the most important first, never upon each other.
   A name for which there is no room is left out whole; it comes back when its node is chosen. */
const wrapped = new Map();

function wrap(ctx, text, width) {
  const key = width + ctx.font + text;
  if (!wrapped.has(key)) wrapped.set(key, breakLines(ctx, text, width));
  return wrapped.get(key);
}

function breakLines(ctx, text, width) {
  const lines = [""];
  for (const word of text.split(/(?<=[\s\u00ad/-])/u)) {
    const last = lines.length - 1;
    if (ctx.measureText((lines[last] + word).trim()).width <= width || !lines[last]) lines[last] += word;
    else lines.push(word);
  }
  return lines.map((line) => line.replace(/\u00ad$/u, "-").replaceAll("\u00ad", "").trim());
}

function cutToWidth(ctx, lines, width) {
  return lines.flatMap((line) => {
    const parts = [];
    let part = "";
    for (const sign of line) {
      if (ctx.measureText(part + sign).width > width && part) { parts.push(part); part = ""; }
      part += sign;
    }
    return [...parts, part];
  });
}

const corners = ["rightBelow", "leftBelow", "rightAbove", "leftAbove"];
const sides = {
  right: ["right", "below", "above", "left", ...corners],
  left: ["left", "below", "above", "right", ...corners],
  above: ["above", "right", "left", "below", ...corners],
  below: ["below", "above", "right", "left", ...corners],
  free: ["below", "right", "left", "above", ...corners],
};

/* In rings a name stands on the outer side of its node. */
function sideOf(node) {
  if (data.labels !== "rings") return data.labels || "free";
  if (Math.abs(node.x) < 90) return node.y > 0 ? "below" : "above";
  return node.x > 0 ? "right" : "left";
}

function place(side, x, y, r, w, h) {
  const across = /^right/u.test(side) ? x + (side === "right" ? r + 6 : r * 0.8) : /^left/u.test(side) ? x - w - (side === "left" ? r + 6 : r * 0.8) : x - w / 2;
  const down = /below$/iu.test(side) ? y + (side === "below" ? r + 4 : r * 0.8) : /above$/iu.test(side) ? y - h - (side === "above" ? r + 4 : r * 0.8) : y - h / 2;
  return [across, down, w, h];
}
const alignOf = (side) => (/^right/u.test(side) ? "right" : /^left/u.test(side) ? "left" : "center");

/* The widths at which a name may be broken into lines, the best first. */
function widthsFor(side, spot, area) {
  if (data.labels === "lines") return [Math.max(120, Math.min(260, area.width - spot.x - spot.r - 10))];
  if (data.labels === "right" && side === "right") return [Math.max(120, Math.min(260, area.width - spot.x - spot.r - 10))];
  return alignOf(side) === "center" ? [136, 96] : [168, 110];
}

const ROOMY = 320; // px: in a lower picture only who is chosen is named across something else
/* Where the sign says that it is us, the name is left out until we are chosen. */
const isSaidBySign = (node) => (data.labels === "right" || data.labels === "lines") && node.fill === "accent" && Boolean(node.sign) && !state.marked.has(node.id);

function findRoom(ctx, spot, taken, size, area) {
  const order = data.labels === "lines" ? ["right"] : sides[sideOf(spot.node)];
  if (state.marked.has(spot.node.id) || (state.lit.has(spot.node.id) && state.lit.size <= 6 && area.height >= ROOMY) || (look(spot.node, "rank") === 0 && data.labels === "free")) return findRoomAtAnyCost(ctx, spot, taken, size, area, order);
  for (const side of order)
    for (const width of widthsFor(side, spot, area)) {
      const lines = wrap(ctx, spot.text, width);
      if (lines.length > 3) continue;
      const w = Math.max(...lines.map((line) => ctx.measureText(line).width));
      if (w > width * 1.25) continue;
      const at = place(side, spot.x, spot.y, spot.r, w, lines.length * size * 1.15);
      const box = slides(side, at, area).find((one) => isInside(one, area) && !taken.meets(one));
      if (box) return { lines, box, align: alignOf(side) };
    }
  return null;
}
const isInside = ([x, y, w, h], area) => x >= 2 && y >= 2 && x + w <= area.width - 2 && y + h <= area.height - 2;

/* A name may slide along its side of the node, as long as it still touches it. */
function slides(side, [x, y, w, h], area) {
  if (!sides.free.slice(0, 4).includes(side) || data.labels !== "free") return [[x, y, w, h]];
  const within = (left) => Math.max(4, Math.min(left, area.width - w - 4));
  if (alignOf(side) === "center") return [0, 0.25, -0.25, 0.42, -0.42].map((share) => [within(x + share * w), y, w, h]);
  return [0, 0.3, -0.3].map((share) => [x, y + share * h, w, h]);
}

/* The chosen one and we ourselves are always named, if need be across something else. */
function findRoomAtAnyCost(ctx, spot, taken, size, area, order) {
  const lines = cutToWidth(ctx, wrap(ctx, spot.text, 200), 260).slice(0, 5);
  const w = Math.max(...lines.map((line) => ctx.measureText(line).width));
  const boxes = order.map((side) => [side, keepInside(place(side, spot.x, spot.y, spot.r, w, lines.length * size * 1.15), area)]);
  const [side, box] = boxes.map((one) => [...one, taken.count(one[1])]).sort((a, b) => a[2] - b[2])[0];
  return { lines, box, align: alignOf(side) };
}

function keepInside([x, y, w, h], area) {
  return [Math.max(2, Math.min(x, area.width - w - 2)), Math.max(2, Math.min(y, area.height - h - 2)), w, h];
}

/* Among very many, a name may stand across a shape of less weight, never across another name.
   Draw the names of spots ({node, x, y, r} on the screen); `between` is drawn before the names of those dimmed. */
function drawLabels(ctx, spots, area, size, between) {
  const taken = new Taken();
  const block = (some) => some.forEach((s) => taken.add([s.x - s.r - 3, s.y - s.r - 3, 2 * s.r + 6, 2 * s.r + 6]));
  const kept = spots.filter((s) => spots.length <= 120 || look(s.node, "rank") <= 30 || state.lit.has(s.node.id));
  block(kept.filter((s) => !isDim(s.node)));
  const first = (s) => (state.marked.has(s.node.id) ? -2 : state.lit.has(s.node.id) ? -1 : isDim(s.node) ? 1e6 : look(s.node, "rank"));
  let [unnamed, isBetween, last] = [0, true, ""];
  const drawBetween = () => {
    if (!isBetween) return;
    isBetween = false;
    last = "";
    between(taken);
    block(kept.filter((s) => isDim(s.node)));
  };
  ctx.lineJoin = "round";
  const isQuiet = (s) => isSaidBySign(s.node) || (spots.length > 120 && isDim(s.node) && look(s.node, "rank") > 30);
  for (const spot of spots.filter((s) => !isQuiet(s)).sort((a, b) => first(a) - first(b))) {
    if (isDim(spot.node)) drawBetween();
    ctx.textBaseline = "top";
    const font = `${spot.node.rank === 0 || state.marked.has(spot.node.id) ? "600 " : ""}${size}px system-ui, sans-serif`;
    if (font !== last) ctx.font = last = font;
    const room = findRoom(ctx, spot, taken, size, area);
    if (!room) { unnamed += 1; continue; }
    taken.add(room.box);
    const dim = isDim(spot.node);
    ctx.globalAlpha = dim ? 0.45 : 1;
    drawLines(ctx, room, size);
    ctx.globalAlpha = 1;
  }
  drawBetween();
  tellUnnamed(unnamed);
}

function drawLines(ctx, { lines, box, align }, size) {
  const [x, y, w] = box;
  ctx.textAlign = align === "right" ? "left" : align === "left" ? "right" : "center";
  const at = align === "right" ? x : align === "left" ? x + w : x + w / 2;
  ctx.strokeStyle = tone("paper");
  ctx.lineWidth = 4;
  lines.forEach((line, i) => ctx.strokeText(line, at, y + i * size * 1.15));
  ctx.fillStyle = tone("ink");
  lines.forEach((line, i) => ctx.fillText(line, at, y + i * size * 1.15));
}

/* That names are left out is said, with their number. */
function tellUnnamed(unnamed) {
  document.getElementById("picture").dataset.unnamed = unnamed;
  const note = document.getElementById("unnamed");
  if (!note) return;
  note.hidden = !unnamed;
  note.textContent = fill(data.words.unnamed, { number: number(unnamed) });
}
