// People and factors of every vendor.

import * as api from "./api.js";
import { button, el, fill, remembered, report } from "./dom.js";
import { on, refreshDerived, state } from "./store.js";
import { showQr } from "./apps.js";

export function pagePeople(main) {
  let after = 0;
  const list = el("div", { class: "cards" });
  const search = el("input", { type: "search", id: "search", placeholder: "Search people", "aria-label": "Search people", oninput: () => show(0) });
  const more = el("button", { type: "button", onclick: () => show(after), hidden: true }, "More");
  const vendors = remembered((one) => el("option", { value: one.provider }, one.title));
  const provider = el("select", { "aria-label": "Vendor" });
  const submit = el("button", { type: "submit", class: "good" }, "Add");
  const offer = () => { fill(provider, vendors(state.pointers, (one) => one.provider)); submit.disabled = !state.pointers.length; };
  offer();
  const name = el("input", { required: true, placeholder: "ada@example.com", "aria-label": "Name or e-mail address" });
  const add = el("form", { class: "tools", onsubmit: async (event) => {
    event.preventDefault();
    try { await api.post("people", { provider: provider.value, name: name.value.trim() }); name.value = ""; await load(0); } catch (error) { report(error.message); }
  } }, provider, name, submit);
  fill(main, el("div", { class: "tools" }, el("h1", {}, "People and factors"), search), add, list, more);

  let asked = 0;
  async function load(from) {
    const mine = (asked += 1);
    const found = await api.get(`people?q=${api.seg(search.value)}&after=${from}&limit=50`);
    if (mine !== asked) return; // something else is searched for by now
    const cards = found.people.map((person) => card(person, () => load(0)));
    if (from) list.append(...cards); else fill(list, cards, !cards.length && el("p", { class: "note" }, search.value ? "Nobody has this in a name or an id." : "Nobody yet. Sign somebody up in your app, or add somebody above."));
    after = Number(found.cursor);
    more.hidden = !found.more;
  }
  const show = (from) => load(from).catch((error) => report(error.message));
  const off = on(["world", "pointers"], () => { offer(); show(0); });
  show(0);
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
    el("header", {}, el("strong", {}, person.name), person.disabled && el("span", { class: "badge" }, "disabled"), el("span", { class: "note" }, person.provider)),
    el("ul", {}, person.factors.map((factor) => el("li", {},
      el("span", {}, factor.kind), el("span", { class: "badge" }, factor.status), el("span", {}, factor.to),
      el("span", { class: "ends" }, factor.uri && button("QR", () => showQr({ uri: factor.uri, label: person.name }), { "aria-label": `QR of ${factor.kind} of ${person.name}` }), button("Remove", async () => { await api.remove(`${path}/${api.seg(factor.id)}`); await again(); refreshDerived(); }, { class: "bad", "aria-label": `Remove ${factor.kind} of ${person.name}` })))),
    !person.factors.length && el("li", { class: "note" }, "no second factor")),
    el("p", { class: "acts" }, person.enrolls.length > 0 && [kind, to, button("Enroll", async () => {
      await api.post(path, { kind: kind.value, to: to.hidden ? "" : to.value.trim() });
      await again();
      refreshDerived();
    }, { class: "good", "aria-label": `Enroll a factor for ${person.name}` })],
    person.disabled !== null && button(person.disabled ? "Enable" : "Disable", async () => {
      await api.post(`people/${api.seg(person.provider)}/${api.seg(person.name)}`, { disabled: !person.disabled });
      await again();
    }, { class: person.disabled ? "good" : "bad", "aria-label": `${person.disabled ? "Enable" : "Disable"} ${person.name}` })));
}
