/* Numbers as they are written in a path or an address. */
const short = (n) => String(Math.round(n * 100) / 100);

/* How many steps to look: a whole number, at least one, at most as many as there are things to reach. */
const countSteps = (wanted, things) => Math.max(1, Math.min(Math.trunc(wanted) || 1, Math.max(1, things)));

/* A path of lines and arcs (M L H V A Q Z, absolute or relative), larger or smaller. */
function scalePath(path, scale) {
  return [...path.matchAll(/([A-Za-z])([^A-Za-z]*)/gu)].map(([, letter, rest]) => {
    const numbers = (rest.match(/-?[\d.]+/gu) || []).map(Number);
    const isFlag = (i) => /[aA]/u.test(letter) && [2, 3, 4].includes(i % 7);
    return letter + numbers.map((n, i) => (isFlag(i) ? n : short(n * scale))).join(" ");
  }).join("");
}
