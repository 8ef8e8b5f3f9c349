/* What stands upon the shapes and lines of the picture; a page that draws none goes without. */
function drawOver(ctx) {
  const scale = network.getScale();
  const ratio = ctx.canvas.width / Math.max(1, frame.clientWidth);
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const still = layer && layer.scale === scale && layer.canvas.width === ctx.canvas.width && layer.canvas.height === ctx.canvas.height;
  if (!still || (!panning && (layer.origin.x !== origin.x || layer.origin.y !== origin.y))) layer = drawNames(ctx.canvas, scale, ratio, origin);
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.drawImage(layer.canvas, (origin.x - layer.origin.x) * ratio, (origin.y - layer.origin.y) * ratio);
  ctx.restore();
}

function drawNames(under, scale, ratio, origin) {
  const canvas = document.createElement("canvas");
  canvas.width = under.width;
  canvas.height = under.height;
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawTexts(ctx, scale);
  return { canvas, scale, origin };
}

/* What stands upon the shapes: heads and stripes, numbers, names, and what lines mean. */
function drawTexts(ctx, scale) {
  const places = network.getPositions();
  const spots = scene.nodes.map((node) => {
    const at = network.canvasToDOM(places[inside(node.id)]);
    const text = node.mark && data.labels === "lines" ? node.mark + ". " + node.label : node.label;
    return { node, text, x: at.x, y: at.y, r: sizeOf(node, scale) * scale + 3 };
  });
  const byId = new Map(spots.map((spot) => [spot.node.id, spot]));
  scene.edges.filter((edge) => strokeOf(edge).double || strokeOf(edge).head === "hollow").forEach((edge) => {
    if (strokeOf(edge).double) drawStripe(ctx, byId.get(edge.from), byId.get(edge.to), scale);
    drawHead(ctx, byId.get(edge.from), byId.get(edge.to), edge);
  });
  if (data.labels !== "lines") spots.filter((spot) => spot.node.mark).forEach((spot) => drawMark(ctx, spot));
  const seen = spots.filter((s) => s.x > -s.r && s.y > -s.r && s.x < frame.clientWidth + s.r && s.y < frame.clientHeight + s.r);
  drawLabels(ctx, seen, { width: frame.clientWidth, height: frame.clientHeight }, parseInt(tone("label"), 10), (taken) => drawEdgeTexts(ctx, byId, taken));
}

/* A double line is a broad one with a light stripe in the middle. */
function drawStripe(ctx, from, to, scale) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  ctx.beginPath();
  ctx.moveTo(from.x + dx * from.r, from.y + dy * from.r);
  ctx.lineTo(to.x - dx * (to.r + 8), to.y - dy * (to.r + 8));
  ctx.strokeStyle = tone("paper");
  ctx.lineWidth = Math.max(1, 2.2 * scale);
  ctx.stroke();
}

function drawHead(ctx, from, to, edge) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  ctx.save();
  ctx.translate(to.x - Math.cos(angle) * to.r, to.y - Math.sin(angle) * to.r);
  ctx.rotate(angle);
  ctx.beginPath();
  polygon(ctx, [[0, 0], [-11, -6], [-11, 6]]);
  ctx.globalAlpha = isLit(edge) ? 1 : 0.2;
  ctx.fillStyle = tone(strokeOf(edge).head === "hollow" ? "paper" : strokeOf(edge).tone);
  ctx.fill();
  ctx.strokeStyle = tone(strokeOf(edge).tone);
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.restore();
}

function drawMark(ctx, { node, x, y, r }) {
  const size = 17;
  ctx.globalAlpha = isDim(node) ? 0.3 : 1;
  ctx.beginPath();
  ctx.roundRect(x - r - size * 0.55, y - r - size * 0.35, size, size, 4);
  ctx.fillStyle = tone("paper");
  ctx.fill();
  ctx.strokeStyle = tone("accent");
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.font = "700 12px system-ui, sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = tone("accent");
  ctx.fillText(node.mark, x - r - size * 0.05, y - r + size * 0.17);
  ctx.globalAlpha = 1;
}

/* What a line between two means, on focus and under the mouse. */
function drawEdgeTexts(ctx, byId, taken) {
  const isTold = (edge) => edge === hovered || edge.from === state.chosen || edge.to === state.chosen || (state.marked.has(edge.from) && state.marked.has(edge.to)) || (state.lit.size > 0 && edge.kind === "way" && isLit(edge));
  const size = parseInt(tone("small"), 10);
  ctx.font = size + "px system-ui, sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const told = scene.edges.filter((one) => isDrawn(one) && isTold(one) && sayEdge(one)).slice(0, 14);
  for (const edge of told) {
    const lines = wrap(ctx, sayEdge(edge), 10 * size);
    const box = placeEdgeText(ctx, byId.get(edge.from), byId.get(edge.to), lines, size * 1.15, taken, edge === hovered || (told.length < 4 && frame.clientHeight >= ROOMY));
    if (!box) continue;
    taken.add(box);
    lines.forEach((line, i) => {
      const [x, y] = [box[0] + box[2] / 2, box[1] + size * 1.15 * (i + 0.5)];
      ctx.strokeStyle = tone("paper");
      ctx.lineWidth = 5;
      ctx.strokeText(line, x, y);
      ctx.fillStyle = tone("second");
      ctx.fillText(line, x, y);
    });
  }
}
/* In the middle of its line, else where there is room along it or beside it; under the mouse, or one of few, in any case. */
function placeEdgeText(ctx, from, to, lines, height, taken, always) {
  const w = Math.max(...lines.map((line) => ctx.measureText(line).width)), h = lines.length * height;
  const boxes = [0, h, -h, 2 * h, -2 * h].flatMap((aside) => [0.5, 0.4, 0.6, 0.3, 0.7].map((share) => [from.x + (to.x - from.x) * share - w / 2, from.y + (to.y - from.y) * share - h / 2 + aside, w, h]));
  const fits = ([x, y]) => x >= 2 && y >= 2 && x + w <= frame.clientWidth - 2 && y + h <= frame.clientHeight - 2;
  const free = boxes.find((box) => fits(box) && !taken.meets(box));
  return free || !always ? free : boxes.map((box) => [box, taken.count(box)]).sort((a, b) => a[1] - b[1])[0][0];
}
