/* Where a table would leave a screen empty its letters grow as long as all of it still shows: to 18 px at most, 22 on a
   large screen, more on one that is larger yet. */
const rowsAlone = document.querySelector("main.sheet-only > .sheet:not(:has(.diagram, .path-list))");
function growLetters() {
  const [sizes, style] = [["--body", "--small"], rowsAlone.style];
  sizes.forEach((name) => style.removeProperty(name));
  const from = sizes.map((name) => parseFloat(getComputedStyle(rowsAlone).getPropertyValue(name)));
  const fits = () => rowsAlone.scrollHeight <= rowsAlone.clientHeight && rowsAlone.scrollWidth <= rowsAlone.clientWidth;
  if (innerWidth <= 820 || !fits()) return;
  const most = innerWidth < 1600 ? 18 : Math.round(44 * Math.max(1, innerWidth / 1920)) / 2;
  for (let body = most; body > from[0]; body -= .5) {
    sizes.forEach((name, i) => style.setProperty(name, (from[i] * body) / from[0] + "px"));
    if (fits()) return;
  }
  sizes.forEach((name) => style.removeProperty(name));
}
if (rowsAlone) {
  growLetters();
  listen(window, "resize", growLetters);
}
