/* The picture: vis-network draws the edges and takes the mouse; shapes and names are drawn here. Nothing moves by itself. */
const inside = (id) => "n:" + id; /* so that any id works: vis-network itself drops one that is called constructor */
const frame = document.getElementById("picture");
let network = null;
let moved = false;
let edgeSet = null;
let hovered = null;
let panning = false;
let layer = null; /* the names as they were placed last; they are placed anew only when something else is to be said */

function visNode(node) {
  const size = ownSize(node);
  return {
    id: inside(node.id), x: node.x, y: node.y, size, shape: "custom",
    ctxRenderer: ({ ctx, x, y }) => ({
      drawNode: () => drawShape(ctx, node, x, y, network ? network.getScale() : 1),
      nodeDimensions: { width: 2 * size, height: 2 * size },
    }),
  };
}

/* Where boxes tell what lies in what and letters who sits where, only contacts are lines. */
const isDrawn = (edge) => !panes.length || (edge.kind !== "line" && edge.kind !== "member");
function isLit(edge) {
  return holds(edge, true) && !isDim(nodes.get(edge.from)) && !isDim(nodes.get(edge.to));
}

const strokes = new Map(Object.entries(data.strokes || {}));
const strokeOf = (edge) => strokes.get(edge.kind + edge.weight) || { width: 1, tone: "line-strong", dash: "solid" };

function visEdge(edge, number) {
  const stroke = strokeOf(edge);
  const color = tone(stroke.tone);
  const dash = stroke.dash === "solid" ? false : dashes[stroke.dash].map((n) => n * (stroke.dash === "dotted" ? 2 : 1));
  return {
    id: number, from: inside(edge.from), to: inside(edge.to), width: widthOf(edge), dashes: dash,
    color: { color, hover: color, highlight: color, opacity: isLit(edge) ? 1 : 0.12, inherit: false },
    hidden: !isDrawn(edge),
    arrows: stroke.head === "solid" && !stroke.double ? { to: { enabled: true, scaleFactor: 0.55, type: "arrow" } } : "",
  };
}

const options = {
  autoResize: false,
  physics: false,
  layout: { improvedLayout: false },
  edges: { smooth: false, hoverWidth: 0, selectionWidth: 0, arrowStrikethrough: false },
  nodes: { borderWidth: 0 },
  interaction: { hover: true, keyboard: false, navigationButtons: false, selectConnectedEdges: false, hideEdgesOnDrag: false, tooltipDelay: 1e9 },
};

function visData() {
  edgeSet = new vis.DataSet(scene.edges.map(visEdge));
  return { nodes: new vis.DataSet(scene.nodes.map(visNode)), edges: edgeSet };
}

const sizeOfFrame = () => frame.clientWidth + "x" + frame.clientHeight;
function repaint() {
  layer = null;
  network.redraw();
}
function startPicture() {
  const box = document.createElement("div");
  frame.append(box);
  options.interaction.hideEdgesOnDrag = scene.nodes.length > 800;
  network = new vis.Network(box, visData(), options);
  network.on("afterDrawing", drawOver);
  network.on("beforeDrawing", drawUnder);
  network.on("click", (event) => choose(event.nodes.length ? event.nodes[0].slice(2) : null));
  network.on("doubleClick", (event) => { if (event.nodes.length && insides.has(event.nodes[0].slice(2))) enterGroup(event.nodes[0].slice(2)); });
  network.on("hoverEdge", (event) => { hovered = scene.edges[event.edge]; repaint(); });
  network.on("blurEdge", () => { hovered = null; repaint(); });
  network.on("dragStart", (event) => { moved = true; panning = !event.nodes.length; });
  network.on("dragging", (event) => { if (event.nodes.length) layer = null; });
  network.on("dragEnd", (event) => { panning = false; keepPlaces(event); repaint(); });
  network.on("zoom", () => { moved = true; });
  fitPicture();
  let size = sizeOfFrame();
  watchSize(frame, () => {
    if (size === sizeOfFrame() || !frame.clientWidth) return;
    size = sizeOfFrame();
    network.setSize("100%", "100%");
    if (!moved) fitPicture();
    repaint();
  });
  onClose(() => network.destroy());
  watchers.push(() => {
    edgeSet.update(scene.edges.map((edge, i) => ({ id: i, color: visEdge(edge, i).color, width: widthOf(edge) })));
    repaint();
  });
  sceneWatchers.push(() => { layer = null; network.setData(visData()); moved = false; fitPicture(); });
}

function enterGroup(id) {
  openScene(insides.get(id));
  choose(null);
}

/* What somebody dragged stays where it was put, and goes along when the places are saved. */
function keepPlaces(event) {
  event.nodes.forEach((id) => {
    const node = nodes.get(id.slice(2));
    if (node) Object.assign(node, roundPlace(network.getPosition(id)));
  });
}
const roundPlace = ({ x, y }) => ({ x: Math.round(x), y: Math.round(y) });

const rooms = {
  lines: { left: 36, right: 170, top: 26, bottom: 26 },
  right: { left: 40, right: 176, top: 30, bottom: 44 },
  rings: { left: 150, right: 150, top: 56, bottom: 56 },
};
/* Show everything, with room for the names at the side where they stand. */
function fitPicture(some = scene.nodes, largest = Infinity) {
  if (!some.length) return;
  const xs = some.map((n) => n.x), ys = some.map((n) => n.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = rooms[data.labels] || { left: 76, right: 76, top: 34, bottom: 60 };
  const width = Math.max(40, frame.clientWidth - room.left - room.right);
  const height = Math.max(40, frame.clientHeight - room.top - room.bottom);
  const scale = Math.min(width / Math.max(1, right - left), height / Math.max(1, bottom - top), Math.max(1.25, frame.clientHeight / 480), largest);
  const position = {
    x: (left + right) / 2 + (room.right - room.left) / 2 / scale,
    y: (top + bottom) / 2 + (room.bottom - room.top) / 2 / scale,
  };
  network.moveTo({ position, scale, animation: false });
}

/* Go nearer to what a step lights where there are many, but not so near that one no longer sees where it is. */
const many = 25;
function fitLit() {
  if (!network || scene.nodes.length <= many) return;
  fitPicture();
  const near = scene.nodes.filter((node) => state.lit.has(node.id));
  if (near.length) fitPicture(near, 1.8 * network.getScale());
  moved = near.length > 0;
}

/* The rings around one actor: how many steps away. */
function drawUnder(ctx) {
  (data.rings || []).forEach((radius) => {
    ctx.beginPath();
    ctx.ellipse(0, 0, radius * 1.5, radius, 0, 0, 2 * Math.PI);
    ctx.strokeStyle = tone("line");
    ctx.lineWidth = 1.5;
    ctx.stroke();
  });
}

const edgeWords = new Map(Object.entries(data.edge_words || {}));
const sayEdge = (edge) => edge.text || (edgeWords.get(edge.kind) || [""])[0];
if (frame && (firstTab === "free" || !frame.closest("[data-pane]"))) startPicture();
