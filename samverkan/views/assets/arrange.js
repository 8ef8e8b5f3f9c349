/* Arrange anew: the boxes go where they would stand had they never stood anywhere; pressing again puts them back. */
const arrangeButton = document.getElementById("arrange");
let stood = null; /* the boxes of each column as they stood before */
function putBoxes(columns) {
  [...planPane.querySelectorAll(".column .stack")].forEach((stack, n) => stack.replaceChildren(...columns[n], ...[...stack.children].filter((one) => !one.matches(".box"))));
  const places = new Map(columns.flatMap((column, c) => column.map((box, n) => [box.dataset.box, [c, n]])));
  everybody.filter((node) => places.has(node.box)).forEach((node) => { [node.column, node.order] = places.get(node.box); });
  relayPlan();
}
press("arrange", () => {
  hideBox();
  const columns = [...planPane.querySelectorAll(".column")].map((column) => [...column.querySelectorAll(".box")]);
  const all = new Map(columns.flat().map((box) => [box.dataset.box, box]));
  const anew = columns.map((_, c) => Object.entries(data.anew).filter(([, place]) => place[0] === c).sort((a, b) => a[1][1] - b[1][1]).map(([id]) => all.get(id)));
  putBoxes(stood || anew);
  stood = stood ? null : columns;
  arrangeButton.setAttribute("aria-pressed", String(stood !== null));
});
