/* Names in the cells of a table by keyboard: one tab stop for all, arrows from name to name, Enter tells what is known of one. */
const cellNames = [...document.querySelectorAll("main td .who[data-ref], main th .who[data-ref]")];
cellNames.forEach((one, i) => { one.setAttribute("role", "button"); one.tabIndex = i ? -1 : 0; });
const cellStops = "td .who[data-ref], th .who[data-ref], .asked > summary";
const stopsIn = (place) => [...place.querySelectorAll(cellStops)].filter((one) => one.checkVisibility());
/* Up and down go to the nearest row that has a name in the same column; left and right on to the next name of all. */
function findNextName(from, key) {
  const across = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (across) { const all = stopsIn(from.closest("table")); return all[all.indexOf(from) + across]; }
  const [cell, way] = [from.closest("td, th"), key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling"];
  for (let row = cell.parentElement[way]; row; row = row[way]) {
    const [first] = row.cells[cell.cellIndex] ? stopsIn(row.cells[cell.cellIndex]) : [];
    if (first) return first;
  }
  return null;
}
function standOnName(name) {
  cellNames.forEach((one) => { one.tabIndex = one === name ? 0 : -1; });
}
listen(document, "focusin", (event) => { if (event.target.matches(".who[role=button]")) standOnName(event.target); });
listen(document, "toggle", () => {
  const standing = cellNames.find((one) => one.tabIndex === 0);
  if (standing && !standing.checkVisibility()) standOnName(cellNames.find((one) => one.checkVisibility()));
}, true);
listen(document, "keydown", (event) => {
  const from = event.target.closest && event.target.closest(cellStops);
  if (!from || !cellNames.length || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^Arrow/u.test(event.key)) {
    event.preventDefault();
    const next = findNextName(from, event.key);
    if (next) next.focus();
  } else if (from.dataset.ref && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    choose(from.dataset.ref);
  }
});
