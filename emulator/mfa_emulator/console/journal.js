// The live journal: one line a request, which opens in place.

import * as api from "./api.js";
import { button, copy, download, el, fill, instant, remembered, report } from "./dom.js";
import { scenario } from "./scenario.js";
import { on, state } from "./store.js";

const ROW = 33;
const ROOM = 20;

export function showJournal(section) {
  let onlyRefused = false;
  let searched = "";
  let opened = 0;
  let detail = null;
  const refused = el("input", { type: "checkbox", onchange: () => { onlyRefused = refused.checked; draw(); } });
  const search = el("input", { type: "search", placeholder: "Search requests", "aria-label": "Search requests", oninput: () => { searched = search.value.toLowerCase(); draw(); } });
  const count = el("span", { class: "note" });
  const list = el("div", { class: "rows", tabindex: 0, role: "group", "aria-label": "Requests, newest first" });
  const pill = el("button", { type: "button", class: "pill", hidden: true, onclick: () => { list.scrollTop = 0; } });
  fill(section, el("div", { class: "tools" }, el("h2", {}, "Requests"), el("label", {}, refused, " refused only"), search, count), el("div", { class: "device" }, pill, list));
  list.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });

  const fits = (one) => (!onlyRefused || one.status >= 400) && (!searched || `${one.operation} ${one.path} ${one.reason} ${one.status}`.toLowerCase().includes(searched));
  let seen = 0;
  const made = remembered(row);
  const [above, below] = [el("div", {}), el("div", {})];
  const nothing = el("p", { class: "note" });

  function draw() {
    const rows = state.requests.filter(fits);
    const newest = rows.at(-1)?.number ?? 0;
    const away = list.scrollTop > 4;
    if (away && newest > seen && seen) {
      const more = rows.filter((one) => one.number > seen).length;
      list.scrollTop += more * ROW - (list.dataset.more ?? 0) * ROW; // what is being read stays where it is
      list.dataset.more = more;
      pill.hidden = false;
      pill.textContent = `${more} new`;
    } else if (!away) { seen = newest; pill.hidden = true; list.dataset.more = 0; }
    count.textContent = `${rows.length}${state.missed ? `, ${state.missed} missed` : ""}`;
    // Only rows near the window are there: ten thousand would make each frame slow.
    const index = opened ? rows.findIndex((one) => one.number === opened) : -1;
    const from = Math.max(0, Math.floor(list.scrollTop / ROW) - ROOM);
    const to = Math.min(rows.length, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + ROOM);
    const shown = rows.length - 1 - index;
    const lines = made(rows.slice(rows.length - to, rows.length - from).reverse(), (one) => `${one.number} ${one.number === opened}`);
    if (index >= 0 && detail) lines.splice(shown < from ? 0 : shown >= to ? lines.length : shown - from + 1, 0, detail);
    above.style.height = `${from * ROW}px`;
    below.style.height = `${(rows.length - to) * ROW}px`;
    nothing.hidden = rows.length > 0;
    nothing.textContent = state.requests.length ? "No request fits." : `Waiting for the first request at ${location.origin}`;
    fill(list, above, lines, below, nothing);
  }

  function row(one) {
    const bad = one.status >= 400;
    return el("button", {
      type: "button", class: `row ${bad ? "bad" : "good"} ${one.number === opened ? "open" : ""}`, "aria-expanded": one.number === opened, onclick: () => open(one),
    }, instant(one.at), el("span", { class: "status" }, `${bad ? "✕" : "✓"} ${one.status}`),
    el("span", { class: "operation" }, one.operation || `${one.method} ${one.path}`), el("span", { class: "reason", title: one.reason }, one.reason), el("span", { class: "took" }, `${(one.took_us / 1000).toFixed(1)} ms`));
  }

  async function open(one) {
    if (opened === one.number) { opened = 0; detail = null; draw(); return; }
    opened = one.number;
    detail = el("div", { class: "detail" }, "…");
    draw();
    try { fill(detail, whole(await api.get(`requests/${one.number}`))); } catch (error) { fill(detail, error.message); }
    draw();
  }
  const off = on(["requests", "connected"], draw);
  draw();
  return off;
}

function whole(one) {
  return el("div", {},
    one.reason && el("p", { class: "why" }, one.reason),
    one.nearest && el("p", { class: "note" }, `The nearest operation: ${one.nearest}`),
    el("div", { class: "two" },
      el("section", {}, el("h3", {}, "Request"), el("p", {}, el("code", {}, `${one.method} ${one.path}`)), pretty(one.request)),
      el("section", {}, el("h3", {}, `Answer ${one.status}`), pretty(one.response))),
    one.traceback && el("pre", {}, one.traceback),
    el("p", { class: "acts" },
      button("Copy as curl", () => copy(curl(one))),
      one.operation && button("Save as scenario", () => save(one)),
      one.operation && failNext(one)));
}

const pretty = (body) => el("pre", {}, el("code", {}, body === null ? "(empty)" : typeof body === "string" ? body : JSON.stringify(body, null, 2)));

function curl(one) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const body = one.request === null ? "" : typeof one.request === "string" ? ` -d ${quoted(one.request)}` : ` -H 'Content-Type: application/json' -d ${quoted(JSON.stringify(one.request))}`;
  return `curl -X ${one.method} ${quoted(location.origin + one.path)}${body}`;
}

async function save(one) {
  return download(new Blob([scenario(one, await rowOf(one))], { type: "text/yaml" }), `${one.operation.replaceAll(".", "-")}.mfa.yaml`);
}

/** The row of a request's operation in its vendor's table. */
async function rowOf(one) {
  const { operations } = await api.get(`operations?provider=${api.seg(one.provider)}`);
  return operations.find((row) => row.id === one.operation);
}

function failNext(one) {
  const menu = el("select", { "aria-label": "Make this fail next time with" }, el("option", { value: "" }, "Make this fail next time…"));
  menu.addEventListener("focus", async () => {
    if (menu.options.length > 1) return;
    const errors = (await rowOf(one))?.errors ?? [];
    menu.append(...errors.map((error) => el("option", { value: error }, error)), el("option", { value: "503" }, "HTTP 503"), el("option", { value: "drop" }, "drop the connection"));
  });
  menu.addEventListener("change", async () => {
    const [value] = [menu.value];
    menu.value = "";
    if (!value) return;
    const effect = value === "drop" ? { drop: true } : value === "503" ? { status: 503 } : { error: value };
    try { await api.post("faults", { provider: one.provider, operation: one.operation, ...effect }); report(`The next call of ${one.operation} fails: ${value}`); } catch (error) { report(error.message); }
  });
  return menu;
}
