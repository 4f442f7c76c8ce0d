const contents = [];
const KINDS = {
  regressed: ["bad", "✕"], failed: ["bad", "✕"], new: ["bad", "✕"], inconclusive: ["doubt", "?"], incomparable: ["doubt", "?"],
  improved: ["good", "↑"], passed: ["good", "✓"], accepted: ["good", "✓"], unchanged: ["good", "✓"],
};
const shownOf = outcome => outcome.verdict ?? outcome.kind;
const kindOf = outcome => outcome.kind === "failed" ? ["bad", "✕"] : KINDS[shownOf(outcome)] ?? ["", "·"];
const mark = ([kind, sign]) => el("span", { class: "sign " + kind, "aria-hidden": "true" }, sign);

function section(id, title, note, ...content) {
  contents.push([id, title]);
  page.append(el("section", { "aria-labelledby": id }, el("h2", { id, tabindex: "-1" }, title), note ? el("p", { class: "note" }, note) : null, ...content));
}

function summary(head, size) {
  const tally = new Map();
  for (const outcome of head.outcomes) {
    const key = shownOf(outcome);
    tally.set(key, [(tally.get(key)?.[0] ?? 0) + 1, kindOf(outcome)]);
  }
  const models = new Set(head.means.map(row => row.model).filter(Boolean));
  const slices = new Set(head.means.map(row => JSON.stringify([row.benchmark, row.slice])));
  const tile = (value, name, kind) => el("li", { class: "tile" }, el("span", { class: "value" }, kind ? mark(kind) : null, value), el("span", { class: "name" }, name));
  page.append(
    el("header", null, el("h1", null, "Evaluations"), el("p", { class: "note" }, head.outcomes.length === 0 ? "No slice was run as a test." : [...tally].sort().map(([key, [n]]) => `${n} ${key}`).join(", ") + ".")),
    el("ul", { class: "tiles", "aria-label": "summary" },
      [...tally].sort().map(([key, [n, kind]]) => tile(count(n), `slice${n === 1 ? "" : "s"} ${key}`, kind)),
      tile(count(new Set(head.means.map(row => row.benchmark)).size), "benchmarks"),
      tile(count(slices.size), "slices"),
      models.size > 0 ? tile(count(models.size), "models") : null,
      tile(count(size), "candidates")));
}

function verdicts(head) {
  if (head.outcomes.length === 0) return;
  const order = ["bad", "doubt", "good", ""];
  const rows = [...head.outcomes].sort((a, b) => order.indexOf(kindOf(a)[0]) - order.indexOf(kindOf(b)[0]));
  section("verdicts", "Verdicts", null, table("verdicts", [
    { name: "slice", cell: o => [el("span", { class: "faint" }, o.benchmark + " / "), o.slice] },
    { name: "verdict", cell: o => el("span", { class: "verdict " + kindOf(o)[0] }, mark(kindOf(o)), " ", shownOf(o)) },
    { name: "what was found", kind: "grow", cell: o => {
      const [first, ...rest] = o.message.trim().split("\n");
      return rest.length === 0 && first.length < 200 ? first : el("details", { open: o.kind === "failed" && rows.length <= 12 }, el("summary", null, first.slice(0, 200)), block(o.message, `message of ${plain(o.benchmark)} / ${plain(o.slice)}`));
    } },
    { name: "at", cell: o => o.file ? el("code", null, o.line > 0 ? `${o.file}:${o.line}` : o.file) : "–" },
  ], rows));
}
