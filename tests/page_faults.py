"""What a review found wrong in pages, as functions asked in whichever browser: each returns what is wrong."""

STANDS = """(id) => {
    const one = document.activeElement, of = (key) => (one.closest(`[data-${key}]`) || { dataset: {} }).dataset[key];
    return one.id !== 'search' &&
        (of('ref') === id || of('row') === id || one.id === 'picture' || one.matches('#panel h2'));
}"""
# Texts that lie on one another: both are seen at their middle, and neither stands in the other.
ON_EACH_OTHER = """() => {
    const boxes = [];
    for (const one of document.querySelectorAll('body *')) {
        if (!one.checkVisibility() || one.closest('.hidden, .hint')) continue;
        for (const child of one.childNodes) {
            if (child.nodeType !== 3 || !child.data.trim()) continue;
            const range = document.createRange();
            range.selectNodeContents(child);
            for (const b of range.getClientRects()) {
                const hit = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
                if (!hit || !(hit.contains(one) || one.contains(hit))) continue;
                boxes.push({ one, b, text: child.data.trim().slice(0, 24) });
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
# The words of the picture that would be saved, without the spaces and soft hyphens of its lines.
SAVED = """async () => {
    let saved = null;
    const [make, press] = [URL.createObjectURL, HTMLAnchorElement.prototype.click];
    URL.createObjectURL = (blob) => { saved = blob; return '#'; };
    HTMLAnchorElement.prototype.click = () => {};
    document.querySelector('#save-svg').click();
    while (!saved) await new Promise((after) => setTimeout(after, 20));
    [URL.createObjectURL, HTMLAnchorElement.prototype.click] = [make, press];
    const text = new DOMParser().parseFromString(await saved.text(), 'image/svg+xml');
    return [...text.querySelectorAll('text')].map((one) => one.textContent).join('').replace(/[\\s\u00ad]/gu, '');
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
