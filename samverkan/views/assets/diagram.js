/* Cards of a diagram: chosen by mouse and keyboard, lit with what they lead to. */
{
const cards = [...document.querySelectorAll(".card[data-ref]")];
const arrowsDrawn = [...document.querySelectorAll(".diagram .arrow[data-from]")];
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
/* Type grows by fixed steps until the drawing no longer fits; it is never below 12 px: where there is no room, the frame scrolls. */
if (drawing) {
  const drawn = drawing.viewBox.baseVal, frameOf = drawing.closest(".diagram");
  const steps = [12, ...Array.from({ length: 20 }, (_, n) => 12.5 + n / 2)].map((px) => px / 14);
  const fitDrawing = () => {
    const box = getComputedStyle(frameOf);
    const room = { x: frameOf.clientWidth - parseFloat(box.paddingLeft) - parseFloat(box.paddingRight), y: frameOf.clientHeight - parseFloat(box.paddingTop) - parseFloat(box.paddingBottom) };
    const most = steps.filter((one) => drawn.width * one <= room.x && drawn.height * one <= room.y).pop() || steps[0];
    drawing.style.width = drawn.width * most + "px";
    drawing.style.height = drawn.height * most + "px";
  };
  fitDrawing();
  listen(window, "resize", fitDrawing);
  if (matchMedia("(max-width: 820px)").matches) document.querySelectorAll(".diagram ~ details").forEach((one) => { one.open = true; });
}
}
