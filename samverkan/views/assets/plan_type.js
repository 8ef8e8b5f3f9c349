/* Type, room and columns of the plan and the steps: as large as everything shows, and what is left over parts the rows. */
const sizes = Array.from({ length: 48 }, (_, i) => 12.5 + i / 2);
const least = () => (frameOfPaper ? 15 : 12.5);
const mostOnPaper = 22;
let frameOfPaper = false;

const isStacked = () => matchMedia("(max-width: 899px)").matches && !frameOfPaper;
/* 12.5, 13, 13.5 … 22 px at 1920, where a window of 1280 ends at 18: a small map grows with its screen, too. What is wider than a
   projector goes on in its measure. */
const mostOf = (pane) => (frameOfPaper ? mostOnPaper : innerWidth > 1920 ? (22 * innerWidth) / 1920 : Math.min(22, 10 + innerWidth / 160));
/* No word of a name is broken where it stands beside badges; one that has no room at the smallest type is let be. */
const wordsOf = new Map();
function readWords(pane) {
  wordsOf.set(pane, [...pane.querySelectorAll(".entry .name")].map((name) => {
    rule.font = `${getComputedStyle(name).fontWeight} 100px ${getComputedStyle(name).fontFamily}`;
    const parts = [...name.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE || !node.classList.contains("hyphen") ? node.textContent.split(/(?<=[\s/-])/u) : []));
    return { name, ratio: Math.max(0, ...parts.map((part) => rule.measureText(part.trim()).width)) / 100, whole: rule.measureText(parts.join("")).width / 100, lines: 3 };
  }));
  setType(pane, sizes[0]);
  wordsOf.get(pane).filter((one) => !isUncut(one, sizes[0])).forEach((one) => { one.name.closest(".entry").classList.add("narrow"); });
  wordsOf.set(pane, wordsOf.get(pane).filter((one) => isUncut(one, sizes[0])));
  wordsOf.get(pane).forEach((one) => { one.lines = Math.max(3, countLines(one.name)); });
}
/* A name is never narrower than its longest word, unless that is cut. */
const isUncut = (one, size) => one.ratio * size <= one.name.getBoundingClientRect().width;
const isWhole = (pane, size) => wordsOf.get(pane).every((one) => isUncut(one, size) && countLines(one.name) <= one.lines);
/* Type that makes a name a column of words is too large; what needs more than three lines at the smallest has them. */
const countLines = (name) => Math.round(name.offsetHeight / parseFloat(getComputedStyle(name.closest(".entry")).lineHeight));
const hasRoom = (pane) => [...pane.querySelectorAll(".stack")].every((stack) => stack.offsetTop + stack.offsetHeight <= pane.clientHeight) && pane.scrollWidth <= pane.clientWidth + 1;
function setType(pane, size) {
  pane.style.setProperty("--plan", size + "px");
}
function findType(pane) {
  let [low, high] = [0, sizes.findLastIndex((size) => size <= mostOf(pane))];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    setType(pane, sizes[middle]);
    if (hasRoom(pane) && isWhole(pane, sizes[middle])) low = middle;
    else high = middle - 1;
  }
  setType(pane, sizes[low]);
  return low;
}
/* Where there is room for more, a few long words may not keep all small: their names have the line alone. */
function widenNames(pane, low) {
  const larger = Math.min(low + 3, sizes.findLastIndex((size) => size <= mostOf(pane)));
  setType(pane, sizes[larger]);
  if (larger === low || !hasRoom(pane)) return false;
  const cut = wordsOf.get(pane).map((one) => [one, one.name.closest(".entry")]).filter(([one, entry]) => !isUncut(one, sizes[larger]) && !entry.classList.contains("narrow"));
  if (!cut.length || cut.length > 8) return false;
  cut.forEach(([, entry]) => { entry.classList.add("narrow"); });
  return true;
}
function findWidest(pane) {
  let low = findType(pane);
  for (let turn = 0; turn < 3 && widenNames(pane, low); turn += 1) low = findType(pane);
  setType(pane, sizes[low]);
  return low;
}

