// The bar on top: world, pages, clock.

import * as api from "./api.js";
import { button, el, fill } from "./dom.js";
import { now, on, setClock, state } from "./store.js";

export const STEPS = [["+30 s", "30s", 30], ["+5 min", "5m", 300], ["+1 h", "1h", 3600]];
const LINKS = [["Home", "#/home"], ["People", "#/people"], ["Faults", "#/faults"], ["Worlds", "#/worlds"], ["Docs", "#/docs"]];

/** Move the clock; the answer is the clock as it stands then. */
export async function move(change) {
  setClock(await api.post("clock", change));
}

export const toggle = () => state.clock && move(state.clock.mode === "frozen" ? { resume: true } : { freeze: true });

export function showBar(bar) {
  const world = el("a", { href: "#/worlds", class: "world", title: "Switch worlds (w)" });
  const time = el("time", { class: "now" });
  const date = el("span", { class: "date" });
  const mode = el("span", { class: "mode" });
  const freeze = button("Freeze", toggle, { class: "freeze" });
  const steps = STEPS.map(([text, step, seconds]) =>
    button(text, () => move({ advance: step }), {
      onmouseenter: () => shade(seconds), onfocus: () => shade(seconds), onmouseleave: () => shade(0), onblur: () => shade(0),
    }));
  const to = el("input", { type: "text", size: 20, placeholder: "to an instant", title: "2026-12-24T18:00:00Z, say", "aria-label": "An instant to go to" });
  const go = el("form", { class: "to", onsubmit: async (event) => {
    event.preventDefault();
    to.setCustomValidity("");
    try { await move({ travel: to.value.trim() }); to.value = ""; } catch (error) { to.setCustomValidity(error.message); to.reportValidity(); }
  } }, to, el("button", { type: "submit" }, "Go"));
  const refused = el("button", { type: "button", class: "refused", onclick: () => { state.refused = 0; location.hash = "#/home"; draw(); } });
  const connection = el("span", { class: "connection" });
  const nav = el("nav", { "aria-label": "Pages" }, LINKS.map(([text, hash]) => el("a", { href: hash }, text)));
  fill(bar, el("div", { class: "left" }, world, nav),
    el("div", { class: "clock", role: "group", "aria-label": "Clock" }, mode, el("span", { class: "face" }, time, date), ...steps, freeze, go),
    el("div", { class: "right" }, refused, connection));

  function tick() {
    const text = new Date(now() * 1000).toISOString();
    time.textContent = text.slice(11, 19);
    time.setAttribute("datetime", text);
    time.title = `${new Date(now() * 1000).toLocaleString()} here`;
    date.textContent = text.slice(0, 10);
  }
  function draw() {
    world.textContent = state.world || "…";
    const frozen = state.clock?.mode === "frozen";
    mode.className = `mode ${state.clock ? (frozen ? "frozen" : "live") : ""}`; // not known before it is loaded
    mode.textContent = state.clock ? (frozen ? "❚❚" : "●") : "";
    mode.title = frozen ? "frozen" : state.clock?.rate === 1 ? "live" : `live, ${state.clock?.rate ?? 1} × as fast`;
    freeze.textContent = frozen ? "Resume" : "Freeze";
    refused.textContent = state.refused ? `✕ ${state.refused} refused` : "none refused";
    refused.classList.toggle("some", state.refused > 0);
    connection.textContent = state.connected ? "connected" : "not connected";
    connection.className = `connection ${state.connected ? "yes" : "no"}`;
    tick();
  }
  on(["clock", "connected", "requests", "world"], draw);
  setInterval(tick, 200);
  draw();
}

/** Shade on the ribbon what a step of the clock would end. */
export function shade(seconds) {
  document.dispatchEvent(new CustomEvent("mfa-shade", { detail: seconds }));
}
