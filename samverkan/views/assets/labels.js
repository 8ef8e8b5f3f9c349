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

class Taken {
  constructor() { this.cells = new Map(); }
  *keys([x, y, w, h]) {
    for (let i = Math.floor(x / 48); i <= Math.floor((x + w) / 48); i += 1)
      for (let j = Math.floor(y / 48); j <= Math.floor((y + h) / 48); j += 1) yield i * 4096 + j;
  }
  add(box) {
    for (const key of this.keys(box)) this.cells.set(key, [...(this.cells.get(key) || []), box]);
  }
  meets(box) {
    const [x, y, w, h] = box;
    for (const key of this.keys(box))
      for (const [a, b, c, d] of this.cells.get(key) || []) if (x < a + c && a < x + w && y < b + d && b < y + h) return true;
    return false;
  }
}

const sides = { right: ["right", "below", "above", "left"], below: ["below", "above", "right", "left"], free: ["below", "right", "left", "above"] };

function place(side, x, y, r, w, h) {
  if (side === "right") return [x + r + 6, y - h / 2, w, h];
  if (side === "left") return [x - r - 6 - w, y - h / 2, w, h];
  return side === "below" ? [x - w / 2, y + r + 4, w, h] : [x - w / 2, y - r - 4 - h, w, h];
}

function findRoom(ctx, spot, taken, size, area) {
  const chosen = spot.node.id === state.chosen;
  for (const side of data.labels === "lines" ? ["right"] : sides[spot.node.side || data.labels || "free"]) {
    const beside = side === "right" || side === "left";
    const width = side === "right" && /right|lines/u.test(data.labels) ? Math.max(120, Math.min(260, area.width - spot.x - spot.r - 10)) : beside ? 168 : 136;
    let lines = wrap(ctx, spot.text, width);
    if (chosen) lines = cutToWidth(ctx, lines, 260).slice(0, 5);
    const w = Math.max(...lines.map((line) => ctx.measureText(line).width));
    const at = place(side, spot.x, spot.y, spot.r, w, lines.length * size * 1.15);
    const box = side === "below" || side === "above" ? [Math.max(4, Math.min(at[0], area.width - w - 4)), at[1], at[2], at[3]] : at;
    const fits = box[0] >= 2 && box[1] >= 2 && box[0] + box[2] <= area.width - 2 && box[1] + box[3] <= area.height - 2;
    if ((lines.length <= 3 && w <= width * 1.25 && fits && !taken.meets(box)) || chosen) {
      return { lines, box: chosen ? keepInside(box, area) : box, align: side };
    }
  }
  return null;
}

function keepInside([x, y, w, h], area) {
  return [Math.max(2, Math.min(x, area.width - w - 2)), Math.max(2, Math.min(y, area.height - h - 2)), w, h];
}

/* Draw the names of spots ({node, x, y, r} on the screen); returns the room that is taken. */
function drawLabels(ctx, spots, area, size) {
  const taken = new Taken();
  spots.forEach((s) => taken.add([s.x - s.r, s.y - s.r, 2 * s.r, 2 * s.r]));
  const first = (s) => (s.node.id === state.chosen ? -2 : state.lit.has(s.node.id) ? -1 : s.node.rank);
  let unnamed = 0;
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  for (const spot of [...spots].sort((a, b) => first(a) - first(b))) {
    ctx.font = `${spot.node.rank === 0 || spot.node.id === state.chosen ? "600 " : ""}${size}px system-ui, sans-serif`;
    const room = findRoom(ctx, spot, taken, size, area);
    if (!room) { unnamed += 1; continue; }
    taken.add(room.box);
    const dim = state.chosen !== null && !state.lit.has(spot.node.id);
    ctx.globalAlpha = dim ? 0.45 : 1;
    drawLines(ctx, room, size);
    ctx.globalAlpha = 1;
  }
  document.getElementById("picture").dataset.unnamed = unnamed;
  return taken;
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
