/* Somebody pinned: marked in every cell, its rows first, what is unknown of it open. The rows go back when it is unpinned. */
let pinned = "";
const pinButtons = [...document.querySelectorAll("[data-pin]")];
const shownText = document.getElementById("shown");
const shownWhole = shownText ? shownText.textContent : "";
const placedRows = [...document.querySelectorAll("table.readiness > tbody > tr")];
const isOf = (row, id) => [...row.querySelectorAll("[data-who]")].some((one) => one.dataset.who === id);
function pinActor(id) {
  const button = pinButtons.find((one) => one.dataset.pin === id);
  if (!button && !pinned) return;
  pinned = button ? id : "";
  pinButtons.forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
  document.querySelectorAll("[data-who]").forEach((one) => one.classList.toggle("pinned", Boolean(pinned) && one.dataset.who === pinned));
  document.querySelectorAll("details.asked").forEach((one) => { one.open = Boolean(pinned) && [...one.querySelectorAll("[data-who]")].some((name) => name.dataset.who === pinned); });
  const mine = placedRows.filter((row) => pinned && isOf(row, pinned));
  placedRows.forEach((row) => row.classList.toggle("of-pinned", mine.includes(row)));
  if (placedRows.length) placedRows[0].parentElement.append(...mine, ...placedRows.filter((row) => !mine.includes(row)));
  const only = button && "rows" in button.dataset ? id : "";
  document.querySelectorAll("table.week").forEach((table) => {
    [...table.tBodies[0].rows].forEach((row) => { row.hidden = Boolean(only) && !row.classList.contains(only); });
    table.hidden = [...table.tBodies[0].rows].every((row) => row.hidden);
  });
  shownText.textContent = button ? button.dataset.said : shownWhole;
}
pinButtons.forEach((button) => listen(button, "click", () => { pinActor(button.dataset.pin === pinned ? "" : button.dataset.pin); writeAddress(); }));
listen(document, "keydown", (event) => { if (event.key === "Escape" && pinned) { pinActor(""); writeAddress(); } });
