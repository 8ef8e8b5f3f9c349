/* Tables whose rows a reader orders, by the letters of the language; what is empty stays last either way. */
const collator = new Intl.Collator(root.lang, { numeric: true });
listen(document, "click", (event) => {
  const button = event.target.closest("button.sort");
  if (!button) return;
  const head = button.closest("th");
  const heads = [...head.parentElement.children];
  const turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
  heads.forEach((one) => one.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", turn < 0 ? "descending" : "ascending");
  const body = head.closest("table").tBodies[0];
  const keyed = [...body.rows].map((row) => ({ row, key: sortKey(row.children[heads.indexOf(head)]) }));
  keyed.sort((a, b) => (a.key === "") - (b.key === "") || turn * collator.compare(a.key, b.key));
  body.append(...keyed.map((one) => one.row));
});
function sortKey(cell) {
  return cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort;
}
