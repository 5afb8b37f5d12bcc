// The frame: the bar, the ribbon, one page at a time, and keys.

import { keepToken } from "./api.js";
import { showBar } from "./bar.js";
import { el, fill } from "./dom.js";
import { pageDocs } from "./docs.js";
import { pageFaults } from "./faults.js";
import { pageHome } from "./home.js";
import { bindKeys } from "./keys.js";
import { pagePeople } from "./people.js";
import { showRibbon } from "./ribbon.js";
import { connect, on, state } from "./store.js";
import { pageWorlds } from "./worlds.js";

const PAGES = { home: pageHome, people: pagePeople, faults: pageFaults, worlds: pageWorlds, docs: pageDocs };

let leave = () => {};

function route() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  const page = PAGES[name] ? name : "home";
  leave();
  const main = document.getElementById("page");
  main.className = page;
  leave = PAGES[page](fill(main), rest.map(decodeURIComponent)) ?? (() => {});
  document.querySelectorAll("#bar nav a").forEach((link) => {
    if (link.hash === `#/${page}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

/** Ask for the token that a server on a wide bind printed. */
function askToken() {
  const dialog = document.getElementById("dialog");
  return new Promise((done) => {
    const field = el("input", { type: "password", name: "token", autocomplete: "off", required: true });
    const keep = (event) => {
      event.preventDefault();
      keepToken(field.value.trim());
      dialog.close();
      done();
    };
    fill(dialog, el("form", { onsubmit: keep },
      el("h2", {}, "Others can reach this emulator"),
      el("p", {}, "It printed a token when it started. It stays in this tab."),
      el("label", {}, "Token ", field),
      el("button", { type: "submit", class: "good" }, "Go on")));
    if (!dialog.open) dialog.showModal();
  });
}

showBar(document.getElementById("bar"));
showRibbon(document.getElementById("ribbon"));
bindKeys();
addEventListener("hashchange", route);
on(["connected"], () => { document.getElementById("gone").hidden = state.connected; });
// The title tells too: the newest code, for ten seconds after it came.
let told = "";
let timer = 0;
on(["messages"], () => {
  const newest = state.messages.at(-1);
  if (!newest?.code || newest.id === told) return;
  told = newest.id;
  document.title = `${newest.code} · mfa-emulator`;
  clearTimeout(timer);
  timer = setTimeout(() => { document.title = "mfa-emulator"; }, 10000);
});
route();
connect(askToken);
