/* Lines in the streets between columns of boxes: how they run, and how often they cross. Nothing here knows a page. */

/* A curve is four points; a line is one curve a street, straight through the gaps of the columns between. */
const curveText = ([a, b, c, d]) => `M${short(a[0])} ${short(a[1])}C${short(b[0])} ${short(b[1])} ${short(c[0])} ${short(c[1])} ${short(d[0])} ${short(d[1])}`;
const lineText = (curves) => curves.map(curveText).join("");
function acrossStreet([x1, y1], [x2, y2]) {
  const middle = (x1 + x2) / 2;
  return [[x1, y1], [middle, y1], [middle, y2], [x2, y2]];
}
const straight = ([x1, y1], [x2, y2]) => [[x1, y1], [x1, y1], [x2, y2], [x2, y2]];
/* Beside a column, out into the street and back. */
function bowBeside(x, y1, y2, side, most) {
  const depth = (Math.min(most, 10 + 0.16 * Math.abs(y2 - y1)) * side * 4) / 3;
  return [[x, y1], [x + depth, y1], [x + depth, y2], [x, y2]];
}

const pieces = 14;
function pointsOf(curves) {
  return curves.flatMap(([a, b, c, d], n) => Array.from({ length: pieces + 1 - (n > 0) }, (_, i) => {
    const t = (i + (n > 0)) / pieces, u = 1 - t;
    return [0, 1].map((k) => u * u * u * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t * t * t * d[k]);
  }));
}
const turns = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
const meet = (a, b, c, d) => turns(a, b, c) * turns(a, b, d) < 0 && turns(c, d, a) * turns(c, d, b) < 0;
function boxOf(points) {
  const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
/* How often two lines cross: at most twice is counted. */
function crossingsOf(one, other) {
  if (one.box[0] > other.box[2] || other.box[0] > one.box[2] || one.box[1] > other.box[3] || other.box[1] > one.box[3]) return 0;
  let found = 0;
  for (let i = 1; i < one.points.length; i += 1)
    for (let j = 1; j < other.points.length; j += 1) {
      if (meet(one.points[i - 1], one.points[i], other.points[j - 1], other.points[j])) found += 1;
      if (found > 1) return found;
    }
  return found;
}
const shareEnd = (one, other) => one.start === other.start || one.start === other.end || one.end === other.start || one.end === other.end;
const countWith = (line, lines) => lines.reduce((sum, other) => sum + (shareEnd(line, other) ? 0 : crossingsOf(line, other)), 0);
const countCrossings = (lines) => lines.reduce((sum, line, i) => sum + countWith(line, lines.slice(0, i)), 0);

/* Lay wires between rows. `ends` tells of each row its column, its height and the sides of its box; `columns` the sides of
   each column and the heights of its gaps. What no street leads to is left out. */
function layWires(wires, ends, columns) {
  const used = new Map();
  const known = wires.filter((wire) => ends.has(wire.start) && ends.has(wire.end));
  const distance = (wire) => Math.abs(ends.get(wire.start).column - ends.get(wire.end).column);
  const laid = [];
  const order = [...known].sort((a, b) => (distance(a) || 9) - (distance(b) || 9));
  for (const wire of order) {
    const found = choices(wire, ends, columns, used).map((curves) => { const points = pointsOf(curves); return { ...wire, curves, points, box: boxOf(points) }; });
    if (!found.length) continue;
    const best = found.map((line) => [line, 70 * countWith(line, laid) + lengthOf(line.points)]).sort((a, b) => a[1] - b[1])[0][0];
    best.curves.passes.forEach((gap) => used.set(gap, (used.get(gap) || 0) + 1));
    laid.push(best);
  }
  return laid;
}
const lengthOf = (points) => points.slice(1).reduce((sum, p, i) => sum + Math.hypot(p[0] - points[i][0], p[1] - points[i][1]), 0);
function choices(wire, ends, columns, used) {
  const [one, other] = [ends.get(wire.start), ends.get(wire.end)];
  if (one.column === other.column) return bows(one, other, columns);
  const [from, to] = one.column < other.column ? [one, other] : [other, one];
  let ways = [{ curves: [], at: [from.right, from.y], passes: [] }];
  for (let c = from.column + 1; c < to.column; c += 1) ways = ways.flatMap((way) => through(way, columns[c], c, to, used));
  const done = ways.map((way) => Object.assign([...way.curves, acrossStreet(way.at, [to.left, to.y])], { passes: way.passes }));
  return one === from ? done : done.map((curves) => Object.assign(curves.map((curve) => [...curve].reverse()).reverse(), { passes: curves.passes }));
}
const nearGaps = 4;
function through(way, column, number, to, used) {
  const near = [...column.gaps].sort((a, b) => Math.abs(a - way.at[1]) + Math.abs(a - to.y) - Math.abs(b - way.at[1]) - Math.abs(b - to.y)).slice(0, nearGaps);
  return near.map((gap) => {
    const key = number + ":" + gap, place = used.get(key) || 0;
    const y = gap + Math.ceil(place / 2) * 3 * (place % 2 ? 1 : -1);
    return { curves: [...way.curves, acrossStreet(way.at, [column.left, y]), straight([column.left, y], [column.right, y])], at: [column.right, y], passes: [...way.passes, key] };
  });
}
function bows(one, other, columns) {
  const column = columns[one.column];
  const both = [[column.roomLeft, "left", -1], [column.roomRight, "right", 1]].filter(([room]) => room > 24);
  return both.map(([room, side, way]) => Object.assign([bowBeside(one[side], one.y, other.y, way, room - 8)], { passes: [] }));
}
