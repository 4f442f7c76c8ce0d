function explorer(head, index, candidates) {
  if (candidates.size === 0) return;
  const items = index.items, lower = items.map(id => id.toLowerCase());
  const texts = blocks("text", head.texts), itemTexts = blocks("item", head.contents);
  const unique = key => [...new Set(candidates.groups.map(g => g[key]))].sort();
  const choice = (name, values, all = "all") => ({ name, node: el("select", { id: "by-" + name, onchange: apply }, el("option", { value: "" }, all), values.map(v => el("option", { value: v }, v))) });
  const filters = { b: choice("benchmark", unique("b")), s: choice("slice", unique("s")), m: choice("model", unique("m")), p: choice("prompt", unique("p")), q: choice("params", unique("q")) };
  const field = (name, node) => el("div", { class: "field " + name }, el("label", { for: node.id }, name), node);
  const DIFFER = "models differ";
  const state = choice("state", [...candidates.STATES].reverse().concat(DIFFER));
  const search = el("input", { type: "search", id: "by-search", placeholder: "in ids, items and outputs", oninput: later, onkeydown: event => { if (event.key === "ArrowDown") { list.node.focus(); event.preventDefault(); } } });
  const status = el("p", { class: "note", role: "status", id: "count" });
  const empty = () => el("p", { class: "faint" }, "Choose a row with the mouse or the arrow keys; Enter goes to it, Escape comes back.");
  const detail = el("div", { class: "detail", id: "detail", role: "region", "aria-label": "the chosen candidate", tabindex: "-1", onkeydown: event => { if (event.key === "Escape") { list.node.focus(); event.preventDefault(); } } }, empty());
  const list = virtualList("candidates", drawRow, choose, () => detail.querySelector("h3")?.focus(), () => { asked++; detail.replaceChildren(empty()); });
  let asked = 0, searching = 0, timer = 0;

  function drawRow(place) {
    const group = candidates.group(place), k = place - group.first, at = candidates.states[place];
    const name = [group.m, group.p, group.q, group.sample ? "#" + candidates.sample(place) : ""].filter(Boolean).join(" · ");
    return [
      el("span", { class: "sign " + ["good", "doubt", "doubt", "bad"][at], title: candidates.STATES[at] }, ["●", "○", "?", "✕"][at]), el("span", { class: "id" }, items[candidates.item(place)]), el("span", { class: "of faint" }, name),
      el("span", { class: "figures" }, group.failed[k] ?? group.scores.slice(0, 3).map(s => `${s.n} ${s.v[k] === null ? s.f[k] ?? "–" : number(s.v[k], 2)}`).join("  ")),
    ];
  }

  async function choose(place) {
    const mine = ++asked;
    const group = candidates.group(place), item = candidates.item(place), others = [];
    for (const other of candidates.groups) {
      if (other.b !== group.b || other.s !== group.s) continue;
      for (let k = other.item.indexOf(item); k >= 0 && other.item[k] === item; k++)
        if (other.first + k !== place && other.failed[k] === undefined) others.push([other.first + k, [other.m, other.p, other.q, other.sample ? "#" + other.sample[k] : ""].filter(Boolean).join(", "), other.m === group.m]);
    }
    others.sort((x, y) => x[2] - y[2]);
    const parts = await details(place, candidates, items, texts, itemTexts, head, others.slice(0, 100));
    if (mine !== asked) return;
    detail.replaceChildren(...parts);
    detail.scrollTop = 0;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(apply, 120);
  }

  // What the filters leave, group by group.
  function left() {
    const passes = new Uint8Array(candidates.size);
    const wanted = Object.entries(filters).filter(([, { node }]) => node.value !== "");
    const of = state.node.value === "" ? -1 : candidates.STATES.indexOf(state.node.value);
    for (const group of candidates.groups) {
      if (wanted.some(([key, { node }]) => group[key] !== node.value)) continue;
      const end = group.first + group.item.length;
      if (state.node.value === "") passes.fill(1, group.first, end);
      else for (let i = group.first; i < end; i++) if (of < 0 ? candidates.differ[i] : candidates.states[i] === of) passes[i] = 1;
    }
    return passes;
  }

  function present(hits, isNew, note) {
    let n = 0;
    for (const hit of hits) n += hit;
    const places = new Int32Array(n);
    for (let i = 0, j = 0; i < hits.length; i++) if (hits[i]) places[j++] = i;
    if (!list.show(places, isNew)) {
      asked++;
      detail.replaceChildren(empty());
    }
    status.textContent = `${count(n)} of ${count(candidates.size)} candidates${note}`;
  }

  async function apply() {
    const mine = ++searching, passes = left(), wanted = search.value.trim().toLowerCase();
    if (wanted === "") { present(passes, true, ""); return; }
    const hits = new Uint8Array(candidates.size), hitItems = new Uint8Array(items.length);
    const mark = () => { for (const group of candidates.groups) for (let k = 0; k < group.item.length; k++) if (hitItems[group.item[k]] && passes[group.first + k]) hits[group.first + k] = 1; };
    lower.forEach((id, i) => { if (id.includes(wanted)) hitItems[i] = 1; });
    mark();
    present(hits, true, " so far …");
    let drawn = performance.now();
    for (const [source, each] of [[itemTexts, (row, i) => { if (row !== null && row.toLowerCase().includes(wanted)) hitItems[i] = 1; }], [texts, ([output], i) => { if (passes[i] && !hits[i] && output !== null && output.toLowerCase().includes(wanted)) hits[i] = 1; }]]) {
      for (let i = 0; i < source.starts.length; i++) {
        const rows = await source.load(i);
        if (mine !== searching) return;
        rows.forEach((row, k) => each(row, source.starts[i] + k));
        if (performance.now() - drawn > 150) { mark(); present(hits, false, " so far …"); drawn = performance.now(); }
      }
      mark();
    }
    present(hits, false, "");
  }

  const several = Object.entries(filters).filter(([key]) => new Set(candidates.groups.map(g => g[key])).size > 1).map(([, filter]) => filter);
  section("items", "Items", null,
    el("div", { class: "tools", role: "search", "aria-label": "candidates" }, [...several, state].map(f => field(f.name, f.node)), field("search", search)),
    status, el("div", { class: "explorer" }, list.node, detail));
  apply();
}
