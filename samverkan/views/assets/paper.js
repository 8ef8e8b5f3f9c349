/* A decision path takes three sheets of paper at most, whatever its length and its letters: before it is printed it is
   laid out as the printer will, and what can be done without goes, in order, until the rest has room. The screen keeps all. */
const sheetOfPaper = { width: 703, height: 1000, most: 3 }; // A4 without its margins is 1031 px high: a line may break otherwise
const unparted = ".top, .findings > li, .strip, .paper-first > *:not(table), .sheet tr, .paper-first tr, summary, caption, .blocks div, .seats-of > *, .back h2, .back li, .colophon";
/* What paper does without, the first first: what opens below the last rows, then the ends of lists; [what, least left]. */
const savings = [["tr.opening", 0], ["#t-around > tbody > tr", 1], ["#list-sources li", 1], ["#list-legend li", 1], ["table.path-list > tbody > tr[data-row]", 1], [".paper-first tbody > tr", 1]];
/* Do something while the page stands as it will on paper. */
function layOnPaper(act, broad = sheetOfPaper.width) {
  const queries = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.type === CSSRule.MEDIA_RULE).map((rule) => rule.media);
  const before = queries.map((media) => media.mediaText);
  const width = document.body.style.width;
  queries.forEach((media) => { media.mediaText = media.mediaText.replace(/^print$/, "all").replace(/^screen\b.*/, "not all"); });
  document.body.style.width = broad + "px";
  try {
    act();
  } finally {
    document.body.style.width = width;
    queries.forEach((media, i) => { media.mediaText = before[i]; });
  }
}
/* Count the sheets on which all that is not parted stands one below the other; a row stays with what opens below it. */
function countSheets(within) {
  const all = [...within.querySelectorAll(unparted)].map((part) => ({ part, box: part.getBoundingClientRect() })).filter(({ box }) => box.height);
  let sheets = 1, start = 0, apart = document.querySelector(".paper-first");
  const flows = !apart || apart.classList.contains("flows");
  all.sort((a, b) => a.box.top - b.box.top || b.box.bottom - a.box.bottom).forEach(({ part, box }) => {
    const head = part.closest("table")?.tHead?.offsetHeight || 0;
    const kept = part.nextElementSibling?.matches("tr.opening:not(.off-paper)") ? 90 : /^(H2|SUMMARY|CAPTION)$/.test(part.tagName) ? 60 : 0;
    if (!flows && part.closest("main") && apart) [sheets, start, apart] = [sheets + 1, box.top, null];
    if (part.matches("tr.opening") || box.bottom + kept - start <= sheetOfPaper.height) return;
    [sheets, start] = [sheets + 1, box.top - head];
    for (; box.bottom - start > sheetOfPaper.height; start += sheetOfPaper.height) sheets += 1;
  });
  return sheets;
}
/* Leave out the last of a list, as few as are enough, and say how many. */
function shorten(parts, least, fits) {
  if (parts.length <= least) return;
  const more = make(parts[0].tagName === "LI" ? "li" : "p", "", "paper-count");
  (parts[0].closest("table") || parts.at(-1)).after(more);
  const show = (n) => {
    parts.forEach((part, i) => part.classList.toggle("off-paper", i >= n));
    more.textContent = fill(data.words[parts[0].matches("tr.opening") ? "paper-screen" : "paper-more"], { n: parts.length - n });
  };
  let most = parts.length - 1;
  while (least < most) {
    const middle = (least + most + 1) >> 1;
    show(middle);
    if (fits()) least = middle;
    else most = middle - 1;
  }
  show(least);
}
function fitPaper() {
  const first = document.querySelector(".paper-first");
  const fits = () => countSheets(document.body) <= sheetOfPaper.most;
  ["brief", "flows"].forEach((look) => { if (first && first.getBoundingClientRect().bottom > sheetOfPaper.height) first.classList.add(look); });
  if (!fits()) pathList.classList.add("long");
  savings.forEach(([parts, least]) => { if (!fits()) shorten([...document.querySelectorAll(parts)], least, fits); });
}
if (pathList) {
  const looks = pathList.className;
  listen(window, "beforeprint", () => layOnPaper(fitPaper));
  listen(window, "afterprint", () => {
    pathList.className = looks;
    document.querySelector(".paper-first")?.classList.remove("brief", "flows");
    document.querySelectorAll(".off-paper").forEach((part) => part.classList.remove("off-paper"));
    document.querySelectorAll(".paper-count").forEach((part) => part.remove());
  });
}
