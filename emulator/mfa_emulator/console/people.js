// People and factors of every vendor.

import * as api from "./api.js";
import { button, el, fill, report } from "./dom.js";
import { on, refreshDerived, state } from "./store.js";
import { showQr } from "./phone.js";

export function pagePeople(main) {
  let after = 0;
  const list = el("div", { class: "cards" });
  const search = el("input", { type: "search", id: "search", placeholder: "Search people", "aria-label": "Search people", oninput: () => load(0) });
  const more = el("button", { type: "button", onclick: () => load(after), hidden: true }, "More");
  const provider = el("select", { "aria-label": "Vendor" }, state.pointers.map((one) => el("option", { value: one.provider }, one.title)));
  const name = el("input", { required: true, placeholder: "ada@example.com", "aria-label": "Name, e-mail address or identity" });
  const add = el("form", { class: "tools", onsubmit: async (event) => {
    event.preventDefault();
    try { await api.post("people", { provider: provider.value, name: name.value.trim() }); name.value = ""; await load(0); } catch (error) { report(error.message); }
  } }, provider, name, el("button", { type: "submit", class: "good" }, "Add"));
  fill(main, el("div", { class: "tools" }, el("h1", {}, "People and factors"), search), add, list, more);

  async function load(from) {
    const found = await api.get(`people?q=${api.seg(search.value)}&after=${from}&limit=50`);
    const cards = found.people.map((person) => card(person, () => load(0)));
    if (from) list.append(...cards); else fill(list, cards, !cards.length && el("p", { class: "note" }, "Nobody yet. Sign somebody up in your app, or add somebody above."));
    after = Number(found.cursor);
    more.hidden = !found.more;
  }
  const off = on(["world", "pointers"], () => { fill(provider, state.pointers.map((one) => el("option", { value: one.provider }, one.title))); load(0); });
  load(0).catch((error) => report(error.message));
  return off;
}

function card(person, again) {
  const path = `people/${api.seg(person.provider)}/${api.seg(person.name)}/factors`;
  const kind = el("select", { "aria-label": "Kind of factor" }, person.enrolls.map((way) => el("option", { value: way.kind }, way.kind)));
  const to = el("input", { placeholder: "+15555550100", "aria-label": "Number or address", size: 16 });
  const fit = () => { to.hidden = !person.enrolls.find((way) => way.kind === kind.value)?.to; };
  kind.addEventListener("change", fit);
  fit();
  return el("article", { class: "card" },
    el("header", {}, el("strong", {}, person.name), el("span", { class: "note" }, person.provider)),
    el("ul", {}, person.factors.map((factor) => el("li", {},
      el("span", {}, factor.kind), el("span", { class: "badge" }, factor.status), el("span", {}, factor.to),
      factor.uri && button("QR", () => showQr({ uri: factor.uri, label: person.name })),
      button("Remove", async () => { await api.remove(`${path}/${api.seg(factor.id)}`); await again(); refreshDerived(); }, { class: "bad", "aria-label": `Remove ${factor.kind} of ${person.name}` }))),
    !person.factors.length && el("li", { class: "note" }, "no second factor")),
    person.enrolls.length > 0 && el("p", { class: "acts" }, kind, to, button("Enroll", async () => {
      await api.post(path, { kind: kind.value, to: to.hidden ? "" : to.value.trim() });
      await again();
      refreshDerived();
    }, { class: "good", "aria-label": `Enroll a factor for ${person.name}` })));
}
