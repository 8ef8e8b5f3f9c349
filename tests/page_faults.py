"""What a review found wrong in pages, as functions asked in whichever browser: each returns what is wrong."""

STANDS = """(id) => {
    const one = document.activeElement, of = (key) => (one.closest(`[data-${key}]`) || { dataset: {} }).dataset[key];
    return one.id !== 'search' &&
        (of('ref') === id || of('row') === id || one.id === 'picture' || one.matches('#panel h2'));
}"""
# Texts that lie on one another: both are seen at their middle, and neither stands in the other.
ON_EACH_OTHER = """() => {
    const boxes = [];
    const seen = (one, box) => {  // what is cut off lies on nothing
        let { left, top, right, bottom } = box;
        for (let at = one; at && at !== document.body; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.display === 'inline' || style.overflow === 'visible') continue;
            const frame = at.getBoundingClientRect();
            [left, top] = [Math.max(left, frame.left), Math.max(top, frame.top)];
            [right, bottom] = [Math.min(right, frame.right), Math.min(bottom, frame.bottom)];
        }
        return { left, top, right, bottom, height: box.height };
    };
    for (const one of document.querySelectorAll('body *')) {
        if (!one.checkVisibility() || one.closest('.hidden, .hint')) continue;
        for (const child of one.childNodes) {
            if (child.nodeType !== 3 || !child.data.trim()) continue;
            const range = document.createRange();
            range.selectNodeContents(child);
            for (const b of range.getClientRects()) {
                const hit = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
                if (!hit || !(hit.contains(one) || one.contains(hit))) continue;
                boxes.push({ one, b: seen(one, b), text: child.data.trim().slice(0, 24) });
            }
        }
    }
    boxes.sort((x, y) => x.b.top - y.b.top);
    const found = [];
    boxes.forEach((x, i) => {
        for (const y of boxes.slice(i + 1)) {
            if (y.b.top > x.b.bottom) break;
            const wide = Math.min(x.b.right, y.b.right) - Math.max(x.b.left, y.b.left);
            const tall = Math.min(x.b.bottom, y.b.bottom) - y.b.top;
            const apart = !x.one.contains(y.one) && !y.one.contains(x.one);
            if (apart && wide > 3 && tall > 0.4 * Math.min(x.b.height, y.b.height)) found.push(`${x.text} | ${y.text}`);
        }
    });
    return found;
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll('button, input, select, summary, a')].filter((one) => {
    const box = one.getBoundingClientRect();
    return one.checkVisibility() && box.width > 0 && box.height < 43.5;
}).map((one) => `${one.className} ${one.textContent.trim().slice(0, 30)}`)"""
SMALL_TEXT = """() => [...document.querySelectorAll('body *')].filter((one) =>
    one.checkVisibility() && !one.closest('.hidden')
    && [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
    && parseFloat(getComputedStyle(one).fontSize) * (one.closest('svg') ? one.getScreenCTM().a : 1) < 11.95)
    .map((one) => one.textContent.trim().slice(0, 30))"""

# What a saved picture may not leave out: bands, heads of tables, what is unknown, signs.
HEADS = """() => [...document.querySelectorAll(
    '.strip summary, .strip:not(details), .titled > caption, .asked > summary, .board h2, main .disc, thead th')]
    .filter((one) => one.checkVisibility() && one.innerText.trim()).map((one) => one.innerText)"""

# Look for a thing by its whole name, as a reader would: it is chosen then, and the focus stands on it.
FIND = """(label) => {
    const field = document.querySelector('#search');
    field.focus();
    field.value = label;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    const chosen = page.look().state.chosen;
    return chosen === null ? `not found: ${label}` : (STANDS)(chosen) ? '' : `focus is elsewhere: ${label}`;
}""".replace("STANDS", STANDS)
# The picture that would be saved: its words without the spaces and soft hyphens of its lines, and how much is empty
# between what it shows and its legend; a drawing ends in lines, not in words.
SAVED = """async () => {
    let saved = null;
    const [make, press] = [URL.createObjectURL, HTMLAnchorElement.prototype.click];
    URL.createObjectURL = (blob) => { saved = blob; return '#'; };
    HTMLAnchorElement.prototype.click = () => {};
    document.querySelector('#save-svg').click();
    while (!saved) await new Promise((after) => setTimeout(after, 20));
    [URL.createObjectURL, HTMLAnchorElement.prototype.click] = [make, press];
    const picture = new DOMParser().parseFromString(await saved.text(), 'image/svg+xml');
    const texts = [...picture.querySelectorAll('text')], height = (one) => Number(one.getAttribute('y'));
    const title = document.querySelector('#list-legend h2').textContent;
    const legend = height(texts.find((one) => one.textContent === title));
    const above = Math.max(...texts.map(height).filter((y) => y < legend));
    const words = texts.map((one) => one.textContent).join('').replace(/[\\s\u00ad]/gu, '');
    return [words, document.querySelector('.diagram') ? 0 : legend - above];
}"""
# Each column that can be ordered says by an arrow which way, the least first.
ARROWS = """() => [...document.querySelectorAll('th:has(> .sort)')].filter((one) => one.checkVisibility())
    .filter((head) => {
    const said = ['ascending ↑', 'descending ↓'].map((right) => {
        head.querySelector('.sort').click();
        const arrow = getComputedStyle(head.querySelector('.sort'), '::after').content;
        return right.startsWith(head.getAttribute('aria-sort')) && arrow.includes(right.slice(-1));
    });
    return said.includes(false);
}).map((head) => head.textContent)"""

