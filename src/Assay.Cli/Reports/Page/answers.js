function labels(head) {
  if (head.labels.length === 0) return;
  section("labels", "Labels and answers", "Rows are the items' labels, columns what was answered; the diagonal is right.", head.labels.map(t => el("div", { class: "part" },
    el("h3", null, `${t.benchmark} / ${t.slice}`),
    el("p", { class: "note" }, `The items' ${t.item || "text"} against the answers' ${t.answer || "text"}, as ${t.score} has it.`),
    el("div", { class: "charts" }, t.models.map(m => confusion(t, m))))));
}

function confusion(t, m) {
  const unread = m.counts.some(row => row[t.labels.length] > 0);
  const columns = unread ? [...t.labels, "unreadable"] : t.labels;
  const heat = (n, row) => { const sum = row.reduce((a, b) => a + b, 0); return n === 0 ? "h0" : "h" + Math.max(1, Math.round(n / sum * 8)); };
  return el("figure", { class: "card matrix" }, el("figcaption", null, el("strong", null, m.model)), wide(`labels and answers of ${m.model}`, el("table", null,
    el("caption", { class: "hidden" }, `labels and answers of ${m.model}`),
    el("thead", null, el("tr", null, el("th", { scope: "col", class: "corner" }, "label"), columns.map(c => el("th", { scope: "col" }, c)), el("th", { scope: "col" }, "right"))),
    el("tbody", null, t.labels.map((label, i) => {
      const row = m.counts[i], sum = row.reduce((a, b) => a + b, 0);
      return sum === 0 ? null : el("tr", null, el("th", { scope: "row" }, label), columns.map((c, j) => el("td", { class: [heat(row[j], row), i === j ? "right" : row[j] > 0 ? "wrong" : ""].join(" ").trim() }, count(row[j]))), el("td", { class: "n" }, number(row[i] / sum * 100, 0) + " %"));
    })))));
}

function calibration(head) {
  if (head.calibrations.length === 0) return;
  section("calibration", "Calibration", "How often answers are right that are so sure. On the line confidence is what it says; above it answers are better than they think. A larger point stands for more answers.", head.calibrations.map(t => el("div", { class: "part" },
    el("h3", null, `${t.benchmark} / ${t.slice}`),
    el("p", { class: "note" }, `The answers' ${t.answer}, right where ${t.score} is 1.`),
    el("div", { class: "charts" }, t.models.map(reliability)))));
}

function reliability(m) {
  const W = 260, H = 220, L = 34, B = 26, x = v => L + v * (W - L - 8), y = v => H - B - v * (H - B - 8);
  let most = 0;
  for (const [n] of m.bins) most = Math.max(most, n);
  const chart = svg("svg", { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": plain(`calibration of ${m.model}: expected calibration error ${number(m.error)}`) });
  for (const v of [0, 0.5, 1]) {
    chart.append(svg("line", { class: "axis", x1: x(0), x2: x(1), y1: y(v), y2: y(v) }), svg("text", { x: L - 6, y: y(v) + 4, "text-anchor": "end" }, number(v, 1)));
    chart.append(svg("text", { x: x(v), y: H - 10, "text-anchor": v === 0 ? "start" : v === 1 ? "end" : "middle" }, number(v, 1)));
  }
  chart.append(svg("line", { class: "zero", x1: x(0), x2: x(1), y1: y(0), y2: y(1) }));
  for (const [n, sure, right] of m.bins) chart.append(svg("line", { class: "range even", x1: x(sure), x2: x(sure), y1: y(sure), y2: y(right) }), svg("circle", { class: "dot even", cx: x(sure), cy: y(right), r: 3 + 5 * Math.sqrt(n / most) }));
  return el("figure", { class: "card" },
    el("figcaption", null, el("strong", null, m.model), el("span", { class: "faint line" }, `expected calibration error ${number(m.error)} over ${count(m.answers)}`)), chart,
    el("details", null, el("summary", null, "as a table"), table(`calibration of ${m.model}`, [
      { name: "confidence", n: true, cell: b => number(b[1]) }, { name: "right", n: true, cell: b => number(b[2]) }, { name: "answers", n: true, cell: b => count(b[0]) },
    ], m.bins)));
}
