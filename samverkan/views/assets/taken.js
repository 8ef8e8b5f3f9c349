/* Boxes on a grid, to find quickly whether a new one lies upon any of them. */
class Taken {
  constructor() { this.cells = new Map(); }
  *keys([x, y, w, h]) {
    for (let i = Math.floor(x / 48); i <= Math.floor((x + w) / 48); i += 1)
      for (let j = Math.floor(y / 48); j <= Math.floor((y + h) / 48); j += 1) yield i * 4096 + j;
  }
  add(box) {
    for (const key of this.keys(box)) this.cells.set(key, [...(this.cells.get(key) || []), box]);
  }
  count([x, y, w, h]) {
    const found = new Set([...this.keys([x, y, w, h])].flatMap((key) => this.cells.get(key) || []));
    return [...found].filter(([a, b, c, d]) => x < a + c && a < x + w && y < b + d && b < y + h).length;
  }
  meets(box) {
    const [x, y, w, h] = box;
    for (const key of this.keys(box))
      for (const [a, b, c, d] of this.cells.get(key) || []) if (x < a + c && a < x + w && y < b + d && b < y + h) return true;
    return false;
  }
}
