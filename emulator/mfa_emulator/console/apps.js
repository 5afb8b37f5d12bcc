// Authenticator apps: those of the people here, and others by what was pasted.

import * as api from "./api.js";
import { button, copy, el, fill, grouped, remembered, report } from "./dom.js";
import { forget, now, paste, refreshDerived, state } from "./store.js";

const SHOWN = 100;

/** Show the apps of those who are `mine`; what comes back draws them again. */
export function showApps(section, mine) {
  const list = el("div", { class: "apps" });
  const note = el("p", { class: "note" });
  const source = el("input", { required: true, placeholder: "Secret, otpauth:// URI or a vendor's answer", "aria-label": "A secret, a URI or a vendor's answer to an enrollment" });
  const add = el("form", { class: "paste", onsubmit: async (event) => {
    event.preventDefault();
    try { await paste(source.value.trim()); source.value = ""; } catch (error) { report(error.message); }
  } }, source, el("button", { type: "submit" }, "Add"));
  fill(section, el("h2", {}, "Authenticators"), list, note, add);
  const made = remembered(authenticator);
  let timer = 0;

  return function draw() {
    const owned = state.authenticators.filter((app) => mine(app.label));
    const shown = [...state.pasted, ...(owned.length ? owned : state.authenticators)];
    fill(list, made(shown.slice(0, SHOWN), (app) => `${app.source ?? app.provider} ${app.uri} ${app.code} ${app.next_code}`));
    note.hidden = shown.length > 0 && shown.length <= SHOWN;
    note.textContent = shown.length ? `${shown.length - SHOWN} more` : "Each TOTP factor will show its code here, once somebody enrolls one.";
    timer ||= setInterval(() => { if (list.isConnected) turn(list); else { clearInterval(timer); timer = 0; } }, 500);
    turn(list);
  };
}

function authenticator(app) {
  const period = Number(new URL(app.uri.replace("otpauth://", "http://")).searchParams.get("period") ?? 30);
  // The step that the code is of, by the seconds that it had left: the next one may have begun on the way here.
  const step = Math.round((app.at - (period - app.seconds_left)) / period);
  return el("article", { class: "app", "data-period": period, "data-step": step },
    el("span", { class: "ring", role: "img", "aria-label": "Time left" }),
    el("div", {}, el("p", { class: "label" }, app.label || app.provider), el("p", { class: "code" }, el("output", {}, grouped(app.code)), el("span", { class: "next" }, grouped(app.next_code)))),
    button("Copy", () => copy(app.code), { "aria-label": `Copy the code of ${app.label}` }),
    button("QR", () => showQr(app), { "aria-label": `QR of ${app.label}` }),
    app.source && button("Forget", () => { forget(app.source); return refreshDerived(); }, { class: "bad", "aria-label": `Forget ${app.label}` }));
}

/** Turn the rings, and ask for new codes when a step is over. */
function turn(apps) {
  let over = false;
  for (const app of apps.querySelectorAll(".app")) {
    const period = Number(app.dataset.period);
    const left = period - (now() % period);
    app.querySelector(".ring").style.setProperty("--left", left / period);
    app.querySelector(".ring").dataset.seconds = Math.ceil(left);
    if (Math.floor(now() / period) !== Number(app.dataset.step)) over = true;
  }
  if (over) refreshDerived().catch(() => {});
}

/** The QR that a real phone scans. */
export async function showQr(app) {
  const dialog = document.getElementById("dialog");
  const svg = await api.post("qr", { text: app.uri });
  const picture = el("img", { class: "qr", alt: `QR of ${app.label}`, src: URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })) });
  fill(dialog, el("h2", {}, app.label || app.provider), picture, el("p", { class: "text" }, el("code", {}, app.uri)),
    el("p", { class: "acts" }, button("Copy", () => copy(app.uri)), button("Close", () => dialog.close())));
  dialog.showModal();
}

