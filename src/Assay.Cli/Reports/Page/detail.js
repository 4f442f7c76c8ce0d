const MOST_WORDS = 1500;

// Word by word: what stands in one text alone. The ends that both share are left out of the comparison.
function words(before, after) {
  const [a, b] = [before, after].map(text => text.slice(0, 200_000).split(/(\s+)/));
  let start = 0, end = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const parts = [["", a.slice(0, start)]];
  const add = (kind, word) => { if (parts[parts.length - 1][0] !== kind) parts.push([kind, []]); parts[parts.length - 1][1].push(word); };
  if (x.length > MOST_WORDS || y.length > MOST_WORDS) {
    for (const word of x) add("del", word);
    for (const word of y) add("ins", word);
  } else {
    const lengths = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
    for (let i = x.length - 1; i >= 0; i--) for (let j = y.length - 1; j >= 0; j--) lengths[i][j] = x[i] === y[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    let i = 0, j = 0;
    while (i < x.length || j < y.length) {
      if (i < x.length && j < y.length && x[i] === y[j]) { add("", x[i]); i++; j++; }
      else if (j >= y.length || (i < x.length && lengths[i + 1][j] >= lengths[i][j + 1])) add("del", x[i++]);
      else add("ins", y[j++]);
    }
  }
  for (const word of a.slice(a.length - end)) add("", word);
  return el("pre", { dir: "auto", tabindex: "0", role: "group", "aria-label": "comparison, word by word" },
    parts.filter(([, list]) => list.length > 0).map(([kind, list]) => kind === "" ? el("span", null, safe(list.join("").slice(0, CUT))) : el(kind, null, safe(list.join("").slice(0, CUT)))));
}

// The prompt as the engine read it: its places filled in from the item.
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

function parsed(json) {
  try { return JSON.parse(json); } catch { return null; }
}

function pretty(json) {
  const value = parsed(json);
  return value !== null && typeof value === "object" ? JSON.stringify(value, null, 2) : json;
}

const turn = (role, tool, ...content) => el("li", { class: "turn " + (tool !== null ? "tool" : role) }, el("span", { class: "who" }, el("strong", null, role), tool !== null ? [" ", el("code", null, tool)] : null), content);

function conversation(turns) {
  return el("ol", { class: "turns" }, turns.map(([role, tool, text, args]) => turn(tool !== null && args !== null ? "calls" : tool !== null ? "result of" : role, tool,
    args !== null ? block(pretty(args), "arguments") : null, text ? block(text, tool !== null ? "result" : "said by " + plain(role)) : null)));
}

// Everything about a candidate; others are [place, name] of the same item.
async function details(place, candidates, items, texts, itemTexts, head, others) {
  const group = candidates.group(place), k = place - group.first, sample = candidates.sample(place), item = candidates.item(place);
  const [[output, failure, said, reads, turns], content] = await Promise.all([texts.at(place), itemTexts.at(item)]);
  const parts = [
    el("h3", { id: "detail-name", tabindex: "-1" }, items[item]),
    el("p", { class: "chips" }, [`${group.b} / ${group.s}`, group.m, group.p, group.q, group.sample ? `sample ${sample}` : "", group.time[k] === null ? "" : seconds(group.time[k])].filter(Boolean).map(text => el("span", { class: "chip" }, text))),
  ];
  if (group.failed[k] !== undefined) parts.push(el("p", { class: "bad" }, [group.failed[k], failure].filter(Boolean).join(": ")));
  const rows = group.scores.filter(score => score.v[k] !== null || score.f[k] !== undefined || said[score.n]);
  if (rows.length > 0) parts.push(table("scores of this candidate", [
    { name: "score", cell: s => s.n }, { name: "value", n: true, cell: s => el("strong", null, number(s.v[k])) }, ...(rows.some(s => s.f[k] !== undefined || said[s.n]) ? [{ name: "why", kind: "grow", cell: s => [s.f[k], said[s.n]].filter(Boolean).join(": ") }] : []),
  ], rows));
  if (output !== null) parts.push(el("h4", null, "Output"), output === "" ? el("p", { class: "faint" }, "It is empty.") : block(output, "output"));
  if (reads.length > 0) parts.push(el("h4", null, "Read from it"), table("what was read", [{ name: "parse", cell: r => r[0] }, { name: "found", cell: r => r[1] ? "yes" : el("span", { class: "bad" }, "no") }, { name: "value, or why there is none", kind: "grow", cell: r => (r[2] ?? "").slice(0, 2000) }], reads));
  if (output !== null && others.length > 0) parts.push(el("h4", null, "Against another output"), await comparison(output, others, texts));
  if (turns.length > 0) parts.push(el("h4", null, "Conversation"), conversation(turns));
  const prompt = head.prompts.find(p => p.benchmark === group.b && p.id === group.p);
  if (prompt) parts.push(el("h4", null, "Prompt"), el("ol", { class: "turns" }, prompt.messages.map(m => turn(m.role, null, block(filled(m.text, parsed(content)), "prompt of " + m.role)))));
  if (content !== null) parts.push(el("h4", null, "Item"), block(pretty(content), "item"));
  return parts;
}

async function comparison(output, others, texts) {
  const place = el("div", { id: "difference" });
  const show = async () => {
    const [other, name] = others[against.value];
    const [text] = await texts.at(other);
    place.replaceChildren(text === null ? el("p", { class: "faint" }, "It has no output.") : text === output ? el("p", { class: "faint" }, "Both are the same.")
      : el("div", null, el("p", { class: "legend" }, el("del", null, name), " ", el("ins", null, "this one")), words(text, output)));
  };
  const against = el("select", { id: "against", onchange: show }, others.map(([, name], i) => el("option", { value: i }, name)));
  await show();
  return el("div", null, el("label", { class: "inline", for: "against" }, "compared with"), " ", against, place);
}
