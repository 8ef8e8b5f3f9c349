/* Everything that a page leaves running outside its own elements is told here, so that closing it leaves nothing. */
const life = new AbortController();
const closers = [];
const onClose = (act) => closers.push(act);

/* The one place where anything is listened to: windows, documents and media queries outlive a page that is swapped. */
function listen(target, type, act, capture = false) {
  target.addEventListener(type, act, { capture, signal: life.signal });
}
function watchSize(element, act) {
  const watcher = new ResizeObserver(act);
  watcher.observe(element);
  onClose(() => watcher.disconnect());
}
function close() {
  life.abort();
  closers.splice(0).forEach((act) => act());
}
