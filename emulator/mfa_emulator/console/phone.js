// The phone in the user's hand: messages, pushes, and below it the authenticator apps.

import * as api from "./api.js";
import { showApps } from "./apps.js";
import { button, copy, el, fill, grouped, instant, remembered } from "./dom.js";
import { showPointers } from "./pointers.js";
import { on, state } from "./store.js";

const SHOWN = 200;
const EVERYBODY = "everybody";

export const decide = (challenge, action) => api.post(`challenges/${api.seg(challenge.id)}`, { action });

export const pending = () => state.challenges.filter((challenge) => challenge.status === "pending");

export function showPhone(section) {
  let person = sessionStorage.getItem("mfa-person") ?? "";
  let searched = "";
  const people = el("div", { class: "whose", role: "group", "aria-label": "Whose phone" });
  const search = el("input", { type: "search", id: "search", placeholder: "Search messages", "aria-label": "Search messages", oninput: () => { searched = search.value.toLowerCase(); drawScreen(); } });
  const screen = el("div", { class: "screen", tabindex: 0, role: "log", "aria-label": "Messages" });
  const more = el("button", { type: "button", class: "pill", hidden: true, onclick: () => { screen.scrollTop = 0; more.hidden = true; } });
  const apps = el("section", { class: "apps", "aria-label": "Authenticators" });
  fill(section, people, search, el("div", { class: "device" }, more, screen), apps);
  screen.addEventListener("scroll", () => { if (screen.scrollTop < 8) more.hidden = true; });

  const mine = (name) => !person || name === person;
  const fits = (message) => mine(message.to) && (!searched || `${message.to} ${message.body} ${message.code}`.toLowerCase().includes(searched));

  const faces = remembered((name) => el("button", { type: "button", title: name || EVERYBODY, onclick: () => {
    person = name;
    sessionStorage.setItem("mfa-person", name);
    draw();
  } }, name ? initials(name) : "all"));

  function drawPeople() {
    const names = [...new Set([...state.messages, ...state.undelivered, ...state.challenges].map((one) => one.to))].filter(Boolean).sort();
    if (person && !names.includes(person) && state.connected && state.messages.length) person = "";
    fill(people, faces(["", ...names.slice(-12)], (name) => name));
    for (const face of people.children) face.setAttribute("aria-pressed", String(face.title === (person || EVERYBODY)));
    people.hidden = names.length < 2;
  }

  const [pushes, kept, come] = [remembered(push), remembered(parked), remembered(bubble)];
  const empties = remembered(empty);
  let newest = 0;
  function drawScreen() {
    const messages = state.messages.filter(fits);
    const cards = pushes(pending().filter((challenge) => mine(challenge.to)), (one) => one.id);
    const held = kept(state.undelivered.filter(fits), (one) => `${one.id} ${one.status}`);
    const asked = new Set(pending().map((challenge) => `${challenge.to} ${challenge.text}`));
    const arrived = messages.filter((message) => message.channel !== "push" || !asked.has(`${message.to} ${message.body}`));
    const bubbles = come(arrived.slice(-SHOWN).reverse(), (one) => one.id);
    const away = screen.scrollTop > 8;
    const from = screen.scrollHeight;
    const known = messages.at(-1)?.number ?? 0;
    const fresh = messages.filter((message) => message.number > newest).length;
    fill(screen, cards, held, bubbles,
      messages.length > SHOWN && el("p", { class: "note" }, `${messages.length - SHOWN} older ones: search for them`),
      empties(cards.length || held.length || bubbles.length ? [] : [searched ? "search" : person ? "person" : `fresh ${state.pointers.length}`], (why) => why));
    if (away) { // what is being read stays where it is
      screen.scrollTop += screen.scrollHeight - from;
      if (fresh) { more.hidden = false; more.textContent = `${fresh} new`; }
    }
    if (!away) newest = known;
  }

  function empty(why) {
    if (why === "search") return el("p", { class: "note" }, "No message has these words.");
    if (why === "person") return el("p", { class: "note" }, "Codes for this person will stand here.");
    const box = el("div", { class: "empty" });
    showPointers(box);
    return box;
  }

  function draw() { drawPeople(); drawScreen(); drawApps(); }
  const drawApps = showApps(apps, mine);
  const offs = [on(["messages", "challenges", "pointers", "connected"], () => { drawPeople(); drawScreen(); }), on(["authenticators"], drawApps)];
  draw();
  return () => offs.forEach((off) => off());
}

function bubble(message) {
  return el("article", { class: "bubble" },
    el("header", {}, el("strong", {}, message.to), el("span", {}, message.channel), instant(message.created_at)),
    message.code && el("p", { class: "code" }, el("output", {}, grouped(message.code)), button("Copy", () => copy(message.code), { "aria-label": `Copy the code ${message.code}` })),
    el("p", { class: "text" }, message.body));
}

function parked(message) {
  const act = (verb) => async () => { await api.post(`messages/${api.seg(message.id)}/${verb}`); };
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

function initials(name) {
  const digits = name.replace(/\D/g, "");
  if (/^\+?\d/.test(name)) return digits.slice(-4);
  return name.split("@")[0].split(/[.\-_ ]+/).map((part) => [...part][0] ?? "").slice(0, 2).join("").toUpperCase() || name.slice(0, 2);
}
