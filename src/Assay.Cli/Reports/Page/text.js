const NS = "http://www.w3.org/2000/svg";
const CUT = 20000;

// Texts of models become text nodes and nothing else; what would steer the display is shown by its code.
const STEERING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const code = c => "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
const plain = text => String(text ?? "").replace(STEERING, code);

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(2)) if (child !== null && child !== undefined && child !== false) node.append(typeof child === "object" ? child : plain(child));
  return node;
}

function svg(name, attributes, ...children) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  for (const child of children) if (child !== null) node.append(typeof child === "object" ? child : plain(child));
  return node;
}

function safe(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(STEERING)) {
    if (match.index > from) parts.push(document.createTextNode(text.slice(from, match.index)));
    parts.push(el("span", { class: "ctrl", title: "a character that is not shown" }, code(match[0])));
    from = match.index + match[0].length;
  }
  parts.push(document.createTextNode(text.slice(from)));
  return parts;
}

function block(text, label) {
  const pre = el("pre", { dir: "auto", tabindex: "0", role: "group", "aria-label": label });
  const fill = whole => pre.replaceChildren(...safe(whole ? text : text.slice(0, CUT)));
  fill(text.length <= CUT);
  if (text.length <= CUT) return pre;
  const more = el("button", { type: "button", onclick: () => { fill(true); more.remove(); pre.focus(); } }, `Show all ${count(text.length)} characters`);
  return el("div", null, pre, more);
}

const count = value => value === null || value === undefined ? "–" : value.toLocaleString("en");

// Zeros behind the point say nothing.
function number(value, digits = 3) {
  if (value === null || value === undefined) return "–";
  const text = Number(value).toFixed(digits).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  return text.replace(/^-0$/, "0").replace(/^-/, "\u2212");
}

const chance = p => p === null || p === undefined ? "–" : p < 0.0001 ? "< 0.0001" : number(p, 4);
const seconds = value => value === null || value === undefined ? "–" : value >= 100 ? count(Math.round(value)) + " s" : value >= 1 ? number(value, 2) + " s" : number(value * 1000, value < 0.01 ? 2 : 0) + " ms";
const scoreName = (name, up) => [el("strong", null, name), up ? null : el("span", { class: "hint" }, "lower is better")];
const signed = value => value === null || value === undefined ? "–" : (value > 0 ? "+" : "") + number(value);
const variant = x => [x.model, x.prompt, x.params].filter(Boolean).join(" · ");

// What may be wider than the page scrolls in a frame of its own, which the keyboard reaches while there is anything to scroll.
const watch = new ResizeObserver(entries => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
  }
});
function wide(label, content) {
  const frame = el("div", { class: "wide", role: "region", "aria-label": plain(label) }, content);
  watch.observe(frame);
  return frame;
}

// Columns are { name, n: whether numbers, cell: row => content }.
function table(label, columns, rows) {
  return wide(label, el("table", null,
    el("caption", { class: "hidden" }, label),
    el("thead", null, el("tr", null, columns.map(c => el("th", { scope: "col", class: c.n ? "n" : null }, c.name)))),
    el("tbody", null, rows.map(row => el("tr", null, columns.map((c, i) => el(i === 0 ? "th" : "td", { scope: i === 0 ? "row" : null, class: [c.n ? "n" : "", c.kind ?? ""].join(" ").trim() || null }, c.cell(row))))))));
}
