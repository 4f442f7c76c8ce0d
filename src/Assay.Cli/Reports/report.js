"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = document.getElementById("page");
  const NS = "http://www.w3.org/2000/svg";
  const ROW = 28, CUT = 20000, MOST_WORDS = 1500;

  // Texts of models become text nodes and nothing else; what would steer the display is shown by its code.
  const STEERING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
  const code = c => "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  const plain = text => String(text ?? "").replace(STEERING, code);

  function el(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
    }
    for (const child of children.flat()) if (child !== null && child !== undefined) node.append(typeof child === "object" ? child : plain(child));
    return node;
  }

  function svg(name, attributes, text) {
    const node = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = plain(text);
    return node;
  }

  function safe(text) {
    const parts = [];
    let from = 0;
    for (const match of String(text).matchAll(STEERING)) {
      if (match.index > from) parts.push(document.createTextNode(text.slice(from, match.index)));
      parts.push(el("span", { class: "ctrl", title: "a character that is not shown" }, code(match[0])));
      from = match.index + match[0].length;
    }
    parts.push(document.createTextNode(text.slice(from)));
    return parts;
  }

  function block(text) {
    const pre = el("pre", { dir: "auto", tabindex: "0" });
    const fill = whole => pre.replaceChildren(...safe(whole ? text : text.slice(0, CUT)));
    fill(text.length <= CUT);
    if (text.length <= CUT) return pre;
    const more = el("button", { type: "button", onclick: () => { fill(true); more.remove(); } }, `Show all ${text.length.toLocaleString("en")} characters`);
    return el("div", null, pre, more);
  }

  const number = (value, digits = 4) => value === null || value === undefined ? "–" : Number(value).toFixed(digits).replace(/\.?0+$/, m => m.startsWith(".") ? "" : m);
  const section = (title, ...content) => page.append(el("section", null, el("h2", null, title), ...content));

  function table(head, rows) {
    const numeric = head.map((_, i) => rows.length > 0 && rows.every(row => row[i] === "–" || row[i] === "" || !isNaN(row[i])));
    return el("div", { class: "wide" }, el("table", null,
      el("thead", null, el("tr", null, head.map((cell, i) => el("th", { scope: "col", class: numeric[i] ? "n" : null }, cell)))),
      el("tbody", null, rows.map(row => el("tr", null, row.map((cell, i) => el("td", { class: numeric[i] ? "n" : null }, cell)))))));
  }

  const variant = x => [x.model, x.prompt, x.params].filter(Boolean).join(", ");

  function summary() {
    page.append(el("h1", null, "Evaluations"), el("p", { class: "faint" }, data.summary));
    if (data.outcomes.length === 0) return;
    section("Verdicts", table(["benchmark", "slice", "verdict", "what was found"], data.outcomes.map(o =>
      [o.benchmark, o.slice, el("strong", { class: o.kind === "failed" ? "failed" : o.verdict ?? o.kind }, o.verdict ?? o.kind), el("details", null, el("summary", null, o.message.split("\n")[0]), block(o.message))])));
  }

  function forest() {
    const rows = data.outcomes.flatMap(o => o.comparisons.map(c => ({ ...c, slice: o.slice }))).filter(c => c.lower !== null || c.difference !== 0);
    if (rows.length === 0) return;
    const shown = rows.slice(0, 200);
    const bounds = shown.flatMap(c => [c.lower ?? c.difference, c.upper ?? c.difference, 0]);
    const [low, high] = [Math.min(...bounds), Math.max(...bounds)];
    const [left, width, step] = [430, 520, 24];
    const x = value => left + (value - low) / (high - low || 1) * width;
    const height = shown.length * step + 44;
    const chart = svg("svg", { viewBox: `0 0 ${left + width + 110} ${height}`, width: left + width + 110, height, role: "img", "aria-label": "Changes with their intervals" });
    chart.append(svg("line", { class: "zero", x1: x(0), x2: x(0), y1: 8, y2: height - 30 }));
    shown.forEach((c, i) => {
      const y = 20 + i * step, kind = c.verdict === "regressed" ? "worse" : "mark";
      const name = plain(`${c.slice}: ${c.score} of ${variant(c)}${c.baseline ? " against " + c.baseline : ""}`);
      const label = svg("text", { x: 8, y: y + 4 }, name.length > 62 ? name.slice(0, 60) + "…" : name);
      label.append(svg("title", {}, name));
      chart.append(label);
      if (c.lower !== null) chart.append(svg("line", { class: kind, x1: x(c.lower), x2: x(c.upper), y1: y, y2: y }));
      chart.append(svg("circle", { class: kind, cx: x(c.difference), cy: y, r: 4 }), svg("text", { x: left + width + 14, y: y + 4 }, (c.difference > 0 ? "+" : "") + number(c.difference)));
    });
    for (const value of [low, 0, high]) chart.append(svg("text", { x: x(value), y: height - 8, "text-anchor": "middle" }, number(value, 3)));
    section("Changes with their intervals", el("div", { class: "wide" }, chart), rows.length > shown.length ? el("p", { class: "faint" }, `${rows.length - shown.length} more are in the verdicts.`) : null);
  }

  function tables() {
    if (data.means.length === 0) return;
    const columns = Object.keys(data.means[0]).filter(key => data.means.some(row => row[key] !== null && row[key] !== ""));
    section("Means by slice", table(columns.map(c => c.replaceAll("_", " ")), data.means.map(row => columns.map(c => typeof row[c] === "number" ? number(row[c]) : row[c] ?? "–"))));
  }

  function distributions() {
    const groups = new Map();
    for (const c of data.candidates) for (const [name, [value]] of Object.entries(c.v)) if (value !== null) {
      const key = JSON.stringify([name, c.m]);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(value);
    }
    if (groups.size === 0) return;
    section("Distributions", el("div", { class: "charts" }, [...groups].slice(0, 24).map(([key, values]) => {
      const [name, model] = JSON.parse(key);
      let low = Infinity, high = -Infinity;
      for (const v of values) { low = Math.min(low, v); high = Math.max(high, v); }
      if (low >= 0 && high <= 1) [low, high] = [0, 1];
      const bins = new Array(20).fill(0);
      for (const v of values) bins[Math.min(19, Math.floor((v - low) / (high - low || 1) * 20))]++;
      const most = Math.max(...bins);
      const chart = svg("svg", { viewBox: "0 0 260 140", width: 260, height: 140, role: "img", "aria-label": plain(`${name} of ${model}`) });
      chart.append(svg("text", { x: 8, y: 16 }, `${name} of ${model}`.slice(0, 38)), svg("text", { x: 10, y: 134 }, number(low, 2)), svg("text", { x: 250, y: 134, "text-anchor": "end" }, number(high, 2)));
      bins.forEach((count, i) => count && chart.append(svg("rect", { class: "mark", x: 10 + i * 12, y: 120 - count / most * 92, width: 10, height: count / most * 92 })));
      return chart;
    })));
  }

  function taking() {
    const groups = new Map();
    for (const [benchmark, model, seconds, read, written] of data.took) {
      const key = JSON.stringify([benchmark, model]);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push([seconds, read, written]);
    }
    const sum = (rows, i) => rows.some(r => r[i] !== null) ? String(rows.reduce((s, r) => s + (r[i] ?? 0), 0)) : "–";
    const at = (sorted, share) => { const p = (sorted.length - 1) * share, k = Math.floor(p); return sorted[k] + (p - k) * ((sorted[k + 1] ?? sorted[k]) - sorted[k]); };
    if (groups.size > 0) section("Latency and tokens", table(["benchmark", "model", "generations", "median s", "p95 s", "longest s", "tokens read", "tokens written"], [...groups].map(([key, rows]) => {
      const sorted = rows.map(r => r[0]).sort((a, b) => a - b);
      return [...JSON.parse(key), String(rows.length), number(at(sorted, 0.5)), number(at(sorted, 0.95)), number(sorted[sorted.length - 1]), sum(rows, 1), sum(rows, 2)];
    })));
  }

  function words(before, after) {
    const [a, b] = [before, after].map(text => text.split(/(\s+)/).slice(0, MOST_WORDS));
    const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    const pre = el("pre", { dir: "auto", tabindex: "0" });
    let i = 0, j = 0;
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) { pre.append(...safe(a[i])); i++; j++; }
      else if (j >= b.length || (i < a.length && lengths[i + 1][j] >= lengths[i][j + 1])) pre.append(el("del", null, safe(a[i++])));
      else pre.append(el("ins", null, safe(b[j++])));
    }
    return pre;
  }

  function filled(template, item) {
    return template.replace(/\{\{|\}\}|\{item((?:\.[^{}.:\[]+|\[[^\]]+\])+)(?::[^}]*)?\}/g, (whole, path) => {
      if (whole === "{{" || whole === "}}") return whole[0];
      let value = item;
      for (const part of path.match(/[^.\[\]]+/g)) {
        if (value === null || typeof value !== "object") return whole;
        const key = Object.keys(value).find(k => k === part) ?? Object.keys(value).find(k => k.toLowerCase().replaceAll("_", "") === part.toLowerCase().replaceAll("_", ""));
        if (key === undefined) return whole;
        value = value[key];
      }
      return typeof value === "object" ? JSON.stringify(value) : String(value);
    });
  }

  function explorer() {
    const all = data.candidates;
    if (all.length === 0) return;
    const unique = key => [...new Set(all.map(c => c[key]))].sort();
    const choice = (name, values) => el("select", { "aria-label": name, onchange: apply }, el("option", { value: "" }, "all"), values.map(v => el("option", { value: v }, v)));
    const state = c => c.f ? "failed" : Object.values(c.v).some(([, failure]) => failure) ? "unreadable or unscored" : Object.values(c.v).some(([value]) => value === 0) ? "scored 0" : "fine";
    const [slice, model, kind] = [choice("slice", unique("s")), choice("model", unique("m")), choice("state", ["failed", "unreadable or unscored", "scored 0", "fine"])];
    const search = el("input", { type: "search", "aria-label": "search", placeholder: "id, item or output", oninput: apply });
    const count = el("span", { class: "faint", role: "status", id: "count" });
    const list = el("div", { class: "list", role: "listbox", tabindex: "0", "aria-label": "candidates", onscroll: draw, onkeydown: key });
    const space = el("div");
    list.append(space);
    const detail = el("div", { class: "detail", id: "detail", "aria-live": "polite" }, el("p", { class: "faint" }, "Choose a row, with the mouse or the arrow keys."));
    let shown = all, chosen = -1;

    const label = c => `${c.f ? "✗ " : ""}${c.i} · ${[c.m, c.p, c.q].filter(Boolean).join(", ")}${c.n ? " #" + c.n : ""} · ${Object.entries(c.v).map(([name, [value, failure]]) => `${name} ${value ?? failure}`).join(", ")}`;

    function draw() {
      const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 5), last = Math.min(shown.length, first + Math.ceil(list.clientHeight / ROW) + 10);
      const rows = [];
      for (let i = first; i < last; i++) {
        const row = el("div", { class: "row", role: "option", id: "row" + i, "aria-selected": i === chosen ? "true" : "false", "aria-setsize": shown.length, "aria-posinset": i + 1, onclick: () => choose(i) }, label(shown[i]));
        row.style.top = i * ROW + "px";
        rows.push(row);
      }
      space.replaceChildren(...rows);
    }

    function apply() {
      const wanted = search.value.toLowerCase();
      shown = all.filter(c => (!slice.value || c.s === slice.value) && (!model.value || c.m === model.value) && (!kind.value || state(c) === kind.value)
        && (!wanted || c.i.toLowerCase().includes(wanted) || (c.o ?? "").toLowerCase().includes(wanted) || (data.items[c.c] ?? "").toLowerCase().includes(wanted)));
      chosen = -1;
      space.style.height = shown.length * ROW + "px";
      list.scrollTop = 0;
      count.textContent = `${shown.length.toLocaleString("en")} of ${all.length.toLocaleString("en")} candidates`;
      draw();
    }

    function choose(i) {
      if (i < 0 || i >= shown.length) return;
      chosen = i;
      if (i * ROW < list.scrollTop) list.scrollTop = i * ROW;
      else if ((i + 1) * ROW > list.scrollTop + list.clientHeight) list.scrollTop = (i + 1) * ROW - list.clientHeight;
      draw();
      list.setAttribute("aria-activedescendant", "row" + i);
      show(shown[i]);
    }

    function key(event) {
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -Infinity, End: Infinity }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      choose(Math.max(0, Math.min(shown.length - 1, chosen + step)));
    }

    function show(c) {
      const item = data.items[c.c];
      const parts = [el("h3", null, `${c.b} / ${c.s} / ${c.i}`), el("p", { class: "faint" }, [c.m, c.p, c.q, `sample ${c.n}`, c.t === undefined ? null : `${number(c.t)} s`].filter(Boolean).join(" · "))];
      if (c.f) parts.push(el("p", { class: "failed" }, c.f));
      parts.push(table(["score", "value", "why"], Object.entries(c.v).map(([name, [value, failure, why]]) => [name, value === null ? "–" : number(value), [failure, why].filter(Boolean).join(": ")])));
      if (c.o !== undefined) parts.push(el("h3", null, "Output"), block(c.o));
      const others = all.filter(o => o.s === c.s && o.i === c.i && o.b === c.b && o !== c && o.o !== undefined);
      if (c.o !== undefined && others.length > 0) {
        const place = el("div");
        const against = el("select", { "aria-label": "compare with", id: "against", onchange: () => place.replaceChildren(against.value === "" ? "" : words(others[against.value].o, c.o)) },
          el("option", { value: "" }, "no other output"), others.slice(0, 100).map((o, i) => el("option", { value: i }, [o.m, o.p, o.q, "#" + o.n].filter(Boolean).join(", "))));
        parts.push(el("h3", null, "Compared with"), against, place);
      }
      if (c.w) parts.push(el("h3", null, "Conversation"), ...c.w.map(turn => el("div", { class: "turn" }, el("strong", null, turn.role + (turn.tool ? " " + turn.tool : "")), turn.args ? block(turn.args) : null, turn.text ? block(turn.text) : null)));
      const prompt = data.prompts.find(p => p.benchmark === c.b && p.id === c.p);
      if (prompt) {
        let value = null;
        try { value = JSON.parse(item ?? "null"); } catch { value = null; }
        parts.push(el("h3", null, "Prompt"), ...prompt.messages.map(m => el("div", { class: "turn" }, el("strong", null, m.role), block(filled(m.text, value)))));
      }
      if (item) parts.push(el("h3", null, "Item"), block(item));
      detail.replaceChildren(...parts);
      detail.scrollTop = 0;
    }

    section("Candidates", el("div", { class: "tools" }, el("label", null, "slice", slice), el("label", null, "model", model), el("label", null, "state", kind), el("label", null, "search", search), count), el("div", { class: "explorer" }, list, detail));
    apply();
  }

  page.replaceChildren();
  summary();
  forest();
  tables();
  distributions();
  taking();
  explorer();
})();
