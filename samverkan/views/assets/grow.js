/* Where a table would leave a large screen empty its letters grow, to 22 px at most, as long as all of it still shows. */
const rowsAlone = document.querySelector("main.sheet-only > .sheet:not(:has(.diagram, .path-list))");
function growLetters() {
  const [sizes, style] = [["--body", "--small"], rowsAlone.style];
  sizes.forEach((name) => style.removeProperty(name));
  const from = sizes.map((name) => parseFloat(getComputedStyle(rowsAlone).getPropertyValue(name)));
  const fits = () => rowsAlone.scrollHeight <= rowsAlone.clientHeight && rowsAlone.scrollWidth <= rowsAlone.clientWidth;
  if (innerWidth < 1600 || !fits()) return;
  for (let body = 22; body > from[0]; body -= .5) {
    sizes.forEach((name, i) => style.setProperty(name, (from[i] * body) / from[0] + "px"));
    if (fits()) return;
  }
  sizes.forEach((name) => style.removeProperty(name));
}
if (rowsAlone) {
  growLetters();
  listen(window, "resize", growLetters);
}
