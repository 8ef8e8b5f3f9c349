/* Cards of a diagram: chosen by mouse and keyboard, lit with what they lead to. */
{
const cards = [...document.querySelectorAll(".card[data-ref]")];
const arrowsDrawn = [...document.querySelectorAll(".arrow[data-from]")];
const drawing = document.querySelector(".diagram-svg");
watchers.push(() => {
  const touched = cards.some((card) => state.marked.has(card.dataset.ref));
  const isOut = (...ids) => touched && !ids.every((id) => state.lit.has(id));
  cards.forEach((card) => {
    card.classList.toggle("chosen", state.marked.has(card.dataset.ref));
    card.classList.toggle("dim", isOut(card.dataset.ref));
  });
  arrowsDrawn.forEach((arrow) => arrow.classList.toggle("dim", isOut(arrow.dataset.from, arrow.dataset.to)));
});
cards.forEach((card) => listen(card, "keydown", (event) => {
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(card.dataset.ref); }
}));
watchers.push(() => {
  cards.filter((card) => state.marked.has(card.dataset.ref)).reverse().forEach((card) => card.scrollIntoView({ block: "nearest", inline: "nearest" }));
});
/* Never smaller than can be read: where there is no room, the drawing scrolls in its frame. */
if (drawing) {
  const least = matchMedia("(max-width: 820px)").matches ? 0.6 : 0.8;
  drawing.style.minWidth = drawing.viewBox.baseVal.width * least + "px";
  const most = Math.max(1.7, innerHeight / 450);
  drawing.style.maxWidth = drawing.viewBox.baseVal.width * most + "px";
  drawing.style.maxHeight = drawing.viewBox.baseVal.height * most + "px";
  drawing.style.marginInline = "auto";
  drawing.style.minHeight = drawing.viewBox.baseVal.height * least + "px";
}
}