/* ---- columns ---- */
const outerColumn = 236, innerColumn = 290, emptyColumn = 110;
const columnsOf = (pane) => [...pane.querySelectorAll(".column")];
const stackOf = (column) => column.querySelector(".stack");
const setColumns = (pane, shares) => { pane.style.gridTemplateColumns = shares.map((share) => `minmax(0, ${Math.round(share)}fr)`).join(" "); };
/* A column in which nothing stands gives its room to the others; one with a head keeps what its words need. */
function shareColumns(pane) {
  const columns = columnsOf(pane), heads = Boolean(pane.querySelector(".column-head"));
  columns.forEach((column) => { column.hidden = false; });
  pane.style.gridTemplateColumns = "";
  if (isStacked() || pane.matches(".steps, .grounded, .opened")) return;
  const empty = columns.map((column) => !stackOf(column).children.length);
  if (!empty.includes(true) && !heads) return;
  columns.forEach((column, i) => { column.hidden = empty[i] && !heads; });
  const shares = columns.map((_, i) => (empty[i] ? emptyColumn : heads || (i > 0 && i < 3) ? innerColumn : outerColumn));
  setColumns(pane, shares.filter((_, i) => !empty[i] || heads));
}
/* Steps: a column that is taller than the others takes width of them, as long as all may have larger type for it. */
function balanceSteps(pane) {
  const low = findWidest(pane);
  if (!pane.matches(".steps") || low >= sizes.findLastIndex((size) => size <= mostOf(pane))) return low;
  const wide = shareSteps(pane, { low, room: isShown(pane, low), template: "" });
  if (wide.room) return applyShares(pane, wide);
  pane.classList.add("dense"); /* streets half as wide, before anything is scrolled */
  const dense = applyShares(pane, shareSteps(pane, { low: 0, room: false, template: "" }));
  pane.classList.remove("dense"); /* as wide as ever, where names have room even so */
  pane.classList.toggle("dense", !isShown(pane, dense));
  return dense;
}
const isShown = (pane, at) => hasRoom(pane) && isWhole(pane, sizes[at]);
function applyShares(pane, { low, template }) {
  pane.style.gridTemplateColumns = template;
  setType(pane, sizes[low]);
  return low;
}
function shareSteps(pane, first) {
  const columns = columnsOf(pane);
  let best = first;
  for (let turn = 0; turn < 5; turn += 1) {
    const widths = columns.map((column) => column.clientWidth), size = sizes[best.low + 1];
    const [least, most] = ["ratio", "whole"].map((key) => columns.map((column) => widthFor(pane, column, size, key)));
    const heights = columns.map((column) => heightOf(stackOf(column))), tallest = Math.max(...heights);
    const wanted = widths.map((width, i) => Math.max(least[i], Math.min(most[i], width * Math.sqrt(heights[i] / tallest))));
    setColumns(pane, divideWidth(widths, wanted, most, heights));
    const low = findWidest(pane), room = isShown(pane, low);
    if (room && (low > best.low || !best.room)) best = { low, room, template: pane.style.gridTemplateColumns };
  }
  return best;
}
/* What the longest word of a column takes, or the longest name, with all that stands beside it. */
function widthFor(pane, column, size, key) {
  const own = wordsOf.get(pane).filter((one) => column.contains(one.name));
  return Math.max(80, ...own.map((one) => one[key] * size + column.clientWidth - roomOf(one.name) + 4));
}
/* What is left of the width goes to the tallest columns until all their names stand on one line, then to all alike. */
function divideWidth(widths, wanted, most, heights) {
  const sum = (all) => all.reduce((total, one) => total + one, 0);
  let free = Math.max(0, sum(widths) - sum(wanted));
  const given = [...wanted];
  heights.map((height, i) => [height, i]).sort(([a], [b]) => b - a).forEach(([, i]) => {
    const more = Math.min(free, Math.max(0, most[i] - given[i]));
    given[i] += more;
    free -= more;
  });
  return given.map((one) => one + free / given.length);
}
/* From the top of the first box to the end of the last. */
function heightOf(stack) {
  const [first, last] = [stack.firstElementChild, stack.lastElementChild];
  return first ? last.offsetTop + last.offsetHeight - first.offsetTop : 0;
}

/* ---- room that is left over ---- */
const mostBreath = 0.6, mostGap = 8, underneath = 6;
function slackOf(pane, stack) {
  return pane.clientHeight - underneath - heightOf(stack) - (stack.getBoundingClientRect().top - pane.getBoundingClientRect().top);
}
function takeRoomBack(pane) {
  ["--breath", "--gap", "--down"].forEach((name) => [pane, ...columnsOf(pane)].forEach((one) => one.style.removeProperty(name)));
}
/* Rows first, then boxes stand further apart; what is left after that lies above and below. */
function spreadRows(pane, size) {
  if (frameOfPaper || pane.matches(".opened, .scrolls")) return;
  const stacks = columnsOf(pane).filter((column) => !column.hidden).map(stackOf).filter((stack) => stack.children.length);
  if (!stacks.length) return;
  const tightest = (reckon) => Math.max(0, Math.min(...stacks.map((stack) => reckon(slackOf(pane, stack), stack))));
  const breath = tightest((slack, stack) => (0.5 * slack) / (2 * stack.querySelectorAll(".entry").length || 1));
  pane.style.setProperty("--breath", short(Math.min(mostBreath * size, breath)) + "px");
  const gap = parseFloat(getComputedStyle(stacks[0]).rowGap);
  const more = tightest((slack, stack) => (0.9 * slack) / Math.max(1, stack.children.length - 1));
  pane.style.setProperty("--gap", short(Math.max(gap, Math.min(mostGap * size, gap + more))) + "px");
  if (pane.querySelector(".column-head")) return;
  const slacks = stacks.map((stack) => Math.max(0, slackOf(pane, stack))), left = Math.min(...slacks), ground = pane.querySelector(".ground");
  if (ground) pane.style.setProperty("--down", short(left / 2) + "px");
  else stacks.forEach((stack, i) => stack.closest(".column").style.setProperty("--down", short(slacks[i] / 2) + "px"));
}

/* The largest type at which everything shows. */
function fitType(pane) {
  const entries = [...pane.querySelectorAll(".entry")];
  entries.forEach((entry) => { entry.style.minHeight = ""; });
  pane.classList.remove("scrolls", "dense");
  takeRoomBack(pane);
  shareColumns(pane);
  if (isStacked()) { setType(pane, 16); return; }
  const size = Math.max(least(), sizes[balanceSteps(pane)]);
  setType(pane, size);
  pane.classList.toggle("scrolls", !hasRoom(pane));
  spreadRows(pane, size);
  const heights = entries.map((entry) => entry.getBoundingClientRect().height);
  entries.forEach((entry, i) => { entry.style.minHeight = heights[i] + "px"; }); /* so that no row moves when names grow thin */
}
