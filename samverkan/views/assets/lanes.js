/* A lane of influence that goes on to another sheet of paper is parted between two names, and says there which it is. */
const sideways = { width: 1046, height: 732, spare: 20 }; // A4 on its side without its margins
const laneTable = document.querySelector("table.influence");
/* Let what stands below the end of the sheet go on in a row of its own; none where nothing of the row fits above, or all of it. */
function partLane(row, end) {
  const rest = row.cloneNode(false);
  let kept = 0;
  [...row.cells].forEach((cell) => {
    const goesOn = cell.cloneNode(cell.tagName === "TH");
    rest.append(goesOn);
    if (cell.tagName === "TH") { goesOn.querySelector(".main").append(` (${data.words["goes-on"]})`); return; }
    const parts = [...cell.children], starts = parts.flatMap((part, i) => (part.matches(".stand, .loud") ? [i] : [])).concat(parts.length);
    const fits = starts.filter((i) => i && parts[i - 1].getBoundingClientRect().bottom <= end).at(-1) ?? (starts[0] ? parts.length : 0);
    goesOn.append(...parts.slice(fits));
    kept += fits && starts.length > 1 ? 1 : 0;
  });
  if (kept && rest.querySelector("td > *")) {
    rest.classList.add("goes-on");
    row.after(rest);
    return rest;
  }
  putBack(row, rest);
  return null;
}
function putBack(row, rest) {
  [...rest.cells].forEach((cell, i) => { if (cell.tagName === "TD") row.cells[i].append(...cell.childNodes); });
  rest.remove();
}
function partLanes() {
  const head = laneTable.tHead.offsetHeight, room = sideways.height - sideways.spare, rows = [...laneTable.tBodies[0].rows];
  let end = room - scrollY;
  const turn = (row) => { row.classList.add("on-next-sheet"); end = row.getBoundingClientRect().top - head + room; };
  for (let row = rows.shift(); row; row = rows.shift()) {
    if (row.getBoundingClientRect().bottom <= end) continue;
    const rest = partLane(row, end);
    const next = rest || (row.matches(".on-next-sheet") ? null : row);
    if (!next) continue;
    turn(next);
    rows.unshift(next);
  }
}
if (laneTable) {
  listen(window, "beforeprint", () => layOnPaper(partLanes, sideways.width));
  listen(window, "afterprint", () => {
    [...laneTable.querySelectorAll("tr.goes-on")].reverse().forEach((rest) => putBack(rest.previousElementSibling, rest));
    laneTable.querySelectorAll(".on-next-sheet").forEach((row) => row.classList.remove("on-next-sheet"));
  });
}