# Words that run together: two texts that touch on one line, with no sign and no room between them.
JOINED = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    const boxesOf = (text) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        return [...range.getClientRects()];
    };
    let before = null;
    while (walker.nextNode()) {
        const here = walker.currentNode, one = here.parentElement;
        if (!here.data.trim() || !one.checkVisibility() || one.closest('.hidden, .hyphen, svg, script')) continue;
        const parted = here.previousSibling && here.previousSibling.className === 'hyphen';
        if (before && !parted && /[\\p{L}\\p{N}]$/u.test(before.data) && /^[\\p{L}\\p{N}]/u.test(here.data)) {
            const [last, first] = [boxesOf(before).at(-1), boxesOf(here)[0]];
            const beside = last && first && Math.abs(last.bottom - first.bottom) < 0.5 * first.height;
            const said = `${before.data.slice(-20)}|${here.data.slice(0, 20)}`;
            if (beside && Math.abs(first.left - last.right) < 1.5) found.push(said);
        }
        before = here;
    }
    return found;
}"""
# What the lines of a node mean is written beside them while it is chosen, and only then: how many words, and which not.
EDGE_WORDS = """(id) => {
    const { neighbours, choose, sayEdge, SvgCanvas, drawPictureTo } = page.look();
    const draw = (chosen) => {
        choose(chosen);
        const out = new SvgCanvas();
        drawPictureTo(out);
        const svg = `<svg xmlns="http://www.w3.org/2000/svg">${out.parts.join('')}</svg>`;
        const texts = [...new DOMParser().parseFromString(svg, 'image/svg+xml').querySelectorAll('text')];
        return new Set(texts.flatMap((one) => one.textContent.split(/[ ,]+/u)));
    };
    const ties = neighbours.get(id).map(({ edge }) => edge).filter((edge) => edge.kind === 'tie');
    const told = ties.flatMap((edge) => sayEdge(edge).split(/[ ,]+/u));
    const [rest, chosen] = [draw(null), draw(id)];
    return [told.length, told.filter((word) => rest.has(word) || !chosen.has(word))];
}"""
# How many steps are shown and how near it is drawn, at first and after each button; and what the buttons say.
STEPS_AND_ZOOM = """() => {
    const at = (id) => document.getElementById(id);
    const now = () => [at('degree-now').textContent, page.look().network.getScale()], found = [now()];
    ['more', 'zoom-in', 'zoom-out'].forEach((id) => { at(id).click(); found.push(now()); });
    return [at('degree').innerText.split(/\\s+/u).filter(Boolean).join(' '), ...found];
}"""
# A filter stays in sight while somebody is chosen, holds for the table, and is cleared by one button.
FILTERED = """(kind, label) => {
    const seen = (name) => document.querySelector(name).checkVisibility();
    const rows = () => [...document.querySelectorAll('#t-nodes tbody tr')].filter((one) => one.checkVisibility());
    const chip = document.querySelector(`[data-filter='kind=${kind}']`);
    chip.click();
    (FIND)(label);
    const kept = chip.checkVisibility() && chip.getAttribute('aria-pressed') === 'true' && seen('#clear-filters');
    document.querySelector('#open-table').click();
    const { scene, passes } = page.look(), wanted = scene.nodes.filter(passes).length;
    const filtered = rows().length;
    document.querySelector('#clear-filters').click();
    const all = rows().length;
    document.querySelector('#close-table').click();
    return { kept, filtered, wanted, all, everybody: scene.nodes.length };
}""".replace("FIND", FIND)
# What the foot of a network says of lines that are not drawn.
UNDRAWN = """(n) => {
    document.querySelector('#plan').dataset.undrawn = n;
    page.look().openTab('plan');
    return document.querySelector('#shown').textContent;
}"""
# Where the middle of a thing is, in whole px of the window.
MIDDLE = """(name) => {
    const one = document.querySelector(name);
    one.scrollIntoView({ block: 'nearest' });
    const box = one.getBoundingClientRect();
    return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)];
}"""
SPOT = """(id) => {
    const { network } = page.look(), box = document.querySelector('#picture').getBoundingClientRect();
    const at = network.canvasToDOM(network.getPosition('n:' + id));
    return [Math.round(box.left + at.x), Math.round(box.top + at.y)];
}"""
# What is chosen, as soon as something is.
CHOSEN = """async () => {
    const later = () => new Promise((after) => setTimeout(after, 20));
    for (let n = 0; n < 1000 && page.look().state.chosen === null; n += 1) await later();
    return page.look().state.chosen;
}"""
