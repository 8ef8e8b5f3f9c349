/* The shapes of actors and things, drawn at 0,0 with radius r. Their kind is told by form, never by colour alone. */
function polygon(path, points) {
  points.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
}
/* A path as text, so that the canvas, a legend and a saved SVG draw the same one. */
class PathText {
  constructor() { this.text = ""; }
  moveTo(x, y) { this.text += `M${short(x)} ${short(y)}`; }
  lineTo(x, y) { this.text += `L${short(x)} ${short(y)}`; }
  closePath() { this.text += "Z"; }
  rect(x, y, w, h) { polygon(this, [[x, y], [x + w, y], [x + w, y + h], [x, y + h]]); }
  circle(x, y, r) { this.text += `M${short(x + r)} ${short(y)}a${short(r)} ${short(r)} 0 1 1 ${short(-2 * r)} 0a${short(r)} ${short(r)} 0 1 1 ${short(2 * r)} 0Z`; }
  roundRect(x, y, w, h, r) {
    const turn = (dx, dy) => `a${short(r)} ${short(r)} 0 0 1 ${short(dx)} ${short(dy)}`;
    this.text += `M${short(x + r)} ${short(y)}h${short(w - 2 * r)}${turn(r, r)}v${short(h - 2 * r)}${turn(-r, r)}h${short(2 * r - w)}${turn(-r, -r)}v${short(2 * r - h)}${turn(r, -r)}Z`;
  }
}
const { signTones, otherShapes } = data.looks;
const pathText = (shape, size) => scalePath(data.looks.shapes[shape] || data.looks.shapes.rounded, size / 9);
const paths = new Map();
function pathOf(shape, size) {
  const key = shape + size;
  if (!paths.has(key)) {
    if (paths.size > 200) paths.clear();
    const text = pathText(shape, size);
    paths.set(key, Object.assign(new Path2D(text), { text }));
  }
  return paths.get(key);
}

function drawShape(ctx, node, x, y, scale) {
  const size = sizeOf(node, scale);
  const path = pathOf(shapeOf(node), size);
  ctx.save();
  ctx.translate(x, y);
  if (isDim(node)) ctx.globalAlpha = 0.22;
  if (state.marked.has(node.id)) {
    ctx.beginPath();
    ctx.arc(0, 0, size + 9, 0, 2 * Math.PI);
    ctx.fillStyle = tone("accent-wash");
    ctx.fill();
  }
  ctx.fillStyle = tone(fillOf(node));
  ctx.fill(path);
  ctx.strokeStyle = tone(look(node, "color"));
  ctx.lineWidth = look(node, "border");
  ctx.setLineDash(dashes[look(node, "dash")]);
  ctx.lineCap = node.dash === "dotted" ? "round" : "butt";
  ctx.stroke(path);
  ctx.setLineDash([]);
  if (node.sign && size * scale > 8) drawSign(ctx, node, size);
  ctx.restore();
}

/* Colour, size, shape and width by fields that the reader chose. Values stand in the field's order where more of it is
   more, else the most common first; the first eight have a look of their own. */
let counted = new Map();
function countValues(things, known, key) {
  const field = known.get(key);
  if (!field) return [];
  const counts = new Map();
  things.forEach((one) => { const value = valueOf(one, key); counts.set(value, (counts.get(value) || 0) + 1); });
  const values = field.values.map(([value, word]) => ({ value, word, n: counts.get(value) || 0 })).filter((one) => one.n);
  return field.ordered ? values : values.sort((a, b) => b.n - a.n);
}
function valuesOf(channel) {
  const key = channel + "=" + state.by[channel];
  if (counted.scene !== scene) counted = Object.assign(new Map(), { scene });
  if (!counted.has(key)) counted.set(key, channel === "width" ? countValues(scene.edges, edgeFields, state.by.width) : countValues(scene.nodes, fields, state.by[channel]));
  return counted.get(key);
}
const placeOf = (one, channel) => (state.by[channel] ? valuesOf(channel).findIndex((found) => found.value === valueOf(one, state.by[channel])) : -1);
const between = ([least, most], place, many) => least + ((most - least) * place) / Math.max(1, many - 1);
const sizeAt = (place, many) => between(data.looks.sizes, place, many);
const widthAt = (place, many) => between(data.looks.widths, place, many);

function fillOf(node) {
  const place = placeOf(node, "colour");
  return place >= 0 && place < 8 ? "c" + (place + 1) : look(node, "fill");
}
function shapeOf(node) {
  const place = placeOf(node, "shape");
  return otherShapes[place] || look(node, "shape");
}
function ownSize(node) {
  const place = placeOf(node, "size");
  return place >= 0 ? sizeAt(place, valuesOf("size").length) : look(node, "size");
}
/* A little larger where the picture is small, so that a shape can still be told. */
const sizeOf = (node, scale) => Math.max(ownSize(node), Math.min(8.5 / scale, ownSize(node) * 1.4));
function widthOf(edge) {
  const place = placeOf(edge, "width");
  return place >= 0 ? widthAt(place, valuesOf("width").length) : strokeOf(edge).width;
}

function drawSign(ctx, node, size) {
  const ink = fillOf(node) === "accent" ? "accent-ink" : signTones[node.stance] || "ink";
  ctx.fillStyle = tone(node.dash === "dotted" ? "red" : ink);
  ctx.font = `700 ${Math.round(size * (node.sign.length > 2 ? 0.7 : node.sign.length > 1 ? 0.95 : 1.25))}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(node.sign, 0, 1);
}
