/* The shapes of actors and things, drawn at 0,0 with radius r. Their kind is told by form, never by colour alone. */
function polygon(path, points) {
  points.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
}
const outlines = {
  circle: (p, r) => p.arc(0, 0, r, 0, 2 * Math.PI),
  rounded: (p, r) => p.roundRect(-r * 0.95, -r * 0.95, r * 1.9, r * 1.9, r * 0.45),
  square: (p, r) => p.rect(-r * 0.9, -r * 0.9, r * 1.8, r * 1.8),
  hexagon: (p, r) => polygon(p, [0, 1, 2, 3, 4, 5].map((i) => [1.1 * r * Math.cos((i * Math.PI) / 3), 1.1 * r * Math.sin((i * Math.PI) / 3)])),
  diamond: (p, r) => polygon(p, [[0, -1.2 * r], [1.2 * r, 0], [0, 1.2 * r], [-1.2 * r, 0]]),
  triangle: (p, r) => polygon(p, [[0, -1.15 * r], [1.15 * r, 0.85 * r], [-1.15 * r, 0.85 * r]]),
  flag: (p, r) => polygon(p, [[-1.1 * r, -0.8 * r], [0.6 * r, -0.8 * r], [1.2 * r, 0], [0.6 * r, 0.8 * r], [-1.1 * r, 0.8 * r]]),
  stack: (p, r) => p.roundRect(-r, -r, 2 * r, 2 * r, r * 0.3),
  dots: (p, r) => [[-0.6, 0.4], [0.6, 0.4], [0, -0.65]].forEach(([x, y]) => {
    p.moveTo(x * r + 0.45 * r, y * r);
    p.arc(x * r, y * r, 0.45 * r, 0, 2 * Math.PI);
  }),
};
/* The sign inside: where somebody stands, or who we are. */
const signTones = { champions: "green", supports: "green", neutral: "second", hesitant: "amber", opposes: "red", unknown: "ink" };

/* A little larger where the picture is small, so that a shape can still be told. */
const sizeOf = (node, scale) => Math.max(look(node, "size"), Math.min(8.5 / scale, look(node, "size") * 1.4));

const paths = new Map();
function pathOf(shape, size) {
  const key = shape + size;
  if (!paths.has(key)) {
    if (paths.size > 200) paths.clear();
    const path = new Path2D();
    (outlines[shape] || outlines.rounded)(path, size);
    paths.set(key, path);
  }
  return paths.get(key);
}

function drawShape(ctx, node, x, y, scale) {
  const size = sizeOf(node, scale);
  const path = pathOf(look(node, "shape"), size);
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

/* Colour by a field that the reader chose: the eight most common values, in the order of the legend. */
function fillOf(node) {
  const value = ((node.groups || {})[state.colour] || [])[0];
  const place = colourOrder().indexOf(value);
  return value !== undefined && place >= 0 && place < 8 ? "c" + (place + 1) : look(node, "fill");
}
let counted = { scene: null, field: "", order: [] };
function countValues(field) {
  const counts = new Map();
  scene.nodes.forEach((node) => {
    const [value, word] = (node.groups || {})[field] || [];
    if (value !== undefined) counts.set(value, { value, word, n: (counts.get(value) || { n: 0 }).n + 1 });
  });
  return [...counts.values()].sort((a, b) => b.n - a.n || (a.word < b.word ? -1 : 1));
}
function colourOrder() {
  if (counted.scene !== scene || counted.field !== state.colour) counted = { scene, field: state.colour, order: countValues(state.colour).map((one) => one.value) };
  return counted.order;
}

function drawSign(ctx, node, size) {
  const ink = fillOf(node) === "accent" ? "accent-ink" : signTones[node.stance] || "ink";
  ctx.fillStyle = tone(node.dash === "dotted" ? "red" : ink);
  ctx.font = `700 ${Math.round(size * (node.sign.length > 2 ? 0.7 : node.sign.length > 1 ? 0.95 : 1.25))}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(node.sign, 0, 1);
}
