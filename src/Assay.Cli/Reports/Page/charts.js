const BINS = 20, MOST_CHARTS = 60;

function scores(head) {
  if (head.means.length === 0) return;
  const groups = new Map();
  for (const row of head.means) {
    const key = JSON.stringify([row.benchmark, row.slice]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  const parts = [...groups].map(([key, rows]) => {
    const [benchmark, slice] = JSON.parse(key);
    const name = `${benchmark} / ${slice}`;
    const order = [...new Set(rows.map(r => r.metric))];
    rows.sort((a, b) => order.indexOf(a.metric) - order.indexOf(b.metric));
    const bounds = new Map();
    for (const r of rows) {
      const [low, high] = bounds.get(r.metric) ?? [0, 1];
      bounds.set(r.metric, [Math.min(low, r.lower ?? r.mean ?? 0), Math.max(high, r.upper ?? r.mean ?? 1)]);
    }
    return el("div", { class: "part" }, el("h3", null, name), table("scores of " + name, [
      { name: "score", cell: r => scoreName(r.metric, r.higher_is_better) },
      { name: "of", cell: r => variant(r) || "–" },
      { name: "mean with its 95 % interval", kind: "chart", cell: r => r.mean === null ? "–" : whisker(...bounds.get(r.metric), { value: r.mean, lower: r.lower, upper: r.upper, kind: "even", label: `${number(r.mean)}${r.lower === null ? "" : `, from ${number(r.lower)} to ${number(r.upper)}`}` }) },
      { name: "mean", n: true, cell: r => el("strong", null, number(r.mean)) },
      { name: "interval", n: true, cell: r => r.lower === null ? "–" : `${number(r.lower)} to ${number(r.upper)}` },
      { name: "items", n: true, cell: r => count(r.count) },
      { name: "failed", n: true, cell: r => r.failed > 0 ? el("strong", { class: "bad" }, count(r.failed)) : "0" },
    ], rows), sliceScores(head, benchmark, slice, new Set(rows.map(r => r.metric))));
  });
  section("scores", "Scores by slice", null, parts);
}

// Scores of whole slices are known where a test compared them.
function sliceScores(head, benchmark, slice, known) {
  const rows = head.outcomes.filter(o => o.benchmark === benchmark && o.slice === slice).flatMap(o => o.comparisons).filter(c => !known.has(c.score) && c.after !== null);
  return rows.length === 0 ? null : table(`scores of the whole slice ${benchmark} / ${slice}`, [
    { name: "score of the whole slice", cell: r => scoreName(r.score, r.higher_is_better) },
    { name: "of", cell: r => variant(r) || "–" },
    { name: "value", n: true, cell: r => el("strong", null, number(r.after)) },
    { name: "verified", n: true, cell: r => number(r.before) },
  ], rows);
}

function distributions(candidates) {
  const groups = new Map();
  for (const g of candidates.groups) for (const score of g.scores) {
    const key = JSON.stringify([g.b, g.s, score.n, g.m]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(score.v);
  }
  const charts = [...groups].map(([key, columns]) => histogram(JSON.parse(key), columns)).filter(Boolean);
  if (charts.length === 0) return;
  section("distributions", "Score distributions", null, el("div", { class: "charts" }, charts.slice(0, MOST_CHARTS)),
    charts.length > MOST_CHARTS ? el("p", { class: "note" }, `${charts.length - MOST_CHARTS} more are not shown.`) : null);
}

function histogram([benchmark, slice, score, model], columns) {
  let low = Infinity, high = -Infinity, size = 0, whole = true;
  for (const v of columns) for (const value of v) if (value !== null) {
    low = Math.min(low, value); high = Math.max(high, value); size++;
    whole &&= value === 0 || value === 1;
  }
  if (size === 0) return null;
  if (low >= 0 && high <= 1) [low, high] = [0, 1];
  const bins = new Array(whole ? 2 : BINS).fill(0);
  for (const v of columns) for (const value of v) if (value !== null) bins[Math.min(bins.length - 1, Math.floor((value - low) / (high - low || 1) * bins.length))]++;
  const most = Math.max(...bins), W = 260, H = whole ? 12 : 84, step = W / bins.length, gap = 1.5;
  const text = whole ? `${count(bins[1])} of ${count(size)} are 1` : `${count(size)} from ${number(low, 2)} to ${number(high, 2)}`;
  const shapes = whole ? [svg("rect", { class: "rest", x: 0, y: 0, width: W, height: H, rx: 3 }), svg("rect", { class: "bar", x: 0, y: 0, width: bins[1] / size * W, height: H, rx: 3 })]
    : [svg("line", { class: "axis", x1: 0, x2: W, y1: H - 0.5, y2: H - 0.5 }), ...bins.map((n, i) => n === 0 ? null : svg("rect", { class: "bar", x: i * step + gap / 2, y: H - n / most * (H - 6), width: step - gap, height: n / most * (H - 6), rx: 1 }))];
  return el("figure", { class: "card" },
    el("figcaption", null, el("strong", null, score), ` of ${model}`, el("span", { class: "faint line" }, `${benchmark} / ${slice}`)),
    svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": plain(`${score} of ${model}: ${text}`) }, ...shapes),
    el("div", { class: "ends" }, el("span", null, whole ? `${count(bins[1])} are 1` : number(low, 2)), el("span", null, whole ? `${count(bins[0])} are 0` : number(high, 2))));
}

function usage(head) {
  if (head.usage.length === 0) return;
  const any = key => head.usage.some(row => row[key] !== null);
  let longest = 0;
  for (const row of head.usage) longest = Math.max(longest, row.p99 ?? 0);
  section("usage", "Latency and cost", "Of each generation that completed once, its retries and waits with it. The bar is the median, its line the 90th and the tick the 99th percentile.", table("latency and cost", [
    { name: "model", cell: r => [r.model, el("span", { class: "faint" }, " " + r.benchmark)] },
    { name: "latency", kind: "chart", cell: r => r.p50 === null ? "–" : latency(r, longest) },
    { name: "median", n: true, cell: r => seconds(r.p50) },
    { name: "p90", n: true, cell: r => seconds(r.p90) },
    { name: "p99", n: true, cell: r => seconds(r.p99) },
    { name: "longest", n: true, cell: r => seconds(r.longest) },
    ...(any("first_token_p50") ? [{ name: "first token", n: true, cell: r => seconds(r.first_token_p50) }] : []),
    { name: "generations", n: true, cell: r => count(r.generations) },
    { name: "attempts", n: true, cell: r => count(r.attempts) },
    ...(any("input_tokens") || any("output_tokens") ? [{ name: "tokens read", n: true, cell: r => count(r.input_tokens) }, { name: "tokens written", n: true, cell: r => count(r.output_tokens) }] : []),
    ...(any("cost") ? [{ name: "cost", n: true, cell: r => number(r.cost, 4) }, { name: "per 1,000", n: true, cell: r => r.cost === null || r.generations === 0 ? "–" : number(r.cost / r.generations * 1000, 3) }] : []),
  ], head.usage));
}

function latency(row, longest) {
  const W = 320, H = 22, x = v => v / (longest || 1) * (W - 4);
  return svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "whisker", role: "img", "aria-label": `median ${number(row.p50)} s, p99 ${number(row.p99)} s` },
    svg("line", { class: "axis", x1: 0, x2: W, y1: H - 3, y2: H - 3 }),
    svg("rect", { class: "bar", x: 0, y: 5, width: Math.max(2, x(row.p50)), height: H - 9, rx: 2 }),
    svg("line", { class: "range even", x1: x(row.p50), x2: x(row.p90), y1: H / 2, y2: H / 2 }),
    svg("path", { class: "ends even", d: `M${x(row.p99) + 1} 6V16` }));
}
