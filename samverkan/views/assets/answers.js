/* The answers below a plan: names are targets of 24 px, and what has no room is counted and opens over the plan. */
const answers = document.querySelector(".answers");
const replies = answers ? [...answers.querySelectorAll(".reply")] : [];
const partsOf = (reply) => [...reply.querySelectorAll(".part")];
const moreOf = (reply) => reply.querySelector(".more-answers");
const endsBelow = (reply) => reply.getBoundingClientRect().bottom > answers.getBoundingClientRect().bottom + 1;

function showAllAnswers() {
  answers.classList.remove("close");
  replies.forEach((reply) => { reply.classList.remove("tight"); partsOf(reply).forEach((part) => part.classList.remove("cut")); moreOf(reply).hidden = true; });
}
/* Columns as wide as their words need, where some would have to be counted otherwise. */
const setAnswers = (widths) => { answers.style.gridTemplateColumns = widths.map((width) => `minmax(110px, ${width}fr)`).join(" "); };
function shareAnswers() {
  answers.style.gridTemplateColumns = "";
  if (!replies.some(endsBelow)) return;
  Object.assign(answers.style, { whiteSpace: "nowrap", gridTemplateColumns: `repeat(${replies.length}, 1px)` });
  const widths = replies.map((reply) => Math.max(150, reply.scrollWidth));
  answers.style.whiteSpace = "";
  setAnswers(widths);
}
/* The last that is tried: what an answer is about stands on its first line, and the lowest column gives of its width to the highest. */
function closeAnswers() {
  answers.classList.add("close");
  shareAnswers();
  const widths = replies.map((reply) => reply.offsetWidth);
  for (let turn = 0; turn < 24 && replies.some(endsBelow); turn += 1) {
    const heights = replies.map((reply, i) => (widths[i] < 130 ? Infinity : reply.offsetHeight));
    widths[heights.indexOf(Math.min(...heights))] -= 16;
    const ends = replies.map((reply) => reply.offsetHeight);
    widths[ends.indexOf(Math.max(...ends))] += 16;
    setAnswers(widths);
  }
}
/* As large as all of it has room; its lines stand closer before anything is only counted. */
const answerSteps = [[18, 25], [17, 24], [16, 24], [15, 24], [14, 24], [14, 21], [14, 18], [13, 24], [12, 24], [12, 19], [12, 16]];
function sizeAnswers() {
  const least = innerWidth < 1600 ? 12 : 14;
  for (const [size, line] of answerSteps.filter(([one]) => one >= least && one <= least + 4)) {
    answers.style.setProperty("--said", size + "px");
    answers.style.setProperty("--line", line + "px");
    shareAnswers();
    if (!replies.some(endsBelow)) return;
  }
  closeAnswers();
}
function fitAnswers() {
  if (!answers) return;
  answers.classList.remove("whole");
  ["grid-template-columns", "--said", "--line"].forEach((name) => answers.style.removeProperty(name));
  showAllAnswers();
  if (isStacked() || frameOfPaper || !answers.clientHeight) return;
  sizeAnswers();
  replies.filter(endsBelow).forEach((reply) => {
    const parts = partsOf(reply), more = moreOf(reply);
    more.hidden = false;
    more.textContent = "…";
    for (let left = parts.length - 1; left > 0 && endsBelow(reply); left -= 1) {
      parts[left].classList.add("cut");
      more.textContent = fill(more.dataset.said, { n: number(parts.length - left) });
    }
    reply.classList.toggle("tight", endsBelow(reply)); /* one name fills it: what opens the rest still has its room */
    more.setAttribute("aria-expanded", "false");
  });
}
replies.forEach((reply) => listen(moreOf(reply), "click", () => {
  const opens = !answers.classList.contains("whole"), most = replies.filter((one) => !moreOf(one).hidden);
  fitAnswers();
  if (!opens) return;
  showAllAnswers();
  answers.classList.add("whole");
  most.forEach((one) => { moreOf(one).hidden = false; moreOf(one).textContent = "× " + moreOf(one).dataset.less; moreOf(one).setAttribute("aria-expanded", "true"); });
}));
listen(document, "keydown", (event) => { if (event.key === "Escape" && answers && answers.classList.contains("whole")) fitAnswers(); });
