const ROW = 32, AROUND = 6;

// A list of any length of which only the rows that are seen are in the page.
function virtualList(label, drawRow, chosen, opened, closed) {
  const space = el("div", { role: "presentation", class: "space" });
  const list = el("div", { class: "list", role: "listbox", tabindex: "0", "aria-label": label, onscroll: draw, onkeydown: key }, space);
  new ResizeObserver(() => draw()).observe(list);
  let shown = [], at = -1;

  function row(i) {
    const node = el("div", { class: "row", role: "option", id: "row" + i, "aria-selected": i === at ? "true" : "false", "aria-setsize": shown.length, "aria-posinset": i + 1, onclick: () => choose(i) }, drawRow(shown[i]));
    node.style.top = i * ROW + "px";
    return node;
  }

  function draw() {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - AROUND), last = Math.min(shown.length, first + Math.ceil((list.clientHeight || 560) / ROW) + 2 * AROUND);
    const rows = [];
    if (at >= 0 && at < first) rows.push(row(at));
    for (let i = first; i < last; i++) rows.push(row(i));
    if (at >= last) rows.push(row(at));
    space.replaceChildren(...rows);
  }

  function choose(i) {
    if (i < 0 || i >= shown.length) return;
    at = i;
    if (i * ROW < list.scrollTop) list.scrollTop = i * ROW;
    else if ((i + 1) * ROW > list.scrollTop + list.clientHeight) list.scrollTop = (i + 1) * ROW - list.clientHeight;
    draw();
    list.setAttribute("aria-activedescendant", "row" + i);
    chosen(shown[i]);
  }

  function key(event) {
    const page = Math.max(1, Math.floor(list.clientHeight / ROW) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === "Enter" && at >= 0) opened();
    else if (event.key === "Escape" && at >= 0) { clear(); closed(); }
    else if (step === undefined) return;
    else choose(Math.max(0, Math.min(shown.length - 1, at + step)));
    event.preventDefault();
  }

  function clear() {
    at = -1;
    list.removeAttribute("aria-activedescendant");
    draw();
  }

  return {
    node: list, clear,
    // Keeps the chosen row where it still is in the list, and tells whether it is; a new list is seen from there, or from its beginning.
    show(places, isNew) {
      const kept = at >= 0 ? places.indexOf(shown[at]) : -1;
      shown = places;
      at = kept;
      if (at < 0) list.removeAttribute("aria-activedescendant"); else list.setAttribute("aria-activedescendant", "row" + at);
      space.style.height = shown.length * ROW + "px";
      if (isNew) list.scrollTop = Math.max(0, at - 3) * ROW;
      draw();
      return at >= 0;
    },
  };
}
