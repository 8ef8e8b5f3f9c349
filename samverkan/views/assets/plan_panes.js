/* What a network page has beside its free picture: panes of boxes, the ways between all, and who sits where. */
const panes = [...document.querySelectorAll("[data-streets]")];
const main = document.querySelector(".network-main");
const firstTab = main ? main.dataset.tab : "";
const ways = new Map(Object.entries(data.ways || {}).map(([id, all]) => [id, all.map(([other, effort, word]) => [other, effort, data.way_words[word]])]));
const seats = new Map();
data.edges.forEach((edge) => { if (edge.kind === "member") seats.set(edge.from, [...(seats.get(edge.from) || []), edge.to]); });
