// The lines that point each SDK here: the empty state of a fresh world.

import { button, copy, el, fill } from "./dom.js";
import { state } from "./store.js";

export function showPointers(box) {
  const chosen = localStorage.getItem("mfa-sdk") ?? state.pointers[0]?.provider;
  const tabs = state.pointers.map((one) => el("button", { type: "button", "aria-pressed": one.provider === chosen, onclick: () => {
    localStorage.setItem("mfa-sdk", one.provider);
    showPointers(box);
  } }, one.title));
  const shown = state.pointers.find((one) => one.provider === chosen) ?? state.pointers[0];
  fill(box, el("h2", {}, "Point your app here"), el("p", { class: "sdks" }, tabs),
    shown && el("pre", {}, el("code", {}, shown.lines.join("\n"))),
    shown && el("p", { class: "acts" }, button("Copy", () => copy(shown.lines.join("\n")), { "aria-label": "Copy these lines" })),
    el("p", { class: "note" }, "Codes and pushes will appear here as they are sent."));
}
