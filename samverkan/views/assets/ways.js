/* The way between two: over contacts, each with what it takes and its word; the least of all takes, or the fewest. */
function findWay(ways, from, to, costOf) {
  const best = new Map([[from, { cost: 0, before: null, word: "" }]]);
  const done = new Set();
  for (;;) {
    const next = [...best].filter(([id]) => !done.has(id)).sort((a, b) => a[1].cost - b[1].cost || (a[0] < b[0] ? -1 : 1))[0];
    if (!next) return null;
    const [id, { cost }] = next;
    if (id === to) return wayBack(best, to);
    done.add(id);
    for (const [other, effort, word] of ways.get(id) || []) {
      const known = best.get(other);
      if (!known || cost + costOf(effort) < known.cost) best.set(other, { cost: cost + costOf(effort), before: id, word });
    }
  }
}
function wayBack(best, to) {
  const found = [];
  for (let id = to; id !== null; id = best.get(id).before) found.unshift({ id, word: best.get(id).word });
  return found;
}
const large = 1e6;
const findStrongest = (ways, from, to) => findWay(ways, from, to, (effort) => effort * large + 1);
const findShortest = (ways, from, to) => findWay(ways, from, to, (effort) => large + effort);
