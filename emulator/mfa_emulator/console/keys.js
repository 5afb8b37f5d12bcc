// Keys. None of them does anything while a field has the focus.

import { move, toggle } from "./bar.js";
import { copy, el, fill, report } from "./dom.js";
import { decide, pending } from "./phone.js";
import { state } from "./store.js";

const KEYS = {
  "?": ["list these keys", help],
  c: ["copy the newest code", () => newest()],
  f: ["freeze or resume the clock", toggle],
  ".": ["30 seconds ahead", () => move({ advance: "30s" })],
  a: ["approve the newest push", () => tap("approve")],
  d: ["deny the newest push", () => tap("deny")],
  "/": ["search", () => document.getElementById("search")?.focus()],
  w: ["worlds", () => { location.hash = "#/worlds"; }],
};
const AFTER_G = {
  r: ["requests", "#/home"], p: ["people", "#/people"], f: ["faults", "#/faults"], w: ["worlds", "#/worlds"], d: ["docs", "#/docs"], h: ["home", "#/home"],
};

export function bindKeys() {
  let wentG = false;
  addEventListener("keydown", async (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog[open]")) return;
    if (wentG && AFTER_G[event.key]) { wentG = false; location.hash = AFTER_G[event.key][1]; event.preventDefault(); return; }
    wentG = event.key === "g";
    const found = KEYS[event.key];
    if (!found) return;
    event.preventDefault();
    try { await found[1](); } catch (error) { report(error.message); }
  });
}

async function newest() {
  const code = state.messages.findLast((message) => message.code)?.code;
  if (code) { await copy(code); report(`copied ${code}`); } else report("No code has come yet.");
}

async function tap(action) {
  const challenge = pending().at(-1);
  if (challenge) await decide(challenge, action); else report("No push waits.");
}

function help() {
  const dialog = document.getElementById("dialog");
  const line = (keys, text) => el("tr", {}, el("th", { scope: "row" }, el("kbd", {}, keys)), el("td", {}, text));
  fill(dialog, el("h2", {}, "Keys"), el("table", {}, Object.entries(KEYS).map(([key, [text]]) => line(key, text)), Object.entries(AFTER_G).map(([key, [text]]) => line(`g ${key}`, text))),
    el("p", { class: "acts" }, el("button", { type: "button", onclick: () => dialog.close() }, "Close")));
  dialog.showModal();
}
