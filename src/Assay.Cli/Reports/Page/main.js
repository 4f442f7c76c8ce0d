const page = document.getElementById("page");
try {
  const [head, index] = (await Promise.all([unpacked("head"), unpacked("index")])).map(text => JSON.parse(text));
  const candidates = candidatesOf(index);
  page.replaceChildren();
  summary(head, candidates.size);
  verdicts(head);
  changes(head);
  differences(head);
  scores(head);
  distributions(candidates);
  labels(head);
  calibration(head);
  usage(head);
  explorer(head, index, candidates);
  page.querySelector(".tiles").after(el("nav", { "aria-label": "sections" }, el("ul", null, contents.map(([id, title]) => el("li", null, el("a", { href: "#" + id }, title))))));
  page.dataset.ready = "true";
} catch (error) {
  page.replaceChildren(el("h1", null, "Evaluations"), el("p", { class: "bad" }, `This page cannot be shown: ${error.message}. It needs a browser of 2023 or later.`));
}
