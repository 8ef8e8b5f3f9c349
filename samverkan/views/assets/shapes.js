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

function drawShape(ctx, node, x, y, scale) {
  const path = new Path2D();
  (outlines[node.shape] || outlines.rounded)(path, node.size);
  ctx.save();
  ctx.translate(x, y);
  if (state.chosen !== null && !state.lit.has(node.id)) ctx.globalAlpha = 0.25;
  if (node.id === state.chosen) {
    ctx.beginPath();
    ctx.arc(0, 0, node.size + 9, 0, 2 * Math.PI);
    ctx.fillStyle = tone("accent-wash");
    ctx.fill();
  }
  ctx.fillStyle = tone(node.fill);
  ctx.fill(path);
  ctx.strokeStyle = tone(node.color);
  ctx.lineWidth = node.border;
  ctx.setLineDash(dashes[node.dash]);
  ctx.lineCap = node.dash === "dotted" ? "round" : "butt";
  ctx.stroke(path);
  ctx.setLineDash([]);
  if (node.sign && node.size * scale > 8) drawSign(ctx, node);
  ctx.restore();
}

function drawSign(ctx, node) {
  const ink = node.fill === "accent" ? "accent-ink" : signTones[node.stance] || "ink";
  ctx.fillStyle = tone(node.dash === "dotted" ? "red" : ink);
  ctx.font = `700 ${Math.round(node.size * (node.sign.length > 1 ? 0.95 : 1.25))}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(node.sign, 0, 1);
}
