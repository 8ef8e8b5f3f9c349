/* The list of a decision path: as roomy as its window lets it be. A row opens in place, and has the panel in it. */
const pathList = document.querySelector("table.path-list");
const panelHome = panel.parentElement;
const openings = new Map([...document.querySelectorAll("tr.opening")].map((row) => [row.dataset.opens, row]));
const namesRow = (row) => row.querySelector("td:nth-child(2) .ref") || row.querySelector(".ref");
function openRow() {
  if (!openings.size) return;
  const lit = state.marked.size === 1 ? rows.find((one) => openings.has(one.dataset.row) && isRowLit(one)) : null;
  const before = document.querySelector("tr.opening.open");
  rows.filter((one) => openings.has(one.dataset.row)).forEach((one) => {
    openings.get(one.dataset.row).classList.toggle("open", one === lit);
    namesRow(one).setAttribute("aria-expanded", String(one === lit));
  });
  (lit ? openings.get(lit.dataset.row).querySelector(".opened") : panelHome).append(panel);
  panel.classList.toggle("in-row", Boolean(lit));
  if (!lit || before === openings.get(lit.dataset.row)) return;
  openings.get(lit.dataset.row).scrollIntoView({ block: "nearest" });
  lit.scrollIntoView({ block: "nearest" });
}
watchers.push(openRow);
// Where a large screen would be left empty the list grows, its names to 22 px in a window of 1920, as long as all of the page still shows.
function growRows(sheet) {
  const fits = () => sheet.scrollHeight <= sheet.clientHeight && sheet.scrollWidth <= sheet.clientWidth;
  if (innerWidth < 1600 || pathList.dataset.fit !== "roomy" || !fits()) return;
  for (let part = (22 / 18) * Math.max(1, innerWidth / 1920); part > 1; part -= 0.5 / 18) {
    pathList.style.zoom = part;
    if (fits()) return;
  }
  pathList.style.zoom = "";
}
function fitRows() {
  if (!pathList) return;
  const sheet = pathList.closest(".sheet");
  pathList.style.zoom = "";
  for (const step of ["roomy", "snug", "tight", "compact"]) {
    pathList.dataset.fit = step;
    if (pathList.offsetTop + pathList.offsetHeight <= sheet.clientHeight + 1) break;
  }
  growRows(sheet);
}
if (pathList) {
  openRow();
  fitRows();
  listen(window, "resize", fitRows);
  listen(pathList, "keydown", (event) => {
    const row = event.target.closest("tr[data-row]");
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const own = rows.filter((one) => openings.has(one.dataset.row));
    const next = row && way ? own[own.indexOf(row) + way] : null;
    if (!next) return;
    event.preventDefault();
    namesRow(next).focus();
  });
}
