/* A word that is wider than its column is parted where its language parts words, not just anywhere. The hyphen is drawn
   where a line ends and is not in the text: what is read, searched or copied stays letter for letter. */
const longWord = /(\p{L}{9,})/u;
const rule = document.createElement("canvas").getContext("2d");
let paper = false;
function hyphenate(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (longWord.test(walker.currentNode.data)) found.push(walker.currentNode);
  const cut = found.map((text) => [text, findCut(text)]).filter(([, words]) => words.size);
  cut.forEach(([text, words]) => text.replaceWith(...text.data.split(longWord).flatMap((word) => (words.has(word) ? partWord(word) : [word]))));
}
/* The words of a text that have no room on a line of their own. */
function findCut(text) {
  let box = text.parentElement;
  while (box && !box.clientWidth) box = box.parentElement;
  const words = new Set(text.data.split(longWord).filter((word) => Object.hasOwn(data.hyphens, word)));
  if (!words.size || !box || paper) return words;
  const style = getComputedStyle(text.parentElement), frame = getComputedStyle(box);
  rule.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const room = box.clientWidth - parseFloat(frame.paddingLeft) - parseFloat(frame.paddingRight);
  return new Set([...words].filter((word) => rule.measureText(word).width > room - 8)); // a comma may stand behind it
}
function partWord(word) {
  return data.hyphens[word].split("-").flatMap((part, i) => (i ? [make("span", "", "hyphen"), part] : [part]));
}
function hyphenateAll() {
  document.querySelectorAll(".heading, .findings, .sheet table, #panel").forEach((part) => { if (part.clientWidth) hyphenate(part); });
}
listen(window, "resize", hyphenateAll);
/* How broad the columns of a paper are is not told before it is printed. */
listen(window, "beforeprint", () => { paper = true; hyphenateAll(); paper = false; });
listen(document, "toggle", (event) => hyphenate(event.target), true);
