/* Visa: one step a screen. Its number is in the address; the same keys as a clicker has. */
const screens = data.slides || [];
let slideAt = -1;
let stage = null;
function slideRow(row) {
  const item = make("li", "", "show-row" + (row.loud ? " loud" : ""));
  if (row.mark) item.append(make("span", row.mark, "show-mark " + (row.need || "")));
  const said = make("div", "", "show-said");
  said.append(make("b", row.name));
  if (row.second) said.append(make("small", row.second));
  item.append(said);
  if (row.sign) item.append(slideStance(row));
  return item;
}
function slideStance({ sign, tone: value, word, day }) {
  const box = make("span", "", "show-stance");
  box.append(make("span", sign, "disc " + value), make("small", word));
  if (day) box.append(make("small", day, "show-day"));
  return box;
}
function slideContent(slide) {
  const parts = [];
  if (slide.chain && slide.chain.length) {
    const chain = make("ol", "", "show-chain");
    chain.append(...slide.chain.map(({ name, word }) => { const item = make("li"); item.append(make("b", name)); if (word) item.append(make("small", word)); return item; }));
    parts.push(chain);
  }
  if (slide.rows.length) { const list = make("ul", "", "show-rows"); list.append(...slide.rows.map(slideRow)); parts.push(list); }
  if (slide.stance && slide.stance.sign) parts.push(slideStance(slide.stance));
  parts.push(...slide.notes.map((note) => make("p", note, "show-note")));
  return parts;
}
/* Seven lines of a header have room; a longer one is cut, and stands whole at the right. */
function cutHead(head, left) {
  const words = head.textContent.split(" "), lines = () => head.offsetHeight / parseFloat(getComputedStyle(head).lineHeight);
  const whole = head.textContent;
  const write = (text) => { head.textContent = text; partWords(head); };
  write(whole);
  while (lines() > 7.2 && words.length > 1) { words.pop(); write(words.join(" ") + " …"); }
  for (let left = words[0].length; lines() > 7.2 && left > 8; left -= 8) write(words[0].slice(0, left - 8) + "…"); /* a word alone */
  return whole === head.textContent || !left ? "" : whole;
}
/* What has no room under the header ends in …, and stands whole at the right. */
function cutText(text) {
  const whole = text.textContent, words = whole.split(" ");
  while (text.scrollHeight > text.clientHeight + 2 && words.length > 1) { words.pop(); text.textContent = words.join(" ") + " …"; partWords(text); }
  return whole === text.textContent ? "" : whole;
}
/* A word that is wider than its line is parted where its language parts it; no line ends within a date or an amount. */
function partWords(element) {
  keepDates(element);
  hyphenate(element);
}
/* Letters grow while all has room and no name is parted. What fills more than the screen stands closer; names then end in …
   after two lines, then after one: the page has them whole. */
function fitSlide(right) {
  const frame = right.getBoundingClientRect(), end = stage.querySelector(".show-bar").getBoundingClientRect().top;
  const hasRoom = () => [...right.children].every((part) => { const box = part.getBoundingClientRect(); return box.top >= frame.top && box.bottom <= end; });
  for (const look of ["grown", "growing"]) {
    right.classList.add(look);
    if (hasRoom() && [...right.querySelectorAll("b")].every(keepsWords)) return;
    right.classList.remove(look);
  }
  for (const look of ["tight", "brief", "briefer"]) {
    if (hasRoom()) return;
    right.classList.add(look);
  }
}
/* Whether each word of a name has room on a line of its own. */
function keepsWords(name) {
  const style = getComputedStyle(name);
  rule.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return name.textContent.split(/[\s/]+/u).every((word) => rule.measureText(word).width <= name.clientWidth);
}
function showSlide(number) {
  if (!screens.length) return;
  slideAt = Math.max(0, Math.min(screens.length - 1, number));
  const slide = screens[slideAt];
  if (!stage) {
    stage = make("div", "", "show");
    stage.id = "show";
    stage.setAttribute("role", "dialog");
    stage.setAttribute("aria-modal", "true");
    stage.setAttribute("aria-label", data.words.show);
    stage.tabIndex = -1;
    document.body.append(stage);
    onClose(hideShow);
  }
  const left = make("div", "", "show-left"), right = make("div", "", "show-right"), bar = make("div", "", "show-bar");
  if (slide.step) left.append(make("p", slide.step, "show-step"));
  const head = make("h2", slide.head);
  left.append(head);
  if (slide.text) left.append(make("p", slide.text, "show-text"));
  if (data.working) left.append(make("p", data.working, "show-foot"));
  right.append(...slideContent(slide));
  const count = make("span", `${slideAt + 1} / ${screens.length}`);
  count.setAttribute("aria-live", "polite");
  bar.append(slideButton("←", "previous-slide", () => showSlide(slideAt - 1)), count, slideButton("→", "next-slide", () => showSlide(slideAt + 1)), slideButton("×", "close-show", hideShow));
  stage.replaceChildren(left, right, bar);
  const text = left.querySelector(".show-text");
  const writeLeft = () => { head.textContent = slide.head; const cut = [cutHead(head, left)]; if (text) { text.textContent = slide.text; partWords(text); cut.push(cutText(text)); } return cut.filter(Boolean); };
  const whole = writeLeft();
  if (whole.length) {
    right.prepend(...whole.map((all) => make("p", all, "show-whole")));
    writeLeft(); /* the right half takes of its width, if it was empty */
  }
  right.querySelectorAll(".show-note, .show-whole, b, small").forEach(partWords);
  fitSlide(right);
  stage.focus();
  writeAddress();
}
/* A date, an amount or a section of a law stays on its line; a line may end after a stroke between names. */
function keepDates(element) {
  const parts = element.textContent.split(/(\d{4}-\d\d-\d\d|\b\d{1,3}(?:[ \u00a0]\d{3})+(?: kr)?\b|\d+[a-z]? §+)/u);
  element.replaceChildren(...parts.flatMap((part, i) => (i % 2 ? [make("span", part, "date")] : part.split(/(?<=\p{L}\/)(?=\p{L})/u).flatMap((piece, n) => (n ? [make("wbr"), piece] : [piece])))));
}
function slideButton(text, id, act) {
  const button = make("button", text);
  button.type = "button";
  button.id = id;
  button.setAttribute("aria-label", id === "close-show" ? data.words["close-show"] : text === "→" ? data.words["next-slide"] : data.words["previous-slide"]);
  listen(button, "click", act);
  return button;
}
function hideShow() {
  if (!stage) return;
  stage.remove();
  stage = null;
  slideAt = -1;
  writeAddress();
}
press("show-button", () => showSlide(0));
listen(document, "keydown", (event) => {
  if (!stage) return;
  const to = { ArrowRight: slideAt + 1, " ": slideAt + 1, PageDown: slideAt + 1, ArrowLeft: slideAt - 1, PageUp: slideAt - 1, Home: 0, End: screens.length - 1 }[event.key];
  if (event.key === "Escape") hideShow();
  else if (event.key === "Enter" || event.key === "Tab") return;
  else if (to !== undefined) showSlide(to);
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
