"""What tests of pages measure in a browser: scripts that run in a laid-out page, and the kinds of page they run on."""

from __future__ import annotations

from typing import Any

KINDS: list[tuple[str, str | None, dict[str, Any]]] = [
    ("decision-path", "c1", {}),
    ("network", None, {}),
    ("network", "p-gatuchef", {}),
    ("network", None, {"issue": "i01"}),
    ("network", None, {"area": "norrbacken"}),
    ("readiness", None, {}),
    ("readiness", None, {"issue": "i05"}),
    ("situation", "p-samordnare", {}),
    ("influence", "c1", {}),
    ("influence", "t1", {}),
    ("interventions", "A-taxi", {}),
    ("interventions", "i05", {}),
    ("delegation", "d-ltf", {}),
    ("causes", "i04", {}),
]

# Names whose text is cut, hidden, or lies under another row; and the smallest type of anything that is seen.
UNREADABLE = """(key) => {
    const pane = document.getElementById(key), frame = pane.getBoundingClientRect();
    return [...pane.querySelectorAll('.entry')].filter((entry) => {
        const range = document.createRange();
        range.selectNodeContents(entry.querySelector('.name'));
        return [...range.getClientRects()].some((box) => {
            if (box.width < 1) return false;
            const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            const out = box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
            return !hit || hit.closest('.entry') !== entry || out;
        });
    }).map((entry) => entry.textContent);
}"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() &&
    [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) && !one.closest('.hidden'))
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
OVER_NAMES = """(key) => {
    const pane = document.getElementById(key), origin = pane.getBoundingClientRect();
    const boxes = [...pane.querySelectorAll('.entry .name')].flatMap((name) => {
        const range = document.createRange();
        range.selectNodeContents(name);
        return [...range.getClientRects()].map((b) => [b.left, b.top, b.right, b.bottom].map((n, i) =>
            n - (i % 2 ? origin.top : origin.left)));
    });
    const inside = ([x, y]) => boxes.some(([l, t, r, b]) => x > l + 1 && x < r - 1 && y > t + 2 && y < b - 2);
    return page.look().laidOf.get(pane).filter((line) => line.points.some(inside)).length;
}"""
# What can be pressed and is smaller than it may be; rows of the plan are told at full size by its table, names in a
# cell of a matrix by the table of standings.
SMALL = """(least) => [...document.querySelectorAll('button, input, select, summary, a[href]')]
    .filter((one) => one.checkVisibility() && !one.closest('.hidden') && !one.matches('.entry'))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < least - 0.5 || box.width < least - 0.5))
    .map(([one, box]) => [one.id || one.className, one.textContent.trim().slice(0, 30), box.width, box.height])"""
# Names below a plan that somebody who points at their own line, at its upper or lower edge, does not hit.
MISSED = """() => [...document.querySelectorAll('.answers .ref')].filter((one) => {
    if (!one.checkVisibility()) return false;
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()].some((box) => [box.top + 2, box.bottom - 2].some((y) => {
        const hit = document.elementFromPoint(box.left + box.width / 2, y);
        return !hit || hit.closest('.ref') !== one;
    }));
}).map((one) => one.textContent)"""
# How much of the height of a plan its boxes take, from the first one's top to the last one's end.
FILLED = """() => {
    const pane = document.getElementById('plan'), boxes = [...pane.querySelectorAll('.box')].map((b) =>
        b.getBoundingClientRect()).filter((b) => b.height);
    return (Math.max(...boxes.map((b) => b.bottom)) - Math.min(...boxes.map((b) => b.top))) / pane.clientHeight;
}"""
# What is wrong with the slides of a page, each shown in turn: what lies outside the screen, below its end or under its
# buttons, what is cut without saying so, what is smaller than for eight metres, words parted without a hyphen, and
# stances without their date.
SLIDES = """() => {
    const { screens, showSlide } = page.look(), found = [];
    const box = (one) => one.getBoundingClientRect(), words = /\\p{L}+/gu;
    const parted = (part) => {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), cut = [];
        while (walker.nextNode()) for (const word of walker.currentNode.data.matchAll(words)) {
            if (word[0].length > 40) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, word.index);
            range.setEnd(walker.currentNode, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size > 1) cut.push(word[0]);
        }
        return cut;
    };
    screens.forEach((slide, n) => {
        showSlide(n);
        const show = document.getElementById('show'), all = (name) => [...show.querySelectorAll(name)];
        const say = (what, which) => which.forEach((one) => found.push(`${n + 1}: ${what} ${one}`));
        const text = (one) => `${one.className} ${one.textContent.slice(0, 40)}`;
        const out = ({ left, right, top, bottom }) =>
            left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1;
        const end = box(show.querySelector('.show-bar')).top + 1;
        say('outside', all('*').filter((one) => out(box(one))).map(text));
        say('under the buttons', all('.show-right > *').filter((one) => box(one).bottom > end).map(text));
        const foot = box(show.querySelector('.show-left')).bottom;
        say('below', all('.show-left > *').filter((one) => box(one).bottom > foot + 1).map(text));
        say('cut', all('.show-text').filter((one) => one.scrollHeight > one.clientHeight + 2).map(text));
        const least = { h2: 56, '.show-text': 36, '.show-step': 32, '.show-row b': 32, '.show-chain b': 33, small: 19 };
        const scale = parseFloat(getComputedStyle(show).fontSize) / 16;
        Object.entries(least).forEach(([name, size]) => say('small', all(name).filter((one) =>
            parseFloat(getComputedStyle(one).fontSize) < size * scale - 0.1).map(text)));
        say('parted', all('h2, b').flatMap(parted));
        say('no date', all('.disc:not(.unknown)').filter((one) => {
            const near = one.closest('.show-row') || show.querySelector('.show-right');
            return !/\\d{4}-\\d\\d-\\d\\d/u.test(near.innerText);
        }).map(text));
    });
    document.getElementById('close-show').click();
    return found;
}"""
