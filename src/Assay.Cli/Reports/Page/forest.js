const MOST_ROWS = 300;

// A row's interval on an axis that all rows share; the line at zero is no difference.
function whisker(low, high, { value, lower, upper, kind, zero, label }) {
  const W = 320, H = 22, PAD = 8;
  const x = v => PAD + (v - low) / (high - low || 1) * (W - 2 * PAD);
  return svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "whisker", role: "img", "aria-label": plain(label) },
    svg("line", { class: "axis", x1: PAD, x2: W - PAD, y1: H / 2, y2: H / 2 }),
    zero ? svg("line", { class: "zero", x1: x(0), x2: x(0), y1: 0, y2: H }) : null,
    lower === null || lower === undefined ? null : svg("line", { class: "range " + kind, x1: x(lower), x2: x(upper), y1: H / 2, y2: H / 2 }),
    lower === null || lower === undefined ? null : svg("path", { class: "ends " + kind, d: `M${x(lower)} 7V15M${x(upper)} 7V15` }),
    svg("circle", { class: "dot " + kind, cx: x(value), cy: H / 2, r: 4.5 }));
}

function axis(low, high) {
  return el("span", { class: "scale" }, el("span", null, number(low, 2)), low < 0 && high > 0 ? el("span", { class: "faint" }, "0") : null, el("span", null, number(high, 2)));
}

// The axis is as wide to the left as to the right, so that zero stands in the middle.
function forest(id, title, note, label, rows, columns) {
  if (rows.length === 0) return;
  const shown = rows.slice(0, MOST_ROWS);
  let far = 0;
  for (const r of shown) far = Math.max(far, Math.abs(r.value), Math.abs(r.lower ?? 0), Math.abs(r.upper ?? 0));
  far = far || 1;
  section(id, title, note, table(label, [
    ...columns,
    { name: axis(-far, far), kind: "chart", cell: r => whisker(-far, far, { ...r, zero: true, label: `${signed(r.value)}${r.lower === null ? "" : `, from ${signed(r.lower)} to ${signed(r.upper)}`}` }) },
    { name: "difference", n: true, cell: r => el("strong", { class: r.kind }, signed(r.value)) },
    { name: "95 % interval", n: true, cell: r => r.lower === null ? "–" : `${signed(r.lower)} to ${signed(r.upper)}` },
    { name: "p", n: true, cell: r => chance(r.p) },
  ], shown), rows.length > shown.length ? el("p", { class: "note" }, `${count(rows.length - shown.length)} more are not shown.`) : null);
}

const kindOfChange = (value, lower, upper, up) => {
  if (lower === null || (lower <= 0 && upper >= 0)) return "even";
  return (value > 0) === up ? "good" : "bad";
};

function changes(head) {
  const rows = head.outcomes.flatMap(o => o.comparisons.map(c => ({ ...c, slice: o.slice, benchmark: o.benchmark })))
    .filter(c => c.lower !== null || c.difference !== 0)
    .map(c => ({ ...c, value: c.difference, kind: c.verdict === "regressed" ? "bad" : c.verdict === "improved" ? "good" : kindOfChange(c.difference, c.lower, c.upper, c.higher_is_better) }));
  forest("changes", "Changes", "Against the verified results, over the items of both. p is adjusted for all comparisons of the slice.", "changes against the verified results", rows, [
    { name: "score", cell: r => scoreName(r.score, r.higher_is_better) },
    { name: "slice", kind: "one", cell: r => [el("span", { class: "faint" }, r.benchmark + " / "), r.slice] },
    { name: "of", cell: r => variant(r) + (r.baseline ? ` against ${r.baseline}` : "") },
    { name: "before → after", n: true, cell: r => `${number(r.before)} → ${number(r.after)}` },
  ]);
}

function differences(head) {
  const rows = head.differences.filter(d => d.delta !== null)
    .map(d => ({ ...d, value: d.delta, p: d.adjusted_p, kind: kindOfChange(d.delta, d.lower, d.upper, d.higher_is_better) }));
  forest("differences", "Differences between models", "The second model less the first, over the items of both. p is adjusted by Holm's procedure within each benchmark.", "differences between models", rows, [
    { name: "score", cell: r => scoreName(r.metric, r.higher_is_better) },
    { name: "slice", kind: "one", cell: r => [el("span", { class: "faint" }, r.benchmark + " / "), r.slice, [r.prompt, r.params].filter(Boolean).map(x => el("span", { class: "faint" }, " " + x))] },
    { name: "models", kind: "one", cell: r => [r.treatment, el("span", { class: "faint" }, " less "), r.baseline] },
    { name: "items", n: true, cell: r => count(r.pairs) },
  ]);
}
