// Faults: calls that are to go wrong.

import * as api from "./api.js";
import { button, el, fill, remembered, report } from "./dom.js";
import { on, state } from "./store.js";

export function pageFaults(main) {
  const list = el("div", { class: "cards" });
  const vendors = remembered((one) => el("option", { value: one.provider }, one.title));
  const provider = fill(el("select", { "aria-label": "Vendor" }), vendors(state.pointers, (one) => one.provider));
  const operation = el("select", { "aria-label": "Operation" });
  const effect = el("select", { "aria-label": "Effect" });
  const times = el("input", { type: "number", min: 1, value: 1, "aria-label": "How many calls", size: 4 });
  let rows = [];
  const form = el("form", { class: "tools", onsubmit: add }, provider, operation, effect, el("label", {}, "calls ", times), el("button", { type: "submit", class: "bad" }, "Add fault"));
  fill(main, el("div", { class: "tools" }, el("h1", {}, "Faults"), button("Remove all", async () => { await api.remove("faults"); await load(); })), form, list);
  provider.addEventListener("change", choose);
  operation.addEventListener("change", errors);

  async function choose() {
    const vendor = provider.value;
    if (!vendor) return;
    const { operations } = await api.get(`operations?provider=${api.seg(vendor)}`);
    if (vendor !== provider.value) return; // another one was chosen meanwhile
    rows = operations.filter((row) => row.built !== "not");
    fill(operation, rows.map((row) => el("option", { value: row.id }, row.id)));
    errors();
  }
  function errors() {
    const row = rows.find((one) => one.id === operation.value);
    fill(effect, (row?.errors ?? []).map((error) => el("option", { value: `error:${error}` }, error)),
      ["400", "429", "500", "503"].map((status) => el("option", { value: `status:${status}` }, `HTTP ${status}`)),
      el("option", { value: "drop" }, "drop the connection"), el("option", { value: "delay:10s" }, "delay by 10 s"),
      ["held", "lost", "failed"].map((fate) => el("option", { value: `messages:${fate}` }, `its message is ${fate}`)));
  }
  async function add(event) {
    event.preventDefault();
    const [kind, value] = effect.value.split(/:(.*)/);
    const body = { drop: { drop: true }, error: { error: value }, status: { status: Number(value) }, delay: { delay: value }, messages: { messages: { fate: value } } }[kind];
    try { await api.post("faults", { provider: provider.value, operation: operation.value, times: Number(times.value), ...body }); await load(); } catch (error) { report(error.message); }
  }
  async function load() {
    const { faults } = await api.get("faults");
    fill(list, faults.map((one) => {
      const rule = one.rule ?? one;
      return el("article", { class: "card" }, el("header", {}, el("strong", {}, rule.operation || "every call"), el("span", { class: "note" }, rule.provider)),
        el("p", {}, words(rule)), el("p", { class: "note" }, told(one)),
        el("p", { class: "acts" }, button("Remove", async () => { await api.remove(`faults/${api.seg(rule.id)}`); await load(); }, { class: "bad" })));
    }), !faults.length && el("p", { class: "note" }, "No fault: every call goes as it should. Add one above, or from a request's line."));
  }
  // The page may be opened before the vendors are known. What was chosen stays, for they are told anew at each begin.
  const off = on(["pointers"], () => {
    const before = provider.value;
    fill(provider, vendors(state.pointers, (one) => one.provider));
    if (provider.value !== before) choose().catch((error) => report(error.message));
  });
  choose().catch((error) => report(error.message));
  load().catch((error) => report(error.message));
  return off;
}

const words = (rule) => [rule.error && `answers ${rule.error}`, rule.status && `answers HTTP ${rule.status}`, rule.drop && "drops the connection", rule.delay && `is delayed by ${rule.delay}`,
  rule.messages && `its message is ${rule.messages.fate}`, rule.times ? (rule.times > 1 ? `${rule.times} times` : "once") : "always", rule.skip ? `after ${rule.skip} calls` : ""].filter(Boolean).join(", ");

const told = (one) => (one.met ? `a call has met it ${one.met === 1 ? "once" : `${one.met} times`}` : "no call has met it yet");
