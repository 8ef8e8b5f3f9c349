"use strict";
/* The workspace's own script: one page at a time lives in it, forms open in a drawer, and the map is watched. */
(() => {
  const by = (id) => document.getElementById(id);
  const read = (id) => { const found = by(id); return found ? JSON.parse(found.textContent) : null; };
  const EVERY = 3000, HIDDEN = 60000, AGAIN = 1000, PART = { headers: { "X-Part": "1" } };
  let closePage = () => {};
  let words = read("desk-words");
  let typed = false;
  const at = (path) => (words && words.base ? words.base : "") + path; /* a screen, of today or of the map as it stood */

  /* ---- the page that is shown ---- */
  function openShown() {
    const data = read("data");
    words = read("desk-words");
    const over = by("desk-over");
    if (over) document.documentElement.style.setProperty("--desk-top", over.offsetHeight + "px");
    closePage = data && window.openPage ? window.openPage(data, offer) : () => {};
    loadParts();
    if (by("desk-progress")) swap(location.href, false).catch(() => {}); /* asked for until it is there */
    if (document.querySelector("#desk-main form[data-form]")) ready(by("desk-main"));
    const undo = location.hash === "#undo" && by("undo");
    if (undo) undo.focus(); /* what would be undone stands beside it */
  }
  let swaps = 0;
  let leaving = false; /* a form of the page itself is on its way, and leads to another one */
  async function swap(address, push = true) {
    const mine = ++swaps;
    waitsFor = leave(waitsFor);
    const { answer, waited } = await fetchMade(address, mine);
    if (!answer || leaving) return;
    if (answer.headers.has("content-disposition")) { answer.body.cancel(); return takeFile(answer.url); } /* what nobody reads would hold its connection */
    if (!answer.ok && !waited) return location.assign(address); /* what was waited for is not begun once more */
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== swaps) return; /* something else was asked for meanwhile */
    const needs = [...next.querySelectorAll("script[src]")].some((s) => !document.querySelector('script[src="' + s.getAttribute("src") + '"]'));
    if (needs) return location.assign(answer.url);
    const before = findFocus();
    closePage();
    const chosen = by("desk-drawer") && by("desk-drawer").open ? by("desk-drawer") : null;
    if (chosen) chosen.close();
    if (push) history.pushState(null, "", answer.url);
    document.documentElement.className = next.documentElement.className;
    Object.assign(document.documentElement.dataset, { kind: next.documentElement.dataset.kind || "" });
    document.title = next.title;
    document.body.className = next.body.className;
    document.body.replaceChildren(...next.body.childNodes);
    taken = false;
    openShown();
    focusAgain(before);
  }
  /* Whoever goes by the keyboard stays where they were: at the same button or link, else at what the screen shows. */
  let opener = null; /* what had the focus before the drawer was opened */
  function findFocus() {
    const one = by("desk-drawer") && by("desk-drawer").open ? opener : document.activeElement;
    return one && one !== document.body && one !== document.documentElement ? one : null;
  }
  function focusAgain(before) {
    if (!before || document.activeElement !== document.body) return;
    const same = (one) => ["href", "aria-label", "data-ref"].every((name) => one.getAttribute(name) === before.getAttribute(name)) && one.textContent === before.textContent;
    const again = before.id ? by(before.id) : [...document.querySelectorAll(before.tagName)].find((one) => same(one) && one.checkVisibility());
    const place = again || document.querySelector(".desk-band, #desk-main, body > main");
    if (!again) place.tabIndex = -1;
    place.focus({ preventScroll: !again });
  }
  /* A plan that takes its time is told as it goes; what is shown stays until the new one is there. */
  const rest = () => new Promise((done) => setTimeout(done, AGAIN));
  async function fetchMade(address, mine) {
    for (let waited = Boolean(by("desk-progress")); ; waited = true) {
      const answer = await fetch(address);
      if (mine !== swaps || leaving) { if (answer.status === 202) leave(toGiveUp(await readScreen(answer))); return {}; }
      if (answer.status !== 202) { waitsFor = null; by("desk-wait").replaceChildren(); return { answer, waited }; }
      const told = await readScreen(answer);
      waitsFor = toGiveUp(told);
      tellProgress(told.getElementById("desk-progress"));
      await rest();
      if (mine !== swaps) return {};
    }
  }
  const readScreen = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const toGiveUp = (screen) => { const form = screen.querySelector("[data-giveup]"); return form && form.getAttribute("action"); };
  /* What nobody waits for any more need not be reckoned on. */
  let waitsFor = null;
  function leave(address) {
    if (address && navigator.sendBeacon) navigator.sendBeacon(address + (address.includes("?") ? "&" : "?") + "left=1");
    return null;
  }
  window.addEventListener("pagehide", () => { waitsFor = leave(waitsFor); });
  /* A file that takes its time is waited for here; the browser then takes it, and what is shown stays. */
  let files = 0; /* that are waited for: what is shown stays until they are there */
  let taken = false; /* what is shown was there for a file, which is not taken again when the map changes */
  function takeFile(address) {
    location.assign(address);
    if (by("desk-progress")) { by("desk-progress").replaceChildren(); taken = true; }
    tell(words.taken);
  }
  function tellProgress(told) {
    const place = by("desk-progress") || by("desk-wait"), said = place.querySelector("[data-told]");
    if (!said) place.replaceChildren(...told.childNodes);
    else said.textContent = told.querySelector("[data-told]").textContent; /* its button keeps the focus */
  }
  let renewing = false; /* the map has changed, and what is shown is made anew */
  async function giveUp(form) {
    swaps += 1;
    waitsFor = null;
    if (renewing) by("desk-changed").hidden = false; /* or it would be begun again at the next look */
    const answer = await fetch(form.action, { method: "POST" }).catch(() => null);
    if (by("desk-progress")) return answer && location.assign(answer.url);
    by("desk-wait").replaceChildren();
  }
  async function loadParts() {
    await Promise.all([...document.querySelectorAll("[data-load]")].map(async (place) => {
      try {
        for (let waits = true; waits && place.isConnected; waits && await rest()) {
          const answer = await fetch(place.dataset.load, PART);
          place.innerHTML = await answer.text(); /* an escaped template of our own server */
          waits = answer.status === 202;
        }
        place.removeAttribute("data-load");
      } catch { /* the screen was left before it was whole */ }
    }));
  }

  /* ---- what a chosen thing offers in a page's panel ---- */
  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button"; made.className = "desk-button"; made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }
  function offer(id) {
    const offers = read("desk-offers");
    const label = offers && new Map(Object.entries(offers.labels)).get(id);
    if (!label) return [];
    const say = new Map(Object.entries(offers.words)), back = encodeURIComponent(location.pathname + location.search);
    const here = (text, address) => button(say.get(text), () => openDrawer(at(address)));
    const made = [];
    const plan = offers.initiative, a = encodeURIComponent(offers.assumed);
    if (plan && label === "Actor") {
      made.push(button(say.get("says-no"), () => assume(plan, { kind: "no", who: id, a: offers.assumed })));
      made.push(button(say.get("says-yes"), () => assume(plan, { kind: "yes", who: id, a: offers.assumed })));
      if (offers.us) made.push(button(say.get("if-contact"), () => assume(plan, { kind: "contact", who: id, a: offers.assumed })));
    }
    if (plan && label === "Requirement") {
      made.push(here("other-amount", "/assume/" + encodeURIComponent(plan) + "/amount?requirement=" + encodeURIComponent(id) + "&a=" + a));
      made.push(here("if-may", "/assume/" + encodeURIComponent(plan) + "/mandate?requirement=" + encodeURIComponent(id) + "&a=" + a));
    }
    if (offers.lasting && label === "Actor") {
      const about = plan ? "&about=" + encodeURIComponent(plan) : "";
      made.push(here("note-stance", "/note?who=" + encodeURIComponent(id) + about + "&back=" + back));
      made.push(here("new-contact", "/contact?who=" + encodeURIComponent(id) + about + "&back=" + back));
    }
    const open = document.createElement("a");
    open.className = "desk-button"; open.href = at("/thing/" + encodeURIComponent(id)); open.textContent = say.get("about-it");
    const row = document.createElement("p");
    row.className = "desk-choices"; row.append(...made, open);
    return [row];
  }
  async function assume(plan, values) {
    const answer = await fetch(at("/assume/" + encodeURIComponent(plan)), { method: "POST", body: new URLSearchParams(values) });
    return swap(answer.url);
  }

  /* ---- forms in the drawer; what is typed outlives a refusal and a reload ---- */
  const OPENED = ["who", "about", "meeting", "from", "to", "section", "name"];
  /* What is typed is kept for the form as it was opened: what was begun about one actor never shows at another. */
  function keep(form) {
    const drawer = form.closest("#desk-drawer");
    const asked = new URLSearchParams(drawer ? drawer.dataset.opened.split("?")[1] || "" : location.search);
    return ["desk", form.dataset.form, ...OPENED.map((name) => asked.get(name) || "")].join(" ");
  }
  function fillAgain(form) {
    const kept = JSON.parse(sessionStorage.getItem(keep(form)) || "null");
    if (!kept) return;
    for (const [name, value] of kept) {
      const field = form.elements.namedItem(name);
      if (field && name !== "back" && name !== "field") field.value = value; /* with what was seen when it was typed */
    }
  }
  function tell(text) { const said = by("desk-said"); if (said) said.textContent = text; }
  async function openDrawer(address) {
    const drawer = by("desk-drawer");
    const before = document.activeElement;
    if (!drawer.open) opener = before;
    let text;
    try { text = await (await fetch(address, PART)).text(); } catch { return tell(words.gone); }
    if (!drawer.isConnected) return;
    drawer.innerHTML = text; /* an escaped template of our own server */
    drawer.dataset.opened = address;
    if (!drawer.open) { drawer.showModal(); drawer.addEventListener("close", () => { typed = false; if (before && before.isConnected) before.focus(); }, { once: true }); }
    ready(drawer);
  }
  const MAY_STAY_EMPTY = "[name=why], [name^=amount]"; /* nobody begins with these */
  function ready(drawer) {
    const form = drawer.querySelector("form[data-form]");
    if (form && !drawer.querySelector(".desk-wrong")) fillAgain(form);
    typed = false;
    const first = drawer.querySelector('[aria-invalid="true"], [data-agree]') || [...drawer.querySelectorAll("input:not([type=hidden]), textarea, select")].find((f) => !f.value && f.type !== "radio" && f.offsetParent && !f.matches(MAY_STAY_EMPTY)) || drawer.querySelector("input:not([type=hidden]), textarea, select, a, button");
    if (first) first.focus();
  }
  async function send(form) {
    if (form.dataset.sent) return; /* pressed twice, sent once */
    form.dataset.sent = "1";
    const place = form.closest("#desk-drawer") || by("desk-main");
    let answer, text;
    try {
      answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), ...PART });
      text = await answer.text();
    } catch { delete form.dataset.sent; return tell(words.gone); } /* what was typed stays where it is */
    if (answer.redirected) {
      if (form.dataset.form) sessionStorage.removeItem(keep(form));
      typed = false;
      const to = new URL(answer.url), back = form.elements.namedItem("back");
      const here = to.pathname === "/" && place.open && location.pathname !== "/" && !(back && back.value);
      await swap(here ? location.href : to.pathname + to.search + (to.pathname === location.pathname ? location.hash : ""), !here);
      if (form.dataset.form) tell(words.saved);
      return;
    }
    const told = new DOMParser().parseFromString(text, "text/html");
    if (!told.querySelector("form.desk-form")) return tellAbove(form, told);
    place.innerHTML = text; /* an escaped template of our own server */
    ready(place);
    typed = true; /* nothing is saved: what is shown side by side stays when the map changes again */
  }

  /* Where no form comes back, since the map is gone or the thing is, the one that was filled in stays with what is wrong. */
  function tellAbove(form, told) {
    const wrong = told.querySelector(".desk-wrong") || Object.assign(document.createElement("div"), { className: "desk-wrong", role: "alert", textContent: told.body.textContent.trim() });
    form.querySelectorAll(".desk-wrong").forEach((old) => old.remove());
    const head = form.querySelector("h1");
    if (head) head.after(wrong); else form.prepend(wrong);
    delete form.dataset.sent;
    typed = true;
    wrong.tabIndex = -1;
    wrong.focus();
  }

  /* ---- on a narrow screen the head is one line, and the rest a menu ---- */
  function openMenu(open, field) {
    const bar = by("desk-bar");
    bar.toggleAttribute("data-open", open);
    bar.querySelector("[data-menu][aria-expanded]").setAttribute("aria-expanded", String(open));
    if (open && field) field.focus();
  }
  const isOpen = () => by("desk-bar").matches("[data-open]") && by("desk-bar").querySelector("[data-menu]").checkVisibility();

  /* ---- one place that listens ---- */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      typed = false;
      return by("desk-drawer").open ? by("desk-drawer").close() : history.length > 1 ? history.back() : location.assign(at("/"));
    }
    const preferred = event.target.closest("[data-take]");
    if (preferred) { const field = by("f-value"); field.value = preferred.dataset.take; field.focus(); field.dispatchEvent(new Event("input", { bubbles: true })); return; }
    const menu = event.target.closest("[data-menu]");
    if (menu) return menu.dataset.menu ? openMenu(true, by("desk-q")) : openMenu(!isOpen());
    if (event.target.closest("#desk-changed button")) return swap(location.href, false);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("[data-add]")) { /* what nobody knows is added, and what was typed waits where it was */
      const drawer = link.closest("#desk-drawer"), from = drawer ? drawer.dataset.opened : location.pathname + location.search;
      event.preventDefault(); openDrawer(link.getAttribute("href") + "&back=" + encodeURIComponent(from));
    } else if (link.matches("[data-drawer]")) { event.preventDefault(); openDrawer(link.getAttribute("href")); }
    else if (link.matches("[data-swap]")) { event.preventDefault(); swap(link.getAttribute("href")); }
    else if (link.matches("[data-file]")) { event.preventDefault(); files += 1; swap(link.getAttribute("href")).finally(() => { files -= 1; }); }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.matches("[data-giveup]")) { event.preventDefault(); return giveUp(form); }
    if (form.closest("#desk-drawer") || form.dataset.form) { event.preventDefault(); return send(form); }
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    leaving = true;
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-form]");
    if (form) { typed = true; sessionStorage.setItem(keep(form), JSON.stringify([...new FormData(form)])); }
    const only = event.target.name === "section" && event.target.form?.querySelector("[data-only]");
    if (only) only.hidden = event.target.value !== only.dataset.only;
    if (event.target.matches("[data-names]") && !takeName(event.target)) suggest(event.target);
    if (event.target.id === "desk-q") found = search(event.target);
  });
  const lastTyped = (field) => field.value.split(/[;\n]/).pop().trim();
  async function suggest(field) {
    const last = lastTyped(field);
    const answer = await fetch(at("/names?of=" + field.dataset.names + "&q=" + encodeURIComponent(last)), PART).catch(() => null);
    const list = by(field.getAttribute("list")), text = answer && answer.ok ? await answer.text() : "";
    if (last !== lastTyped(field)) return; /* an answer to what was typed before */
    if (list) list.innerHTML = text; /* an escaped template of our own server */
  }

  /* A name that is chosen from the list goes to the lines of the field that holds several. */
  function takeName(field) {
    const into = field.dataset.into && by(field.dataset.into);
    const known = [...by(field.getAttribute("list")).options].some((one) => one.value === field.value);
    if (!into || !known) return false;
    into.value = [...into.value.split("\n").filter(Boolean), field.value].join("\n");
    field.value = "";
    return true;
  }

  /* ---- a file that is chosen goes with its form as text ---- */
  const MOST = 1400000;
  function readFile(field) {
    const form = field.form, file = field.files[0], button = form.querySelector("button");
    by("f-file-wrong").hidden = !file || file.size <= MOST;
    button.disabled = true;
    if (!file || file.size > MOST) return;
    const reader = new FileReader();
    reader.onload = () => {
      form.elements.namedItem("name").value = file.name;
      form.elements.namedItem("content").value = reader.result.split(",")[1].replaceAll("+", "-").replaceAll("/", "_");
      button.disabled = false;
    };
    reader.readAsDataURL(file);
  }

  /* ---- search ---- */
  let asked = 0;
  let found = null; /* the search that is on its way, or was the last */
  function hideHits() {
    asked += 1;
    by("desk-hits").hidden = true;
    by("desk-q").setAttribute("aria-expanded", "false");
  }
  async function search(field) {
    const mine = ++asked;
    if (!field.value.trim()) return hideHits();
    const answer = await fetch(at("/find?q=" + encodeURIComponent(field.value)), PART).catch(() => null);
    const text = answer && answer.ok ? await answer.text() : null;
    if (mine !== asked) return;
    if (text === null) return hideHits(); /* hits of an earlier text are no answer to this one */
    by("desk-hits").innerHTML = text; /* an escaped template of our own server */
    by("desk-hits").hidden = false;
    field.setAttribute("aria-expanded", "true");
  }
  /* A key that is pressed before the answer is there waits for it: it means what has been typed, never an earlier text. */
  async function moveInHits(event) {
    const field = by("desk-q"), open = event.key === "Enter" && event.target === field;
    if (event.isComposing || !(open || event.key === "ArrowDown" || event.key === "ArrowUp")) return;
    event.preventDefault(); event.stopPropagation();
    for (let waited = null; waited !== found;) await (waited = found);
    const links = by("desk-hits").hidden ? [] : [...by("desk-hits").querySelectorAll("a")], here = links.indexOf(document.activeElement);
    if (open && links.length) return links[Math.max(here, 0)].click();
    if (open) return field.form.requestSubmit();
    (links[here + (event.key === "ArrowDown" ? 1 : -1)] || field).focus();
  }

  /* ---- keys ---- */
  const letters = () => sessionStorage.getItem("desk-letters") !== "off";
  document.addEventListener("keydown", (event) => {
    const field = event.target.matches("input, textarea, select");
    if (event.target.closest(".desk-search")) moveInHits(event);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); return openMenu(true, by("desk-q")); }
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.form && event.target.form.dataset.form) { event.preventDefault(); return event.target.form.requestSubmit(); }
    if (event.key === "Escape" && !by("desk-hits").hidden) { if (by("desk-hits").contains(document.activeElement)) by("desk-q").focus(); return hideHits(); }
    const menu = event.key === "Escape" && event.target.closest("details.desk-menu[open]");
    if (menu) { menu.open = false; return menu.querySelector("summary").focus(); }
    if (event.key === "Escape" && isOpen() && event.target.closest("#desk-bar")) { openMenu(false); return by("desk-bar").querySelector("[data-menu][aria-expanded]").focus(); }
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !field && !by("desk-drawer").open) { event.preventDefault(); const undo = by("undo"); return undo && location.pathname.endsWith("/history") ? undo.focus() : location.assign(at("/history#undo")); }
    if (field || event.ctrlKey || event.metaKey || event.altKey || by("desk-drawer").open || !letters()) return;
    if (event.key === "?") { by("desk-letters").checked = letters(); return by("desk-keys").showModal(); }
    const link = [...document.querySelectorAll('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]')].pop(); /* the screen's own before the head's */
    if (link) { event.preventDefault(); return link.click(); }
    if (event.key === "n" && words && !document.querySelector(".desk-mark[data-read]")) { event.preventDefault(); openDrawer("/note"); }
  }, true);
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-upload]")) readFile(event.target);
    if (event.target.id === "desk-letters") sessionStorage.setItem("desk-letters", event.target.checked ? "on" : "off");
  });

  /* ---- the map may change underneath, and the workspace may be gone ---- */
  let lost = false;
  async function watch() {
    let stamp = null;
    let why = words.gone;
    try { const answer = await fetch(at("/stamp")); stamp = answer.ok ? await answer.text() : null; why = words.away; } catch { stamp = null; }
    const note = by("desk-changed"), said = by("desk-said");
    if (stamp === null) { if (said) said.textContent = why; lost = true; }
    else if (lost) { if (said) said.textContent = ""; lost = false; }
    if (stamp !== null && words && stamp !== words.stamp && note.hidden && !leaving && !taken) {
      const busy = typed || files || by("desk-drawer").open;
      if (busy || window.getSelection().toString()) note.hidden = false;
      else { renewing = true; await swap(location.href, false).catch(() => {}); renewing = false; }
    }
    setTimeout(watch, document.hidden ? HIDDEN : EVERY);
  }
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  window.addEventListener("popstate", () => { if (location.pathname + location.search !== shownAt) { shownAt = location.pathname + location.search; swap(location.href, false); } });
  let shownAt = location.pathname + location.search;
  const seen = history.pushState.bind(history);
  history.pushState = (...given) => { seen(...given); shownAt = location.pathname + location.search; };
  window.addEventListener("pageshow", () => { leaving = false; for (const form of document.forms) delete form.dataset.sent; });
  openShown();
  setTimeout(watch, EVERY);
})();
