/* The picture: vis-network draws the edges and takes the mouse; shapes and names are drawn here. Nothing moves by itself. */
const inside = (id) => "n:" + id; /* so that any id works: vis-network itself drops one that is called constructor */
let network = null;
let moved = false;

function visNode(node) {
  return {
    id: inside(node.id), x: node.x, y: node.y, size: node.size, shape: "custom",
    ctxRenderer: ({ ctx, x, y }) => ({
      drawNode: () => drawShape(ctx, node, x, y, network ? network.getScale() : 1),
      nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
    }),
  };
}

function isLit(edge) {
  return state.chosen === null || (state.lit.has(edge.from) && state.lit.has(edge.to));
}

function visEdge(edge, number) {
  const opacity = isLit(edge) ? 1 : 0.15;
  const color = tone(edge.color);
  return {
    id: number, from: inside(edge.from), to: inside(edge.to), width: edge.double ? 2 : edge.width,
    color: { color: edge.double ? tone("paper") : color, hover: color, highlight: color, opacity, inherit: false },
    dashes: edge.dash === "solid" ? false : dashes[edge.dash].map((n) => n * (edge.dash === "dotted" ? 2 : 1)),
    background: { enabled: edge.double, color, size: 6 },
    arrows: edge.head === "solid" ? { to: { enabled: true, scaleFactor: 0.55, type: "arrow" } } : "",
  };
}

const options = {
  autoResize: false,
  physics: false,
  layout: { improvedLayout: false },
  edges: { smooth: false, hoverWidth: 0, selectionWidth: 0, arrowStrikethrough: false },
  nodes: { borderWidth: 0 },
  interaction: { hover: true, keyboard: false, navigationButtons: false, selectConnectedEdges: false, hideEdgesOnDrag: data.nodes.length > 800, tooltipDelay: 1e9 },
};

let edgeSet = null;
let hovered = null;
const frame = document.getElementById("picture");

function startPicture() {
  const box = document.createElement("div");
  frame.append(box);
  edgeSet = new vis.DataSet(data.edges.map(visEdge));
  network = new vis.Network(box, { nodes: new vis.DataSet(data.nodes.map(visNode)), edges: edgeSet }, options);
  network.on("afterDrawing", drawOver);
  network.on("click", (event) => {
    if (event.nodes.length) choose(event.nodes[0].slice(2));
    else choose(null);
  });
  network.on("hoverEdge", (event) => { hovered = data.edges[event.edge]; network.redraw(); });
  network.on("blurEdge", () => { hovered = null; network.redraw(); });
  network.on("dragStart", () => { moved = true; });
  network.on("zoom", () => { moved = true; });
  fitPicture();
  new ResizeObserver(() => {
    network.setSize("100%", "100%");
    if (!moved) fitPicture();
    network.redraw();
  }).observe(frame);
  watchers.push(() => { edgeSet.update(data.edges.map((edge, i) => ({ id: i, color: visEdge(edge, i).color }))); network.redraw(); });
}

/* Show everything, with room for the names at the side where they stand. */
function fitPicture() {
  if (!data.nodes.length) return;
  const xs = data.nodes.map((n) => n.x), ys = data.nodes.map((n) => n.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = data.labels === "lines" ? { left: 36, right: 170, top: 26, bottom: 26 } : data.labels === "right" ? { left: 40, right: 176, top: 30, bottom: 44 } : { left: 84, right: 84, top: 40, bottom: 64 };
  const width = Math.max(40, frame.clientWidth - room.left - room.right);
  const height = Math.max(40, frame.clientHeight - room.top - room.bottom);
  const scale = Math.min(width / Math.max(1, right - left), height / Math.max(1, bottom - top), 1.25);
  const position = {
    x: (left + right) / 2 + (room.right - room.left) / 2 / scale,
    y: (top + bottom) / 2 + (room.bottom - room.top) / 2 / scale,
  };
  network.moveTo({ position, scale, animation: false });
}

function drawOver(ctx) {
  const scale = network.getScale();
  const ratio = ctx.canvas.width / frame.clientWidth;
  const places = network.getPositions();
  const spots = data.nodes.map((node) => {
    const at = network.canvasToDOM(places[inside(node.id)]);
    return { node, text: node.mark && data.labels === "lines" ? node.mark + ". " + node.label : node.label, x: at.x, y: at.y, r: node.size * scale + 3 };
  });
  const byId = new Map(spots.map((spot) => [spot.node.id, spot]));
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  data.edges.filter((edge) => edge.head === "hollow").forEach((edge) => drawHead(ctx, byId.get(edge.from), byId.get(edge.to), edge));
  const size = parseInt(tone("label"), 10);
  if (data.labels !== "lines") spots.filter((spot) => spot.node.mark).forEach((spot) => drawMark(ctx, spot));
  const taken = drawLabels(ctx, spots, { width: frame.clientWidth, height: frame.clientHeight }, size);
  drawEdgeTexts(ctx, byId, taken);
  ctx.restore();
}

function drawHead(ctx, from, to, edge) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  ctx.save();
  ctx.translate(to.x - Math.cos(angle) * to.r, to.y - Math.sin(angle) * to.r);
  ctx.rotate(angle);
  ctx.beginPath();
  polygon(ctx, [[0, 0], [-11, -6], [-11, 6]]);
  ctx.globalAlpha = isLit(edge) ? 1 : 0.2;
  ctx.fillStyle = tone("paper");
  ctx.fill();
  ctx.strokeStyle = tone(edge.color);
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.restore();
}

function drawMark(ctx, { node, x, y, r }) {
  const size = 17;
  ctx.globalAlpha = state.chosen !== null && !state.lit.has(node.id) ? 0.3 : 1;
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
  const told = data.edges.filter((edge) => edge.text && (edge === hovered || edge.from === state.chosen || edge.to === state.chosen || (state.chosen !== null && edge.kind === "way" && isLit(edge))));
  ctx.font = `13px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  for (const edge of told.slice(0, 12)) {
    const from = byId.get(edge.from), to = byId.get(edge.to);
    const lines = wrap(ctx, edge.text, 130);
    const w = Math.max(...lines.map((line) => ctx.measureText(line).width)), h = lines.length * 15;
    const box = [(from.x + to.x - w) / 2, (from.y + to.y - h) / 2, w, h];
    if (taken.meets(box)) continue;
    taken.add(box);
    lines.forEach((line, i) => {
      const y = (from.y + to.y) / 2 + (i - (lines.length - 1) / 2) * 15;
      ctx.strokeStyle = tone("paper");
      ctx.lineWidth = 5;
      ctx.strokeText(line, (from.x + to.x) / 2, y);
      ctx.fillStyle = tone("second");
      ctx.fillText(line, (from.x + to.x) / 2, y);
    });
  }
}

if (frame) startPicture();
