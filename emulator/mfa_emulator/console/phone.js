// The phone in the user's hand: messages, pushes, authenticators.

import * as api from "./api.js";
import { button, copy, el, fill, grouped, instant } from "./dom.js";
import { now, on, refreshDerived, state } from "./store.js";
import { showPointers } from "./pointers.js";

const SHOWN = 200;

export const decide = (challenge, action) => api.post(`challenges/${api.seg(challenge.id)}`, { action });

export const pending = () => state.challenges.filter((challenge) => challenge.status === "pending");

export function showPhone(section) {
  let person = sessionStorage.getItem("mfa-person") ?? "";
  let searched = "";
  const people = el("div", { class: "whose", role: "group", "aria-label": "Whose phone" });
  const search = el("input", { type: "search", id: "search", placeholder: "Search messages", "aria-label": "Search messages", oninput: () => { searched = search.value.toLowerCase(); drawScreen(); } });
  const screen = el("div", { class: "screen", tabindex: 0, "aria-label": "Messages" });
  const more = el("button", { type: "button", class: "pill", hidden: true, onclick: () => { screen.scrollTop = 0; more.hidden = true; } });
  const apps = el("section", { class: "apps", "aria-label": "Authenticators" });
  fill(section, people, search, el("div", { class: "device" }, more, screen), apps);
  screen.addEventListener("scroll", () => { if (screen.scrollTop < 8) more.hidden = true; });

  const mine = (name) => !person || name === person;
  const fits = (message) => mine(message.to) && (!searched || `${message.to} ${message.body} ${message.code}`.toLowerCase().includes(searched));

  function drawPeople() {
    const names = [...new Set([...state.messages, ...state.undelivered, ...state.challenges].map((one) => one.to))].filter(Boolean).sort();
    if (person && !names.includes(person) && state.connected && state.messages.length) person = "";
    const one = (name, text) => el("button", { type: "button", title: name || "everybody", "aria-pressed": person === name, onclick: () => {
      person = name;
      sessionStorage.setItem("mfa-person", name);
      draw();
    } }, text);
    fill(people, one("", "all"), names.slice(-12).map((name) => one(name, initials(name))));
    people.hidden = names.length < 2;
  }

  let newest = 0;
  function drawScreen() {
    const messages = state.messages.filter(fits);
    const cards = pending().filter((challenge) => mine(challenge.to)).map(push);
    const held = state.undelivered.filter(fits).map(parked);
    const asked = new Set(pending().map((challenge) => `${challenge.to} ${challenge.text}`));
    const arrived = messages.filter((message) => message.channel !== "push" || !asked.has(`${message.to} ${message.body}`));
    const bubbles = arrived.slice(-SHOWN).reverse().map(bubble);
    const away = screen.scrollTop > 8;
    const from = screen.scrollHeight;
    const known = messages.at(-1)?.number ?? 0;
    const fresh = messages.filter((message) => message.number > newest).length;
    fill(screen, cards, held, bubbles,
      messages.length > SHOWN && el("p", { class: "note" }, `${messages.length - SHOWN} older ones: search for them`),
      !cards.length && !held.length && !bubbles.length && empty());
    if (away) { // what is being read stays where it is
      screen.scrollTop += screen.scrollHeight - from;
      if (fresh) { more.hidden = false; more.textContent = `${fresh} new`; }
    }
    if (!away) newest = known;
  }

  function empty() {
    if (searched) return el("p", { class: "note" }, "No message has these words.");
    if (person) return el("p", { class: "note" }, "Codes for this person will stand here.");
    const box = el("div", { class: "empty" });
    showPointers(box);
    return box;
  }

  function drawApps() {
    const shown = state.authenticators.filter((app) => mine(app.label) || !person || !state.authenticators.some((one) => mine(one.label)));
    fill(apps, el("h2", {}, "Authenticators"), shown.slice(0, 100).map(authenticator),
      !shown.length && el("p", { class: "note" }, "Each TOTP factor will show its code here, once somebody enrolls one."),
      shown.length > 100 && el("p", { class: "note" }, `${shown.length - 100} more`));
  }
  function draw() { drawPeople(); drawScreen(); drawApps(); }
  const timer = setInterval(() => turn(apps), 500);
  const offs = [on(["messages", "challenges", "pointers", "connected"], () => { drawPeople(); drawScreen(); }), on(["authenticators"], drawApps)];
  draw();
  return () => { clearInterval(timer); offs.forEach((off) => off()); };
}

function bubble(message) {
  return el("article", { class: "bubble" },
    el("header", {}, el("strong", {}, message.to), el("span", {}, message.channel), instant(message.created_at)),
    message.code && el("p", { class: "code" }, el("output", {}, grouped(message.code)), button("Copy", () => copy(message.code), { "aria-label": `Copy the code ${message.code}` })),
    el("p", { class: "text" }, message.body));
}

function parked(message) {
  const act = (verb) => () => api.post(`messages/${api.seg(message.id)}/${verb}`).then(() => {
    state.undelivered = state.undelivered.filter((one) => one.id !== message.id);
  });
  return el("article", { class: "bubble parked" },
    el("header", {}, el("strong", {}, message.to), el("span", {}, message.channel), el("span", { class: "badge" }, message.status)),
    message.code && el("p", { class: "code" }, grouped(message.code)),
    el("p", { class: "text" }, message.body),
    ["held", "delayed"].includes(message.status)
      ? el("p", { class: "acts" }, button("Release", act("release"), { class: "good" }), button("Fail", act("fail"), { class: "bad" }))
      : el("p", { class: "note" }, `A fault keeps it from its recipient: ${message.status}.`));
}

function push(challenge) {
  return el("article", { class: "bubble push" },
    el("header", {}, el("strong", {}, challenge.to), el("span", {}, "push")),
    el("p", { class: "text" }, challenge.text),
    el("p", { class: "acts" },
      button("✓ Approve", () => decide(challenge, "approve"), { class: "good big" }),
      button("✕ Deny", () => decide(challenge, "deny"), { class: "bad big" })));
}

function authenticator(app) {
  const period = Number(new URL(app.uri.replace("otpauth://", "http://")).searchParams.get("period") ?? 30);
  return el("article", { class: "app", "data-period": period, "data-step": Math.floor(app.at / period) },
    el("span", { class: "ring", role: "img", "aria-label": "Time left" }),
    el("div", {}, el("p", { class: "label" }, app.label || app.provider), el("p", { class: "code" }, el("output", {}, grouped(app.code)), el("span", { class: "next" }, grouped(app.next_code)))),
    button("Copy", () => copy(app.code), { "aria-label": `Copy the code of ${app.label}` }),
    button("QR", () => showQr(app), { "aria-label": `QR of ${app.label}` }));
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

function initials(name) {
  const digits = name.replace(/\D/g, "");
  if (/^\+?\d/.test(name)) return digits.slice(-4);
  return name.split("@")[0].split(/[.\-_ ]+/).map((part) => [...part][0] ?? "").slice(0, 2).join("").toUpperCase() || name.slice(0, 2);
}
