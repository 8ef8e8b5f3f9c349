/* A canvas that writes SVG: what draws the picture on the screen draws it to a file too, with the names as text. */
const ruler = document.createElement("canvas").getContext("2d");

class SvgCanvas {
  constructor() {
    this.parts = [];
    this.kept = [];
    this.now = { moves: "", dash: [] };
    Object.assign(this, { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "16px sans-serif", textAlign: "left", textBaseline: "alphabetic", lineCap: "butt" });
    this.path = new PathText();
  }
  save() { this.kept.push({ ...this.now, alpha: this.globalAlpha, cap: this.lineCap, width: this.lineWidth }); }
  restore() {
    const { alpha, cap, width, ...now } = this.kept.pop();
    this.now = now;
    Object.assign(this, { globalAlpha: alpha, lineCap: cap, lineWidth: width });
  }
  translate(x, y) { this.now.moves += `translate(${short(x)} ${short(y)})`; }
  scale(k) { this.now.moves += `scale(${k.toFixed(4)})`; }
  rotate(angle) { this.now.moves += `rotate(${short((angle * 180) / Math.PI)})`; }
  setTransform() {}
  setLineDash(dash) { this.now.dash = dash; }
  beginPath() { this.path = new PathText(); }
  moveTo(x, y) { this.path.moveTo(x, y); }
  lineTo(x, y) { this.path.lineTo(x, y); }
  closePath() { this.path.closePath(); }
  arc(x, y, r) { this.path.circle(x, y, r); }
  ellipse(x, y, rx, ry) { this.path.text += `M${short(x + rx)} ${short(y)}a${short(rx)} ${short(ry)} 0 1 1 ${short(-2 * rx)} 0a${short(rx)} ${short(ry)} 0 1 1 ${short(2 * rx)} 0Z`; }
  roundRect(x, y, w, h, r) { this.path.roundRect(x, y, w, h, r); }
  add(name, attributes, inner) { this.parts.push(tag(name, { ...attributes, transform: this.now.moves, opacity: this.globalAlpha < 1 ? this.globalAlpha : "" }, inner)); }
  fill(path) { this.add("path", { d: (path || this.path).text, fill: this.fillStyle }); }
  stroke(path) {
    const line = { stroke: this.strokeStyle, "stroke-width": short(this.lineWidth), "stroke-dasharray": this.now.dash.join(" ") };
    this.add("path", { d: (path || this.path).text, fill: "none", ...line, "stroke-linecap": this.lineCap === "butt" ? "" : this.lineCap });
  }
  measureText(text) {
    ruler.font = this.font;
    return ruler.measureText(text);
  }
  text(text, x, y, look) {
    const [, weight, size, family] = this.font.match(/^(?:(\d+) )?([\d.]+)px (.*)$/u);
    const down = { top: this.measureText(text).fontBoundingBoxAscent, middle: size * 0.35 }[this.textBaseline] || 0;
    const anchor = { center: "middle", right: "end" }[this.textAlign];
    this.add("text", { x: short(x), y: short(y + down), "font-size": size, "font-family": family, "font-weight": weight, "text-anchor": anchor, ...look }, xml(text));
  }
  fillText(text, x, y) { this.text(text, x, y, { fill: this.fillStyle }); }
  strokeText(text, x, y) { this.text(text, x, y, { fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": "round" }); }
}

/* The picture as it stands on the screen. */
function drawPictureTo(out) {
  const scale = network.getScale();
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const places = network.getPositions();
  out.save();
  out.translate(origin.x, origin.y);
  out.scale(scale);
  drawUnder(out);
  scene.edges.filter(isDrawn).forEach((edge) => drawEdgeTo(out, edge, places[inside(edge.from)], places[inside(edge.to)]));
  scene.nodes.forEach((node) => drawShape(out, node, places[inside(node.id)].x, places[inside(node.id)].y, scale));
  out.restore();
  drawTexts(out, scale);
}
function drawEdgeTo(out, edge, from, to) {
  const stroke = strokeOf(edge);
  out.save();
  out.globalAlpha = isLit(edge) ? 1 : 0.12;
  out.strokeStyle = out.fillStyle = tone(stroke.tone);
  out.lineWidth = widthOf(edge);
  out.setLineDash(dashes[stroke.dash]);
  out.beginPath();
  out.moveTo(from.x, from.y);
  out.lineTo(to.x, to.y);
  out.stroke();
  if (stroke.head === "solid" && !stroke.double) {
    const angle = Math.atan2(to.y - from.y, to.x - from.x), r = ownSize(nodes.get(edge.to)) + 2;
    out.translate(to.x - Math.cos(angle) * r, to.y - Math.sin(angle) * r);
    out.rotate(angle);
    out.beginPath();
    polygon(out, [[0, 0], [-11, -6], [-11, 6]]);
    out.fill();
  }
  out.restore();
}
